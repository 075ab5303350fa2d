"""What is still used is not deleted, and a draft that names what is gone can still be opened."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from announcements.models import Category
from media.models import Organisation
from portal.roles import EDITOR_IN_CHIEF
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def category():
    return factories.CategoryFactory(name="Chuyển đổi số")


def draft_in(category):
    """Return an announcement of no category whose latest draft names `category`."""
    page = factories.AnnouncementFactory(title="Đề án số 07")
    page.category = category
    page.save_revision()
    return page


def delete(client, instance):
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    path = instance.snippet_viewset.get_url_name("delete")
    return client.post(reverse(path, args=[instance.pk]), follow=True).content.decode()


def test_category_that_only_a_draft_names_is_kept_with_a_sentence(client, category):
    draft_in(category)
    answer = delete(client, category)
    assert "Đề án số 07" in answer
    assert Category.objects.filter(pk=category.pk).exists()


def test_many_at_once_are_kept_together_with_one_that_is_used(client, category):
    draft_in(category)
    unused = factories.CategoryFactory()
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    path = f"/admin/bulk/announcements/category/delete/?id={category.pk}&id={unused.pk}"
    assert client.post(path, follow=True).status_code == 200
    assert Category.objects.filter(pk__in=[category.pk, unused.pk]).count() == 2


def test_sentence_names_three_and_counts_the_others(client, category):
    for number in range(5):
        factories.AnnouncementFactory(title=f"Tin số {number}", category=category)
    answer = delete(client, category)
    assert answer.count("Tin số") == 3
    assert "2 mục khác" in answer


def test_unused_category_is_deleted(client, category):
    delete(client, category)
    assert not Category.objects.filter(pk=category.pk).exists()


def test_category_with_children_and_body_with_documents_are_kept(client, category):
    factories.CategoryFactory(name="Chính quyền số", parent=category)
    assert "Chính quyền số" in delete(client, category)
    issuer = factories.OrganisationFactory()
    factories.DocumentFactory(title="Kế hoạch 59", issuer=issuer)
    assert "Kế hoạch 59" in delete(client, issuer)
    assert Organisation.objects.filter(pk=issuer.pk).exists()


def test_deletion_by_code_is_refused(category):
    page = draft_in(category)
    with pytest.raises(ProtectedError) as refusal:
        category.delete()
    assert {user.pk for user in refusal.value.protected_objects} == {page.pk}


def test_draft_opens_though_its_category_is_gone(client, category):
    page = draft_in(category)
    Category.objects.filter(pk=category.pk)._raw_delete("default")
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
