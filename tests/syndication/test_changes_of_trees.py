"""What the feed tells when pages change their place, and when they are locked away."""

import pytest
from django.db import connection
from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction

from home.models import StandardPage
from portal.syndication.models import Mark
from tests import factories

from .pages import body_of, fresh, linking_to
from .reader import Reader, deletes, upserts

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return factories.AnnouncementFactory(title="Đề án số 07")


# Place in the tree


def test_deleted_page_goes_with_all_below_it(section):
    reader = Reader()
    gone = deletes(*section)
    fresh(section[0]).delete()
    assert reader.changes() == gone


def test_deleted_draft_is_not_told_of():
    draft = factories.AnnouncementFactory(live=False)
    reader = Reader()
    draft.delete()
    assert reader.changes() == []


def test_copy_comes_with_the_live_pages_below_it(section):
    factories.StandardPageFactory(parent=fresh(section[0]), live=False)
    reader = Reader()
    CopyPageAction(
        fresh(section[0]), recursive=True, keep_live=True, update_attrs={"slug": "ban-sao"}
    ).execute(skip_permission_checks=True)
    top = StandardPage.objects.get(slug="ban-sao")
    copies = StandardPage.objects.descendant_of(top, inclusive=True).live()
    assert copies.count() == 3
    assert reader.changes() == upserts(*copies)


def test_alias_comes_and_follows_its_original(page):
    other = factories.IndexFactory()
    reader = Reader()
    alias = page.create_alias(parent=other)
    assert reader.changes() == upserts(alias)
    page.title = "Đề án số 08"
    page.save_revision().publish()
    assert reader.changes() == upserts(page, alias)
    page.unpublish()
    assert reader.changes() == deletes(page, alias)


def test_alias_goes_with_the_original_that_is_locked_away(page):
    alias = page.create_alias(parent=factories.IndexFactory())
    reader = Reader()
    factories.restrict(page)
    assert reader.changes() == deletes(page, alias)


def test_alias_goes_with_the_original_that_is_deleted(page):
    alias = page.create_alias(parent=factories.IndexFactory())
    reader = Reader()
    gone = deletes(page, alias)
    page.delete()
    assert reader.changes() == gone


def test_moved_pages_come_with_their_new_addresses(section):
    linking = linking_to(section[2])
    target = factories.StandardPageFactory(title="Huyện")
    reader = Reader()
    fresh(section[0]).move(target, pos="last-child")
    entries = reader.news()
    assert {entry["id"] for entry in entries} == {page.pk for page in (*section, linking)}
    for entry in entries:
        if entry["id"] != linking.pk:
            assert entry["html_url"].startswith(target.full_url)


def test_slug_changes_the_addresses_of_all_below(section):
    linking = linking_to(section[2])
    reader = Reader()
    top = fresh(section[0])
    top.slug = "huyen"
    top.save_revision().publish()
    entries = reader.news()
    assert {entry["id"] for entry in entries} == {page.pk for page in (*section, linking)}
    assert {entry["html_url"].split("/")[3] for entry in entries} == {"huyen", linking.slug}


def test_order_of_pages_changes_nothing(section):
    top = section[0]
    beside = factories.StandardPageFactory()
    reader = Reader()
    fresh(beside).move(fresh(top), pos="left")
    assert Mark.objects.exists()
    assert reader.changes() == []


def test_page_that_changes_place_by_sql_comes(section):
    reader = Reader()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET slug = 'moi', url_path = '/trang-chu/moi/' "
                       "WHERE id = %s", [section[2].pk])  # fmt: skip
    assert reader.changes() == upserts(section[2])


# Privacy


def lock(client, page, kind="login"):
    """Restrict `page` in the admin; `none` lifts it."""
    data = {"restriction_type": kind, "password": "mat khau" if kind == "password" else ""}
    path = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    assert client.post(path, data).status_code == 200


@pytest.mark.parametrize("locked", [0, 1, 2])
def test_restricted_pages_go_and_come_back(client, chief, section, locked):
    concerned = section[locked:]
    reader = Reader()
    lock(client, section[locked])
    assert reader.changes() == deletes(*concerned)
    lock(client, section[locked], "password")
    assert reader.changes() == []
    lock(client, section[locked], "none")
    assert reader.changes() == upserts(*concerned)


def test_restriction_that_is_put_on_another_page(section):
    factories.restrict(section[2])
    reader = Reader()
    section[2].view_restrictions.update(page=section[1])
    assert reader.changes() == deletes(section[1])
    section[1].view_restrictions.update(page=section[2])
    assert reader.changes() == upserts(section[1])


def test_second_restriction_keeps_a_page_locked(section):
    reader = Reader()
    factories.restrict(section[0])
    factories.restrict(section[1])
    assert reader.changes() == deletes(*section)
    section[0].view_restrictions.all().delete()
    assert reader.changes() == upserts(section[0])


def test_page_moved_under_a_restriction_goes(section):
    private = factories.StandardPageFactory()
    factories.restrict(private)
    reader = Reader()
    fresh(section[1]).move(private, pos="last-child")
    assert reader.changes() == deletes(*section[1:])


def test_link_to_a_restricted_page_goes(client, section):
    linking = linking_to(section[2])
    reader = Reader()
    factories.restrict(section[0])
    assert reader.changes() == deletes(*section) + upserts(linking)
    assert body_of(client, linking) == "<p>Xem</p>"
