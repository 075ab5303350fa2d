"""English never shows untranslated Vietnamese as English: a walk from `/en/` along every link."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from wagtail.models import Site

from home.models import ContactPage
from portal.models import PortalSettings
from tests import factories
from tests.english import translate

pytestmark = pytest.mark.django_db

UNTRANSLATED = [f"Tin bài số {number} của huyện" for number in range(29)]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"}


class Reader(HTMLParser):
    """Reads a page as a screen reader does: what is marked as Vietnamese is spoken as such.

    Attributes:
        english: text and attributes that count as English.
        links: addresses of the page.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.english = ""
        self.links: set[str] = set()
        self._marked: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        marked = self.is_marked or values.get("lang") == "vi"
        if tag not in VOID:
            self._marked.append(marked)
        if values.get("href"):
            self.links.add(values["href"])
        if not marked:
            texts = ("alt", "title", "content", "aria-label", "placeholder", "value")
            self.english += " ".join(values.get(name) or "" for name in texts)

    def handle_endtag(self, tag):
        if self._marked and tag not in VOID:
            self._marked.pop()

    def handle_data(self, data):
        if not self.is_marked:
            self.english += data

    @property
    def is_marked(self) -> bool:
        """Whether what comes now stands in an element with `lang="vi"`."""
        return bool(self._marked and self._marked[-1])


@pytest.fixture
def one_among_thirty():
    """Home, list, category and one announcement in English; its neighbours are not translated."""
    index = factories.IndexFactory(title="Thông báo", show_in_menus=True)
    standard = factories.StandardPageFactory(title="Giới thiệu huyện", show_in_menus=True)
    translated, other = (
        factories.CategoryFactory(name=name) for name in ("Xây dựng Đảng", "Chuyên mục khác")
    )
    picture = factories.ImageFactory(description="Cánh đồng lúa chín")
    for number, title in enumerate(UNTRANSLATED):
        factories.AnnouncementFactory(
            title=title, parent=index, category=translated if number % 2 else other
        )
    page = factories.AnnouncementFactory(
        title="Đề án số 07",
        illustration=factories.ImageFactory(description="Cánh đồng lúa chín"),
        summary="Tóm tắt đề án",
        parent=index,
        category=translated,
        body=[
            ("paragraph", f'<p>Xem <a linktype="page" id="{standard.pk}">giới thiệu</a></p>'),
            ("image", {"image": picture, "alt": "", "decorative": False, "caption": ""}),
        ],
    )
    pinned = factories.AnnouncementFactory(title="Tin được ghim", parent=index)
    contacts = ContactPage(title="Liên hệ", slug="lien-he", show_in_menus=True)
    factories.home_page().add_child(instance=contacts)
    home = factories.home_page()
    home.pinned = pinned
    home.quick_links = [("quick_link", {"text": "Giới thiệu", "page": standard, "url": ""})]
    home.save_revision().publish()
    PortalSettings.objects.create(
        site=Site.objects.get(),
        agency="ỦY BAN NHÂN DÂN HUYỆN",
        parent_agency="Ủy ban nhân dân tỉnh",
        address="Số 395 đường Phạm Văn Đồng",
        editor_in_chief="Phó Chủ tịch Ủy ban",
    )
    translate(contacts, {"Liên hệ": "Contact"})
    translate(factories.home_page(), {"Trang chủ": "Home", "Giới thiệu": "About (in Vietnamese)"})
    translate(index, {"Thông báo": "Announcements"})
    translate(translated, {"Xây dựng Đảng": "Party building"})
    words = {"Đề án số 07": "Scheme 07", "Tóm tắt đề án": "The scheme in short"}
    return translate(page, {**words, 'Xem <a id="a1">giới thiệu</a>': 'See <a id="a1">here</a>'})


VIETNAMESE = [
    *UNTRANSLATED, "Giới thiệu huyện", "Chuyên mục khác", "Tin được ghim",
    "Thông báo", "Liên hệ", "Đề án số 07", "Tóm tắt đề án", "Cánh đồng lúa chín",
    "Xây dựng Đảng", "Trang chủ",
]  # fmt: skip


# Proper names, which machines may read in the head; for readers they are marked.
OF_THE_PORTAL = [
    "ỦY BAN NHÂN DÂN HUYỆN", "Ủy ban nhân dân tỉnh", "Phạm Văn Đồng", "Phó Chủ tịch",
]  # fmt: skip


def walk(client, *starts):
    """Yield each address under `/en/` that links lead to, with what is read there."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        if not answer.headers["Content-Type"].startswith(("text/html", "application/", "text/xml")):
            continue
        reader = Reader(answer.content.decode())
        yield path, answer, reader
        for link in reader.links:
            parts = urlsplit(urljoin(f"http://localhost{path}", link))
            found = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.hostname == "localhost" and found.startswith("/en/") and found not in seen:
                seen.add(found)
                waiting.append(found)


def test_english_shows_nothing_untranslated_as_english(client, one_among_thirty):
    starts = ["/en/", "/en/search/?q=scheme", "/en/search/?q=huyện", "/en/nothing/"]
    visited = set()
    for path, answer, reader in walk(client, *starts):
        visited.add(path)
        assert answer.status_code == (404 if path == "/en/nothing/" else 200), path
        text = answer.content.decode()
        assert 'lang="en"' in text[:200] or "<language>en</language>" in text, path
        assert [text for text in VIETNAMESE if text in reader.english] == [], path
        shown = Reader(text.partition("<body")[2])
        assert [name for name in OF_THE_PORTAL if name in shown.english] == [], path
    assert one_among_thirty.url in visited
    assert len(visited) > len(starts)


def test_lists_of_the_api_hold_only_what_is_translated(client, one_among_thirty):
    pages = client.get("/api/v2/pages/?locale=en&limit=100").json()["items"]
    assert {page["title"] for page in pages} == {"Home", "Announcements", "Scheme 07", "Contact"}
    categories = client.get("/api/v2/categories/?locale=en").json()["items"]
    assert [category["name"] for category in categories] == ["Party building"]


def test_sitemap_and_alternates_name_only_what_is_translated(client, one_among_thirty):
    sitemap = body(client, "/sitemap.xml")
    found = re.findall(r'(?:<loc>|href=")http://localhost(/en/[^<"]*)', sitemap)
    translated = {"/en/", "/en/thong-bao/", "/en/lien-he/", one_among_thirty.url}
    assert set(found) == translated
    for path in ("/", "/thong-bao/", "/gioi-thieu-huyen/"):
        named = re.findall(r'hreflang="en"\s+href="http://localhost([^"]*)', body(client, path))
        assert named or path == "/gioi-thieu-huyen/"
        assert set(named) <= translated


def body(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_reader_of_this_test_finds_what_is_not_marked():
    assert "Tin" in Reader("<p>Tin</p>").english
    assert "Tin" in Reader('<img alt="Tin">').english
    assert "Tin" not in Reader('<p lang="vi">a<b>Tin</b></p>').english
    assert "Tin" in Reader('<p lang="vi">a<br><b>b</b></p><p>Tin</p>').english
