"""The feeds, read as a feed reader does."""

from datetime import datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail_localize.operations import translate_object

from announcements.feeds import LENGTH
from announcements.models import AnnouncementPage
from home.models import HomePage
from portal.models import PortalSettings
from tests import factories

pytestmark = pytest.mark.django_db

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/feeds/atom.xml", "/feeds/rss.xml", "/en/feeds/atom.xml", "/en/feeds/rss.xml"]
CONTROLS = "a\x01\x0b\x1f\ufffe\uffffb\x85 <c> & ]]>"


@pytest.fixture
def index():
    return factories.IndexFactory(title="Thông báo")


def atom(client, path="/feeds/atom.xml", **options):
    response = client.get(path, **options)
    assert response.status_code == 200
    return ET.fromstring(response.content)


def rss(client, path="/feeds/rss.xml"):
    response = client.get(path)
    assert response.status_code == 200
    return ET.fromstring(response.content).find("channel")


def entries(client, path="/feeds/atom.xml"):
    return [entry.find(f"{ATOM}title").text for entry in atom(client, path).iter(f"{ATOM}entry")]


def link(element, rel):
    found = [one for one in element.findall(f"{ATOM}link") if one.get("rel") == rel]
    return found[0].get("href") if found else None


def illustrated(index, **fields):
    image = factories.ImageFactory()
    image.public_renditions()
    return factories.AnnouncementFactory(parent=index, illustration=image, **fields)


def name_the_portal():
    settings = PortalSettings.for_site(Site.objects.get())
    settings.portal, settings.agency = "Cổng huyện", "UBND huyện"
    settings.save()


def in_english(page, title):
    translate_object(page, [factories.english()])
    copy = page.get_translation(factories.english()).specific
    copy.title = title
    copy.save_revision().publish()
    return copy


def test_atom_says_what_an_announcement_is(client, index):
    name_the_portal()
    page = illustrated(
        index,
        title="Kế hoạch & tiến độ",
        summary="Một < hai",
        date=datetime(2022, 4, 9, 10, 28, tzinfo=SAIGON),
        last_published_at=datetime(2022, 4, 10, 8, 0, tzinfo=SAIGON),
        category=factories.CategoryFactory(name="Xây dựng Đảng"),
    )
    feed = atom(client)
    entry = feed.find(f"{ATOM}entry")
    said = {name: entry.find(f"{ATOM}{name}").text for name in ("title", "published", "updated")}
    assert said == {
        "title": "Kế hoạch & tiến độ",
        "published": "2022-04-09T10:28:00+07:00",
        "updated": "2022-04-10T08:00:00+07:00",
    }
    assert entry.find(f"{ATOM}summary").text == "Một &lt; hai"
    assert entry.find(f"{ATOM}category").get("term") == "Xây dựng Đảng"
    assert link(entry, "alternate") == page.full_url
    assert client.get(link(entry, "enclosure")).headers["Content-Type"] == "image/jpeg"


def test_atom_feed_names_itself_its_author_its_language_and_its_change(client, index):
    name_the_portal()
    factories.AnnouncementFactory(parent=index, date=datetime(2022, 4, 9, 10, 28, tzinfo=SAIGON))
    feed = atom(client)
    assert feed.find(f"{ATOM}title").text == "Cổng huyện"
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "UBND huyện"
    assert feed.find(f"{ATOM}id").text == link(feed, "self") == "http://localhost/feeds/atom.xml"
    assert link(feed, "alternate") == "http://localhost/"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    assert feed.find(f"{ATOM}updated").text.endswith("+07:00")


def test_rss_says_the_same(client, index):
    name_the_portal()
    page = illustrated(
        index,
        title="Kế hoạch",
        date=datetime(2022, 4, 9, 10, 28, tzinfo=SAIGON),
        category=factories.CategoryFactory(name="Xây dựng Đảng"),
    )
    channel = rss(client)
    item = channel.find("item")
    entry = atom(client).find(f"{ATOM}entry")
    assert channel.find("language").text == "vi"
    assert item.find("link").text == page.full_url
    assert item.find("guid").text == entry.find(f"{ATOM}id").text
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.find("pubDate").text == "Sat, 09 Apr 2022 10:28:00 +0700"
    assert item.find("category").text == "Xây dựng Đảng"
    assert item.find("{http://purl.org/dc/elements/1.1/}creator").text == "UBND huyện"
    assert item.find("enclosure").get("url") == link(entry, "enclosure")


def test_feed_holds_the_newest_first_and_no_more_than_its_length(client, index):
    start = datetime(2022, 1, 1, tzinfo=SAIGON)
    for number in range(LENGTH + 2):
        factories.AnnouncementFactory(
            parent=index, title=f"Tin {number}", date=start + timedelta(days=number)
        )
    titles = entries(client)
    assert titles == [f"Tin {number}" for number in range(LENGTH + 1, 1, -1)]


