"""The trees of two sites never overlap: one page has one address."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_VERSION, SiteRootPath

from home.models import HomePage
from portal.roles import EDITOR_IN_CHIEF
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_root():
    return Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))


def in_tree():
    return factories.IndexFactory()


def the_same_root():
    return factories.home_page()


def above():
    return Page.get_first_root_node()


def in_the_english_tree():
    home = factories.home_page().copy_for_translation(factories.english())
    return factories.StandardPageFactory(parent=home, locale=factories.english())


OVERLAPS = [in_tree, the_same_root, above, in_the_english_tree]


@pytest.mark.parametrize("root", OVERLAPS)
def test_overlapping_site_is_refused_by_the_model(root):
    with pytest.raises(ValidationError) as refused:
        Site.objects.create(hostname="khac.test", root_page=root())
    assert "root_page" in refused.value.message_dict


@pytest.mark.parametrize("root", OVERLAPS)
def test_overlapping_site_is_refused_in_the_admin_with_a_sentence(client, root):
    client.force_login(factories.UserFactory(is_superuser=True, is_staff=True))
    data = {"hostname": "khac.test", "port": "443", "site_name": "", "root_page": root().pk}
    response = client.post(reverse("wagtailsites:add"), data)
    assert response.status_code == 200
    assert "localhost" in str(response.context["form"].errors["root_page"])
    assert Site.objects.count() == 1


def test_site_beside_another_is_saved_and_changed(client, other_root):
    client.force_login(factories.UserFactory(is_superuser=True, is_staff=True))
    data = {"hostname": "khac.test", "port": "443", "site_name": "", "root_page": other_root.pk}
    assert client.post(reverse("wagtailsites:add"), data).status_code == 302
    site = Site.objects.get(hostname="khac.test")
    data["site_name"] = "Khác"
    assert client.post(reverse("wagtailsites:edit", args=[site.pk]), data).status_code == 302
    own = Site.objects.get(is_default_site=True)
    own.save()


def test_host_is_still_written_in_small_letters(client, other_root):
    client.force_login(factories.UserFactory(is_superuser=True, is_staff=True))
    data = {"hostname": "Khac.TEST", "port": "443", "site_name": "", "root_page": other_root.pk}
    client.post(reverse("wagtailsites:add"), data)
    assert Site.objects.filter(hostname="khac.test").exists()


def test_translated_root_of_a_site_cannot_be_moved_into_another(client, other_root):
    Site.objects.create(hostname="khac.test", root_page=other_root)
    english = other_root.copy_for_translation(factories.english())
    client.force_login(factories.UserFactory(is_superuser=True, is_staff=True))
    target = factories.home_page()
    client.post(f"/admin/pages/{english.pk}/move/{target.pk}/confirm/")
    english.refresh_from_db()
    assert english.depth == 2
    with pytest.raises(PermissionDenied):
        english.move(target, pos="last-child")


def test_root_of_a_site_cannot_be_moved_into_another(client, other_root):
    Site.objects.create(hostname="khac.test", root_page=other_root)
    target = factories.StandardPageFactory()
    client.force_login(factories.UserFactory(is_superuser=True, is_staff=True))
    client.post(f"/admin/pages/{other_root.pk}/move/{target.pk}/confirm/")
    other_root.refresh_from_db()
    assert other_root.depth == 2
    with pytest.raises(PermissionDenied):
        other_root.move(target, pos="last-child")


def test_other_pages_move_as_before(client):
    page, target = factories.StandardPageFactory(), factories.StandardPageFactory()
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    client.post(f"/admin/pages/{page.pk}/move/{target.pk}/confirm/")
    page.refresh_from_db()
    assert page.get_parent().pk == target.pk


def test_new_address_of_a_site_is_known_after_the_commit(
    client, django_capture_on_commit_callbacks
):
    page, site = factories.StandardPageFactory(title="Giới thiệu"), Site.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        site.hostname = "moi.test"
        site.save()
        # What another process does before the commit: it still reads the old row.
        key, version = "wagtail_site_root_paths", SITE_ROOT_PATHS_CACHE_VERSION
        cache.set(key, [SiteRootPath(site.pk, "/", "http://localhost", "vi")], version=version)
    assert type(page).objects.get(pk=page.pk).full_url.startswith("http://moi.test/")
