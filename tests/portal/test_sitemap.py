"""sitemap.xml and robots.txt, as search engines read them."""

from datetime import datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail_localize.operations import translate_object

from home.models import HomePage
from portal import sitemaps
from tests import factories

pytestmark = pytest.mark.django_db

NAMES = {"s": sitemaps.NAMESPACE, "x": sitemaps.XHTML}
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


def read(client, path="/sitemap.xml", **options):
    response = client.get(path, **options)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    return ET.fromstring(response.content)


def entries(root):
    """Return the alternates of each address, by language."""
    return {
        url.find("s:loc", NAMES).text: {
            one.get("hreflang"): one.get("href") for one in url.findall("x:link", NAMES)
        }
        for url in root.findall("s:url", NAMES)
    }


def translated(page):
    translate_object(page, [factories.english()])
    copy = page.get_translation(factories.english())
    copy.save_revision().publish()
    return copy


@pytest.fixture
def index():
    return factories.IndexFactory(title="Thông báo")


def test_all_public_pages_are_listed_with_the_date_of_their_publication(client, index):
    moment = datetime(2022, 4, 9, 10, 28, tzinfo=SAIGON)
    page = factories.AnnouncementFactory(parent=index, last_published_at=moment)
    root = read(client)
    assert set(entries(root)) == {"http://localhost/", index.full_url, page.full_url}
    last = root.findall("s:url", NAMES)[-1]
    assert last.find("s:lastmod", NAMES).text == "2022-04-09T10:28:00+07:00"


def test_both_languages_name_each_other(client, index):
    page = factories.AnnouncementFactory(parent=index)
    english = translated(page)
    alone = factories.AnnouncementFactory(parent=index)
    found = entries(read(client))
    both = {"vi": page.full_url, "en": english.full_url, "x-default": page.full_url}
    assert found[page.full_url] == found[english.full_url] == both
    assert found[alone.full_url] == {}


def test_hidden_translation_is_no_alternate(client, index):
    page = factories.AnnouncementFactory(parent=index)
    english = translated(page)
    Page.objects.filter(pk=english.pk).update(live=False)
    found = entries(read(client))
    assert found[page.full_url] == {}
    assert english.full_url not in found


@pytest.mark.parametrize("hide", ["withdrawn", "expired", "restricted"])
def test_what_is_hidden_leaves_at_once(client, index, hide):
    page = factories.AnnouncementFactory(parent=index)
    assert page.full_url in entries(read(client))
    if hide == "withdrawn":
        page.unpublish()
    elif hide == "expired":
        past = timezone.now() - timedelta(seconds=1)
        Page.objects.filter(pk=page.pk).update(expire_at=past)
    else:
        factories.restrict(page)
    assert page.full_url not in entries(read(client))


def test_alias_is_left_to_its_original(client, index):
    page = factories.AnnouncementFactory(parent=index)
    alias = page.create_alias(parent=factories.IndexFactory())
    found = entries(read(client))
    assert page.full_url in found
    assert alias.full_url not in found
    assert f'rel="canonical" href="{page.full_url}"' in client.get(alias.url).content.decode()


def test_addresses_are_those_of_the_site(client, index):
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Xã", slug="xa"))
    Site.objects.create(hostname="xa.test", port=443, root_page=home)
    found = entries(read(client, headers={"host": "xa.test"}))
    assert set(found) == {"https://xa.test/"}
    assert index.full_url in entries(read(client, headers={"host": "evil.example"}))
    robots = client.get("/robots.txt", headers={"host": "xa.test"}).content.decode()
    assert "Sitemap: https://xa.test/sitemap.xml\n" in robots


def test_long_sitemap_becomes_a_list_of_files(client, index, monkeypatch):
    monkeypatch.setattr(sitemaps, "FILE_LENGTH", 3)
    pages = [factories.AnnouncementFactory(parent=index) for _ in range(5)]
    english = translated(pages[0])
    root = read(client)
    addresses = [one.text for one in root.findall("s:sitemap/s:loc", NAMES)]
    assert root.tag == f"{{{sitemaps.NAMESPACE}}}sitemapindex"
    assert addresses[0] == "http://localhost/sitemap-1.xml"
    files = [entries(read(client, address)) for address in addresses]
    whole = {url: others for file in files for url, others in file.items()}
    assert [len(file) for file in files] == [3] * (len(files) - 1) + [len(files[-1])]
    assert {page.full_url for page in pages} <= whole.keys()
    assert whole[english.full_url]["vi"] == pages[0].full_url


@pytest.mark.parametrize(
    "name", ["0", "2", "99999999999999999999999", "9" * 5000, "x", "-1", "%00"]
)
def test_file_that_is_none_is_missing(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_sitemap_costs_the_same_for_any_number(client, index, django_assert_num_queries):
    def make(number):
        for _each in range(number):
            translated(factories.AnnouncementFactory(parent=index))

    make(2)
    client.get("/sitemap.xml")
    with django_assert_num_queries(5):
        client.get("/sitemap.xml")
    make(8)
    with django_assert_num_queries(5):
        client.get("/sitemap.xml")


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-1.xml", "/robots.txt"])
def test_answer_is_kept_by_caches_and_only_read(client, path):
    response = client.get(path)
    assert "s-maxage=30" in response.headers["Cache-Control"]
    assert response.headers["Vary"] == "Accept-Encoding"
    known = client.get(path, headers={"if-none-match": response.headers["ETag"]})
    assert known.status_code == 304
    assert client.head(path).status_code == 200
    assert type(client)(enforce_csrf_checks=True).post(path).status_code == 405


def test_neither_has_a_language(client):
    for path in ("/en/sitemap.xml", "/en/robots.txt"):
        assert client.get(path).status_code == 404


def test_robots_are_kept_from_the_admin_and_from_searches(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\n"
        "Disallow: /admin/\n"
        "Disallow: /search/?\n"
        "Disallow: /en/search/?\n"
        "\n"
        "Sitemap: http://localhost/sitemap.xml\n"
    )


@pytest.mark.parametrize("setting", ["DEBUG", "ROBOTS_DISALLOW"])
def test_installation_for_trying_things_out_keeps_robots_away(client, setting):
    with override_settings(**{setting: True}):
        text = client.get("/robots.txt").content.decode()
    assert text == "User-agent: *\nDisallow: /\n"