def test_announcement_keeps_its_identifier_when_its_address_changes(client, index):
    page = factories.AnnouncementFactory(parent=index)
    before = atom(client).find(f"{ATOM}entry/{ATOM}id").text
    Site.objects.update(hostname="moi.test", port=443)
    Site.clear_site_root_paths_cache()
    page.slug = "dia-chi-moi"
    page.save()
    entry = atom(client).find(f"{ATOM}entry")
    assert link(entry, "alternate") == f"https://moi.test/{index.slug}/dia-chi-moi/"
    assert entry.find(f"{ATOM}id").text == before


@pytest.mark.parametrize("path", FEEDS)
def test_empty_feed_is_valid_and_always_the_same(client, path):
    first = client.get(path)
    ET.fromstring(first.content)
    with_time = client.get(path)
    assert first.headers["ETag"] == with_time.headers["ETag"]


@pytest.mark.parametrize("path", FEEDS)
def test_text_that_xml_cannot_hold_breaks_nothing(client, index, path):
    name_the_portal()
    category = factories.CategoryFactory(name=CONTROLS)
    page = illustrated(index, title=CONTROLS, summary=CONTROLS, category=category)
    in_english(page, CONTROLS)
    PortalSettings.objects.update(portal=CONTROLS, agency=CONTROLS)
    for address in (path, path.replace("feeds/", f"feeds/{category.slug}/")):
        root = ET.fromstring(client.get(address).content)
        titles = [one.text for one in root.iter() if one.tag.endswith("title")]
        assert "ab\x85 <c> & ]]>" in titles


def test_category_feed_holds_those_below_it(client, index):
    party = factories.CategoryFactory(name="Xây dựng Đảng", slug="xay-dung-dang")
    child = factories.CategoryFactory(name="Kiểm tra", slug="kiem-tra", parent=party)
    for title, category in (("Một", party), ("Hai", child), ("Ba", None)):
        factories.AnnouncementFactory(parent=index, title=title, category=category)
    assert sorted(entries(client, "/feeds/xay-dung-dang/atom.xml")) == ["Hai", "Một"]
    assert entries(client, "/feeds/kiem-tra/atom.xml") == ["Hai"]
    feed = atom(client, "/feeds/kiem-tra/atom.xml")
    assert feed.find(f"{ATOM}title").text.endswith(" – Kiểm tra")
    assert link(feed, "self") == "http://localhost/feeds/kiem-tra/atom.xml"
    assert [item.find("title").text for item in rss(client, "/feeds/kiem-tra/rss.xml").iter("item")]


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/khong-co/atom.xml",
        "/feeds/khong-co/rss.xml",
        "/en/feeds/khong-co/atom.xml",
        f"/feeds/{'a' * 5000}/atom.xml",
        "/feeds/%00/atom.xml",
        "/feeds/",
        "/feeds/atom.xml/x",
    ],
)
def test_unknown_feed_is_missing(client, path):
    assert client.get(path).status_code == 404


def test_feed_of_a_draft_category_is_missing(client):
    draft = factories.CategoryFactory(live=False)
    assert client.get(f"/feeds/{draft.slug}/atom.xml").status_code == 404


def test_each_language_has_its_own_feed_and_its_own_words(client, index):
    category = factories.CategoryFactory(name="Nông nghiệp")
    english = category.copy_for_translation(factories.english())
    english.name = "Farming"
    english.live = True
    english.save()
    page = factories.AnnouncementFactory(parent=index, title="Lúa", category=category)
    factories.AnnouncementFactory(parent=index, title="Chưa dịch")
    copy = in_english(page, "Rice")
    assert entries(client, "/en/feeds/atom.xml") == ["Rice"]
    assert sorted(entries(client)) == ["Chưa dịch", "Lúa"]
    feed = atom(client, "/en/feeds/atom.xml")
    entry = feed.find(f"{ATOM}entry")
    assert link(feed, "self") == "http://localhost/en/feeds/atom.xml"
    assert link(entry, "alternate") == copy.full_url
    assert entry.find(f"{ATOM}category").get("term") == "Farming"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert entry.find(f"{ATOM}id").text != atom(client).find(f"{ATOM}entry/{ATOM}id").text
    by_category = atom(client, f"/en/feeds/{category.slug}/atom.xml")
    assert by_category.find(f"{ATOM}title").text.endswith(" – Farming")


