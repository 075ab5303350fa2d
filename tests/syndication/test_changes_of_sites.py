"""What the feed tells when sites come, go, and change their host or root."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.models.sites import (
    SITE_ROOT_PATHS_CACHE_KEY,
    SITE_ROOT_PATHS_CACHE_VERSION,
    SiteRootPath,
)

from announcements.models import AnnouncementIndexPage
from home.models import HomePage
from portal.syndication import builder
from portal.syndication.models import PublishedItem
from tests import factories

from .pages import linking_to
from .reader import Reader, deletes, upserts

pytestmark = pytest.mark.django_db

HOST = "khac.test"


@pytest.fixture
def other_root():
    """The first page of a portal, and a list below it, where no site begins yet."""
    root = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    root.add_child(instance=AnnouncementIndexPage(title="Tin", slug="tin"))
    return HomePage.objects.get(pk=root.pk)


@pytest.fixture
def other_pages(other_root):
    return [other_root, AnnouncementIndexPage.objects.child_of(other_root).get()]


@pytest.fixture
def other_site(other_root):
    return Site.objects.create(hostname=HOST, root_page=other_root)


@pytest.fixture
def page():
    return factories.AnnouncementFactory(title="Đề án số 07")


def default_site():
    return Site.objects.get(is_default_site=True)


def all_pages():
    return [page.specific for page in Page.objects.filter(depth__gt=1)]


def test_new_site_has_its_pages_and_what_is_shared(other_pages, page, shared):
    reader = Reader()
    Site.objects.create(hostname=HOST, root_page=other_pages[0])
    assert reader.changes() == []
    newcomer = Reader.from_nothing(HOST)
    assert newcomer.changes() == upserts(*other_pages, *shared)


def test_pages_of_a_removed_site_answer_no_more(other_pages, other_site):
    Reader()
    other_site.delete()
    builder.drain()
    for gone in other_pages:
        item = PublishedItem.objects.get(endpoint="pages", object_id=gone.pk)
        assert not item.is_public
        assert item.content == b""


def test_reader_of_a_removed_site_is_told_to_begin_again(other_pages, other_site, page):
    by_host, by_name = Reader(HOST), Reader(query=f"site={HOST}")
    other_site.delete()
    builder.drain()
    # The default site answers for a host that has none.
    assert by_host.ask().status_code == 410
    assert by_name.ask().status_code == 404


def test_reader_of_a_site_that_was_made_anew_is_told_to_begin_again(other_site):
    elsewhere = Page.get_first_root_node().add_child(instance=HomePage(title="Mới", slug="moi"))
    reader = Reader(HOST)
    other_site.delete()
    Site.objects.create(hostname=HOST, root_page=elsewhere)
    builder.drain()
    assert reader.ask().status_code == 410


def test_cursor_of_one_site_is_none_of_another(other_site, page):
    reader = Reader(HOST)
    reader.host = "localhost"
    assert reader.ask().status_code == 410


def rename(site, host):
    site.hostname = host
    site.save()


def rename_by_update(site, host):
    Site.objects.filter(pk=site.pk).update(hostname=host)


def rename_by_sql(site, host):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_site SET hostname = %s WHERE id = %s", [host, site.pk])


@pytest.mark.parametrize("change", [rename, rename_by_update, rename_by_sql])
def test_host_of_a_site_stands_in_all_its_pages(other_pages, other_site, page, shared, change):
    reader, unconcerned = Reader(query=f"site={HOST}"), Reader()
    change(other_site, "moi.test")
    reader.query = "site=moi.test"
    assert reader.changes() == upserts(*other_pages)
    assert unconcerned.changes() == []
    for entry in Reader.from_nothing("moi.test").news():
        if entry["type"].startswith("home."):
            assert entry["html_url"] == "http://moi.test/"


def test_host_of_the_default_site_stands_in_everything_shared(page, shared):
    linking = linking_to(page)
    reader = Reader()
    rename(default_site(), "moi.test")
    reader.host = "moi.test"
    assert reader.changes() == upserts(*all_pages(), *shared)
    assert linking.pk
    for item in PublishedItem.objects.filter(is_public=True):
        assert b"localhost" not in item.content


def test_port_of_a_site_stands_in_its_addresses(other_pages, other_site):
    reader = Reader(query=f"site={HOST}")
    Site.objects.filter(pk=other_site.pk).update(port=8080)
    reader.query = f"site={HOST}:8080"
    entries = reader.news()
    assert len(entries) == 2
    assert all(entry["html_url"].startswith(f"http://{HOST}:8080/") for entry in entries)


def test_other_default_site_gives_its_address_to_what_is_shared(other_site, page, shared):
    reader = Reader(query="site=localhost")
    Site.objects.filter(is_default_site=True).update(is_default_site=False)
    Site.objects.filter(pk=other_site.pk).update(is_default_site=True)
    entries = reader.news()
    shared_types = {instance._meta.label for instance in shared}
    assert shared_types <= {entry["type"] for entry in entries}
    for entry in entries:
        if entry["type"] in shared_types:
            assert entry["detail_url"].startswith(f"http://{HOST}/")


def test_other_root_of_a_site(client, other_pages, page):
    before = [factories.home_page(), page.get_parent().specific, page]
    reader = Reader()
    site = default_site()
    client.force_login(factories.UserFactory(is_superuser=True))
    data = {"hostname": site.hostname, "port": site.port, "root_page": other_pages[0].pk,
            "is_default_site": "on"}  # fmt: skip
    path = reverse("wagtailsites:edit", args=[site.pk])
    assert client.post(path, data).status_code == 302
    assert reader.changes() == deletes(*before) + upserts(*other_pages)


def test_address_of_a_root_changes_nothing(page):
    reader = Reader()
    home = factories.home_page()
    home.slug = "khac"
    home.save()
    assert [change[2] for change in reader.changes()] == [home.pk]


# What other processes believe


@pytest.fixture
def stale():
    """What another process put into the cache before the host was changed, for an hour."""
    return [
        SiteRootPath(site.pk, site.root_page.url_path, "http://cu.test", "vi")
        for site in Site.objects.select_related("root_page")
    ]


def believe(stale):
    cache.set(SITE_ROOT_PATHS_CACHE_KEY, stale, 3600, version=SITE_ROOT_PATHS_CACHE_VERSION)


def test_old_host_of_the_cache_is_in_no_stored_byte(client, page, shared, stale):
    linking_to(page)
    believe(stale)
    builder.drain()
    believe(stale)
    items = PublishedItem.objects.filter(is_public=True)
    assert items.count() == 8
    for item in items:
        assert b"cu.test" not in item.content
        assert "cu.test" not in item.detail_url + item.html_url
        anew = client.get(f"/api/v2/{item.endpoint}/{item.object_id}/?_=1")
        assert anew.content == item.content


def test_host_that_was_rolled_back_is_in_no_stored_byte(page, stale):
    Site.objects.update(hostname="moi.test")
    believe(stale)
    builder.drain()
    item = PublishedItem.objects.get(endpoint="pages", object_id=page.pk)
    assert item.html_url == f"http://moi.test/{page.get_parent().slug}/{page.slug}/"
