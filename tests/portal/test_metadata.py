"""What a page says to machines: every vocabulary says the same."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import Page, Site
from wagtail_localize.operations import translate_object

from portal.models import PortalSettings
from tests import factories

pytestmark = pytest.mark.django_db

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")


class Head:
    """The head of a page."""

    def __init__(self, client, path, status=200, **query):
        response = client.get(path, query)
        assert response.status_code == status
        self.soup = BeautifulSoup(response.content, "html.parser").head

    def meta(self, name):
        found = self.soup.find("meta", attrs={"name": name}) or self.soup.find(
            "meta", attrs={"property": name}
        )
        return found["content"] if found else None

    @property
    def canonical(self):
        found = self.soup.find("link", rel="canonical")
        return found["href"] if found else None

    @property
    def alternates(self):
        return {one["hreflang"]: one["href"] for one in self.soup.find_all("link", hreflang=True)}

    @property
    def graph(self):
        found = self.soup.find("script", type="application/ld+json")
        return {node["@type"]: node for node in json.loads(found.string)["@graph"]} if found else {}


@pytest.fixture
def portal():
    settings = PortalSettings.for_site(Site.objects.get())
    settings.portal, settings.agency = "Cổng huyện", "UBND huyện"
    settings.parent_agency, settings.telephone = "UBND tỉnh", "0255.3851261"
    settings.email, settings.address = "binhson@quangngai.gov.vn", "Số 395"
    settings.logo = factories.ImageFactory()
    settings.logo.public_renditions()
    settings.save()
    return settings


@pytest.fixture
def index():
    return factories.IndexFactory(title="Thông báo")


@pytest.fixture
def page(index):
    image = factories.ImageFactory(description="Cánh đồng")
    image.public_renditions()
    return factories.AnnouncementFactory(
        parent=index,
        title='Đề án "07" & <kế hoạch>',
        summary="Một dòng\nhai dòng",
        date=datetime(2022, 4, 9, 10, 28, tzinfo=SAIGON),
        last_published_at=datetime(2022, 4, 10, 8, 0, tzinfo=SAIGON),
        category=factories.CategoryFactory(name="Xây dựng Đảng"),
        illustration=image,
        source="Báo Quảng Ngãi",
        correction="Đã sửa số điện thoại.",
    )


def in_english(page, title="News"):
    translate_object(page, [factories.english()])
    copy = page.get_translation(factories.english()).specific
    copy.title = title
    copy.save_revision().publish()
    return copy


def test_all_vocabularies_say_the_same(client, portal, page):
    head = Head(client, page.url)
    article = head.graph["NewsArticle"]
    same = [
        (page.title, "og:title", "DC.title", "headline"),
        ("Một dòng\nhai dòng", "og:description", "DC.description", "description"),
        (page.full_url, "og:url", "DC.identifier", "url"),
        ("2022-04-09T10:28:00+07:00", "article:published_time", "DC.date", "datePublished"),
        ("2022-04-10T08:00:00+07:00", "article:modified_time", None, "dateModified"),
        ("Xây dựng Đảng", "article:section", "DC.subject", "articleSection"),
        ("Báo Quảng Ngãi", None, "DC.source", "creditText"),
        ("vi", None, "DC.language", "inLanguage"),
    ]
    for value, open_graph, dublin_core, schema in same:
        said = [head.meta(name) for name in (open_graph, dublin_core) if name] + [article[schema]]
        assert set(said) == {value}
    assert head.canonical == page.full_url
    assert head.meta("description") == page.summary
    assert head.meta("og:site_name") == head.meta("DC.publisher") == "Cổng huyện"
    assert head.meta("DC.creator") == article["author"]["name"] == "UBND huyện"
    assert article["publisher"]["@type"] == "GovernmentOrganization"
    assert article["correction"] == "Đã sửa số điện thoại."
    assert head.meta("og:type") == "article"
    assert head.meta("og:locale") == "vi_VN"
    assert head.meta("robots") is None


def test_every_element_that_the_circular_demands_is_there(client, portal, index):
    plain = factories.StandardPageFactory(title="Giới thiệu")
    bare = factories.AnnouncementFactory(parent=index, title="Tin", summary="")
    for path in ("/", index.url, plain.url, bare.url):
        if path != bare.url:
            Page.objects.update(last_published_at=datetime(2022, 4, 9, tzinfo=SAIGON))
        head = Head(client, path)
        for name in ("title", "creator", "date", "description", "publisher", "identifier"):
            assert head.meta(f"DC.{name}"), (path, name)


def test_illustration_has_address_size_and_words(client, portal, page):
    head = Head(client, page.url)
    image = head.graph["NewsArticle"]["image"]
    assert head.meta("og:image") == image["url"]
    assert head.meta("og:image").startswith("http://localhost/files/renditions/")
    assert client.get(head.meta("og:image")).headers["Content-Type"] == "image/jpeg"
    assert head.meta("og:image:width") == str(image["width"]) == "64"
    assert head.meta("og:image:height") == str(image["height"]) == "40"
    assert head.meta("og:image:alt") == image["caption"] == "Cánh đồng"


def test_private_illustration_and_draft_category_are_not_named(client, portal, index):
    image = factories.ImageFactory(collection=factories.PrivateCollectionFactory())
    image.public_renditions()
    page = factories.AnnouncementFactory(
        parent=index,
        illustration=image,
        illustration_alt="Bí mật",
        category=factories.CategoryFactory(name="Dự thảo", live=False),
    )
    text = str(Head(client, page.url).soup)
    for word in ("og:image", "Bí mật", "Dự thảo", "article:section"):
        assert word not in text


def test_no_rendition_is_made_for_a_link_preview(client, portal, page):
    page.illustration.renditions.all().delete()
    template = Template("{% load metadata %}{% page_metadata page none %}")
    request = RequestFactory().get(page.url)
    text = template.render(
        Context({"request": request, "page": page, "portal": portal, "none": []})
    )
    assert "og:title" in text
    assert "og:image" not in text
    assert not page.illustration.renditions.exists()


def test_first_page_describes_the_agency(client, portal):
    graph = Head(client, "/").graph
    agency = graph["GovernmentOrganization"]
    assert agency["name"] == "UBND huyện"
    assert agency["parentOrganization"]["name"] == "UBND tỉnh"
    assert agency["telephone"] == "0255.3851261"
    assert agency["email"] == "binhson@quangngai.gov.vn"
    assert agency["address"] == "Số 395"
    assert agency["url"] == "http://localhost/"
    assert client.get(agency["logo"]["url"]).status_code == 200
    assert graph["WebSite"]["name"] == "Cổng huyện"
    assert graph["WebSite"]["publisher"]["@id"] == agency["@id"]


def test_private_logo_is_not_named(client, portal):
    portal.logo.collection = factories.PrivateCollectionFactory()
    portal.logo.save()
    assert "logo" not in Head(client, "/").graph["GovernmentOrganization"]


def test_portal_that_says_nothing_of_itself_has_metadata_all_the_same(client):
    head = Head(client, "/")
    assert head.meta("og:title") == head.meta("DC.creator") == "localhost"
    assert "telephone" not in head.graph["GovernmentOrganization"]


def test_breadcrumbs_name_the_public_pages_above(client, portal, page, index):
    found = Head(client, page.url).graph["BreadcrumbList"]["itemListElement"]
    assert [one["item"] for one in found] == ["http://localhost/", index.full_url, page.full_url]
    assert [one["position"] for one in found] == [1, 2, 3]
    assert found[-1]["name"] == page.title
    assert "BreadcrumbList" not in Head(client, "/").graph


def test_text_cannot_end_the_script(client, portal, index):
    title = "</script><script>alert(1)</script><!-- &amp; \u2028"
    page = factories.AnnouncementFactory(parent=index, title=title)
    html = client.get(page.url).content.decode()
    assert "<script>alert" not in html
    assert Head(client, page.url).graph["NewsArticle"]["headline"] == title


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({}, ""),
        ({"page": "1"}, ""),
        ({"page": "2"}, "?page=2"),
        ({"page": "99"}, "?page=2"),
        ({"category": "nong-nghiep"}, "?category=nong-nghiep"),
        ({"page": "2", "category": "nong-nghiep"}, "?category=nong-nghiep&page=2"),
        ({"category": "nong-nghiep", "year": "2022"}, "?category=nong-nghiep&year=2022"),
        ({"utm_source": "x", "category": "", "year": ""}, ""),
    ],
)
def test_canonical_address_keeps_what_narrows_the_list(client, index, query, kept):
    category = factories.CategoryFactory(slug="nong-nghiep")
    moment = datetime(2022, 5, 1, tzinfo=SAIGON)
    for _number in range(11):
        factories.AnnouncementFactory(parent=index, category=category, date=moment)
    head = Head(client, index.url, **query)
    assert head.canonical == head.meta("og:url") == f"{index.full_url}{kept}"


def test_list_of_nothing_that_exists_is_not_indexed(client, index):
    head = Head(client, index.url, category="khong-co")
    assert head.meta("robots") == "noindex"
    assert head.canonical is None


def test_translations_name_each_other(client, page):
    english = in_english(page)
    expected = {"vi": page.full_url, "en": english.full_url, "x-default": page.full_url}
    assert Head(client, page.url).alternates == expected
    head = Head(client, english.url)
    assert head.alternates == expected
    assert head.meta("og:locale") == "en_GB"
    assert head.meta("og:locale:alternate") == "vi_VN"
    assert head.meta("DC.language") == "en"


def test_page_without_public_translation_names_no_alternative(client, page):
    assert Head(client, page.url).alternates == {}
    english = in_english(page)
    Page.objects.filter(pk=english.pk).update(live=False)
    assert Head(client, page.url).alternates == {}


def test_part_of_a_list_names_no_alternative(client, index):
    in_english(index)
    for _number in range(11):
        factories.AnnouncementFactory(parent=index)
    assert set(Head(client, index.url).alternates) == {"vi", "en", "x-default"}
    assert Head(client, index.url, page=2).alternates == {}


def test_alias_names_its_original(client, page):
    alias = page.create_alias(parent=factories.IndexFactory())
    head = Head(client, alias.url)
    assert head.canonical == head.meta("og:url") == page.full_url
    assert head.alternates == {}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/search/?q=tin", 200),
        ("/en/search/?q=a", 200),
        ("/khong-co/", 404),
        ("/en/khong-co/", 404),
    ],
)
def test_searches_and_errors_are_not_indexed(client, path, status):
    head = Head(client, path, status)
    assert head.meta("robots") == "noindex"
    assert head.canonical is None


def test_withdrawn_page_is_not_indexed(client, page):
    page.unpublish()
    Page.objects.filter(pk=page.pk).update(first_published_at=page.date)
    head = Head(client, page.url, 410)
    assert head.meta("robots") == "noindex"
    assert head.graph == {}


def test_preview_is_not_indexed(page):
    response = page.make_preview_request(preview_mode="")
    response.render()
    head = BeautifulSoup(response.content, "html.parser").head
    assert head.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert head.find("link", rel="canonical") is None


@pytest.mark.parametrize(("language", "queries"), [("vi", 5), ("en", 6)])
def test_metadata_cost_few_queries(portal, page, django_assert_num_queries, language, queries):
    english = in_english(page)
    shown = type(page).objects.get(pk=page.pk if language == "vi" else english.pk)
    request = RequestFactory().get(shown.url)
    Site.find_for_request(request)
    template = Template("{% load metadata %}{% page_metadata page others %}")
    context = Context({"request": request, "page": shown, "portal": portal, "others": []})
    with django_assert_num_queries(queries):
        text = template.render(context)
    assert "og:image" in text