def test_language_of_the_reader_changes_nothing(client, index):
    factories.AnnouncementFactory(parent=index)
    plain = client.get("/feeds/atom.xml")
    english = client.get("/feeds/atom.xml", headers={"accept-language": "en"})
    assert plain.content == english.content
    assert plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("hide", ["withdrawn", "expired", "restricted"])
def test_what_is_hidden_leaves_at_once(client, index, hide):
    page = factories.AnnouncementFactory(parent=index, title="Tin")
    tag = client.get("/feeds/atom.xml").headers["ETag"]
    if hide == "withdrawn":
        page.unpublish()
    elif hide == "expired":
        past = timezone.now() - timedelta(seconds=1)
        AnnouncementPage.objects.filter(pk=page.pk).update(expire_at=past)
    else:
        factories.restrict(page)
    response = client.get("/feeds/atom.xml", headers={"if-none-match": tag})
    assert response.status_code == 200
    assert entries(client) == []


def test_reader_who_asks_by_date_learns_of_a_withdrawal(client, index):
    page = factories.AnnouncementFactory(parent=index)
    assert "Last-Modified" not in client.get("/feeds/atom.xml").headers
    page.unpublish()
    since = "Fri, 01 Jan 2100 00:00:00 GMT"
    response = client.get("/feeds/atom.xml", headers={"if-modified-since": since})
    assert response.status_code == 200


def test_private_illustration_and_draft_category_are_not_named(client, index):
    image = factories.ImageFactory(collection=factories.PrivateCollectionFactory())
    image.public_renditions()
    draft = factories.CategoryFactory(live=False)
    factories.AnnouncementFactory(parent=index, illustration=image, category=draft)
    entry = atom(client).find(f"{ATOM}entry")
    assert link(entry, "enclosure") is None
    assert entry.find(f"{ATOM}category") is None


def test_illustration_without_rendition_is_left_out_and_not_made(client, index):
    image = factories.ImageFactory()
    factories.AnnouncementFactory(parent=index, illustration=image)
    image.renditions.all().delete()
    assert link(atom(client).find(f"{ATOM}entry"), "enclosure") is None
    assert not image.renditions.exists()


def test_sites_have_feeds_of_their_own(client, index):
    factories.AnnouncementFactory(parent=index, title="Của huyện")
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Xã", slug="xa"))
    Site.objects.create(hostname="xa.test", port=443, root_page=home)
    other = factories.AnnouncementFactory(parent=factories.IndexFactory(parent=home), title="Xã")
    assert entries(client) == ["Của huyện"]
    feed = atom(client, headers={"host": "xa.test"})
    entry = feed.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text == "Xã"
    assert link(entry, "alternate") == other.full_url
    assert link(entry, "alternate").startswith("https://xa.test/")
    assert link(feed, "self") == "https://xa.test/feeds/atom.xml"


def test_host_of_the_request_is_not_repeated(client, index):
    illustrated(index)
    for path in FEEDS:
        response = client.get(path, headers={"host": "evil.example"})
        assert b"evil.example" not in response.content


def test_answer_has_an_etag_and_a_life_in_shared_caches(client, index):
    factories.AnnouncementFactory(parent=index)
    for path in FEEDS:
        with override_settings(API_SHARED_SECONDS=77):
            response = client.get(path)
        assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=77"
        known = client.get(path, headers={"if-none-match": response.headers["ETag"]})
        assert known.status_code == 304
        assert known.content == b""
        assert client.head(path).headers["ETag"] == response.headers["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_feed_can_only_be_read(client, method):
    strict = type(client)(enforce_csrf_checks=True)
    response = getattr(strict, method)("/feeds/atom.xml")
    assert response.status_code == 405


@pytest.mark.parametrize(("path", "queries"), [("/feeds/atom.xml", 7), ("/en/feeds/rss.xml", 8)])
def test_feed_costs_the_same_for_any_number(client, django_assert_num_queries, path, queries):
    index = factories.IndexFactory()

    def make(number):
        for _each in range(number):
            category = factories.CategoryFactory()
            in_english(illustrated(index, category=category), "News")

    make(2)
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)
    make(10)
    with django_assert_num_queries(queries):
        client.get(path)


def test_pages_lead_to_the_feeds(client, index):
    category = factories.CategoryFactory(slug="nong-nghiep", name="Nông nghiệp")
    factories.AnnouncementFactory(parent=index, category=category)
    for address, feed in (
        ("/", "/feeds/atom.xml"),
        (index.url, "/feeds/atom.xml"),
        (f"{index.url}?category=nong-nghiep", "/feeds/nong-nghiep/atom.xml"),
    ):
        html = client.get(address).content.decode()
        head, body = html.split("</head>")
        assert f'href="{feed}"' in head
        assert 'type="application/atom+xml"' in head
        assert feed in body or address == "/"
        assert client.get(feed).status_code == 200
