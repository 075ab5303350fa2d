"""What the feed tells when categories and organisations change, and what names them."""

import pytest
from django.db import connection
from django.urls import reverse

from announcements.models import Category
from media.models import Organisation, PortalDocument
from tests import factories

from .pages import fresh
from .reader import Reader, deletes, upserts

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return factories.CategoryFactory(name="Xây dựng Đảng", slug="xay-dung-dang")


@pytest.fixture
def page(category):
    return factories.AnnouncementFactory(category=category)


@pytest.fixture
def organisation():
    return factories.OrganisationFactory(name="Huyện ủy Bình Sơn", slug="huyen-uy")


@pytest.fixture
def document(organisation):
    return factories.DocumentFactory(issuer=organisation)


@pytest.fixture
def attaching(document):
    """A page that shows the document, and with it the name of its issuer."""
    return factories.AnnouncementFactory(
        body=[("document", {"document": document, "text": ""})],
    )


def save(snippet):
    snippet.name = "Tên khác"
    snippet.save()


def publish(snippet):
    snippet.name = "Tên khác"
    snippet.save_revision().publish()


def update(snippet):
    type(snippet).objects.filter(pk=snippet.pk).update(name="Tên khác")


def write_sql(snippet):
    table = type(snippet)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET name = 'Khác' WHERE id = %s", [snippet.pk])


CHANGES = [save, publish, update, write_sql]


@pytest.mark.parametrize("change", CHANGES)
def test_renamed_category_comes_with_its_pages_and_those_below(category, page, change):
    below = factories.CategoryFactory(parent=category)
    factories.AnnouncementFactory(category=below)
    factories.CategoryFactory()
    reader = Reader()
    change(category)
    assert reader.changes() == upserts(page, category, below)


@pytest.mark.parametrize("change", CHANGES)
def test_renamed_organisation_comes_with_its_documents(organisation, document, attaching, change):
    factories.DocumentFactory(issuer=factories.OrganisationFactory())
    reader = Reader()
    change(organisation)
    assert reader.changes() == upserts(attaching, organisation, document)


def test_draft_of_a_new_name_changes_nothing(category, page):
    reader = Reader()
    category.name = "Nháp"
    category.save_revision()
    assert reader.changes() == []


def test_withdrawn_category_goes_and_is_named_no_more(category, page):
    reader = Reader()
    category.unpublish()
    assert reader.changes() == deletes(category) + upserts(page)
    category.save_revision().publish()
    assert reader.changes() == upserts(page, category)


def test_withdrawn_organisation_goes_and_is_named_no_more(organisation, document, attaching):
    reader = Reader()
    organisation.unpublish()
    assert reader.changes() == deletes(organisation) + upserts(attaching, document)


def test_deleted_category_goes(category):
    reader = Reader()
    gone = deletes(category)
    category.delete()
    assert reader.changes() == gone


def test_category_that_leaves_its_pages_and_is_deleted(category, page):
    reader = Reader()
    gone = deletes(category)
    type(page).objects.update(category=None)
    Category.objects.get(pk=category.pk).delete()
    assert reader.changes() == gone + upserts(page)


def test_organisation_that_leaves_its_documents_and_is_deleted(organisation, document, attaching):
    reader = Reader()
    gone = deletes(organisation)
    PortalDocument.objects.update(issuer=None)
    Organisation.objects.get(pk=organisation.pk).delete()
    assert reader.changes() == gone + upserts(attaching, document)


def test_deleted_in_the_admin(admin_client, category):
    unused = factories.CategoryFactory()
    reader = Reader()
    gone = deletes(category, unused)
    path = f"/admin/bulk/announcements/category/delete/?id={category.pk}&id={unused.pk}"
    assert admin_client.post(f"{path}&next=/admin/").status_code == 302
    assert reader.changes() == gone


def test_deleted_superior_is_named_no_more(category):
    below = factories.CategoryFactory()
    reader = Reader()
    Category.objects.filter(pk=below.pk).update(parent=category)
    assert reader.changes() == upserts(below)
    Category.objects.filter(pk=below.pk).update(parent=None)
    gone = deletes(category)
    category.delete()
    assert reader.changes() == gone + upserts(below)


def test_successors_show_in_the_organisation_that_they_follow(organisation):
    successor = factories.OrganisationFactory(name="Đảng ủy xã Bình Sơn")
    organisation.dissolved_on = "2025-07-01"
    organisation.save()
    reader = Reader()
    organisation.successors.add(successor)
    organisation.save()
    assert reader.changes() == upserts(organisation)
    Organisation.objects.filter(pk=successor.pk).update(name="Đảng ủy xã Vạn Tường")
    assert reader.changes() == upserts(organisation, successor)
    successor.refresh_from_db()
    successor.unpublish()
    assert reader.changes() == deletes(successor) + upserts(organisation)
    Organisation.successors.through.objects.all().delete()
    assert reader.changes() == []


def test_page_that_changes_its_category_in_the_database(category, page):
    other = factories.CategoryFactory()
    reader = Reader()
    type(page).objects.filter(pk=page.pk).update(category=other)
    assert reader.changes() == upserts(page)
    update(category)
    assert reader.changes() == upserts(category)


def test_new_category_comes_when_it_is_published(admin_client):
    reader = Reader()
    path = reverse(Category.snippet_viewset.get_url_name("add"))
    data = {"name": "Kinh tế", "slug": "", "parent": "", "action-save": "1"}
    assert admin_client.post(path, data).status_code == 302
    assert reader.changes() == []
    category = Category.objects.get(name="Kinh tế")
    category.save_revision().publish()
    assert reader.changes() == upserts(category)


def test_what_is_shared_comes_however_it_is_narrowed(category, page):
    reader = Reader(query="locale=en")
    update(category)
    publish_page = fresh(page)
    publish_page.save_revision().publish()
    assert reader.changes() == upserts(category)
