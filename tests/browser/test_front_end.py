"""The example front end lists, shows and previews, from the API alone, in a real browser."""

import re
from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Page, expect

from .admin import Admin, AnnouncementForm
from .front_end import served, set_up
from .test_accessibility import violations

pytestmark = pytest.mark.browser

PHONE = (360, 740)
DRAFT = "Bản nháp chỉ để xem trước"
USED = "Liên kết xem trước đã được dùng hoặc đã hết hạn."


@pytest.fixture(scope="module")
def front_end(tmp_path_factory):
    """Return the origin of the example; the portal that it shows is set up later."""
    folder = tmp_path_factory.mktemp("frontend")
    with served(folder) as origin:
        yield folder, origin


@pytest.fixture(scope="module")
def headless(_new_portal, front_end):
    """Return a portal that knows the example."""
    folder, origin = front_end
    running = _new_portal("headless", HEADLESS_PREVIEW_URL=f"{origin}/")
    try:
        set_up(folder, running.root)
        running.load_demo()
        running.start_site()
        for language in ("vi", "en"):
            # Who asks first waits for renditions to be made.
            announcements(running, limit=100, locale=language)
        yield running
    finally:
        running.close()


@pytest.fixture
def window(open_window, front_end, headless):
    """Return a telephone's window on the front end, and what its console complains of."""
    page = open_window(*PHONE)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    page.complaints = complaints
    page.root = front_end[1]
    return page


def is_as_wide_as_the_window(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def announcements(portal, **query) -> list[dict]:
    parameters = {
        "type": "announcements.AnnouncementPage",
        "fields": "*",
        "order": "-date",
        "locale": "vi",
        **query,
    }
    answer = requests.get(f"{portal.root}/api/v2/pages/", params=parameters, timeout=60)
    return answer.json()["items"]


def test_list_is_what_the_api_says(window, headless, shoot):
    window.goto(window.root)
    expect(window.locator("h1")).to_have_text("Thông báo")
    titles = [item["title"] for item in announcements(headless, limit=10)]
    expect(window.locator(".teaser h2")).to_have_text(titles)
    expect(window.locator("#status")).to_contain_text("tin bài")
    expect(window.locator("#main")).not_to_have_attribute("aria-busy", "true")
    assert "Bình Sơn" in window.title()
    shoot(window, "front-end-list")
    assert is_as_wide_as_the_window(window)
    assert window.complaints == []


def test_list_is_narrowed_by_category_and_words(window, headless):
    window.goto(window.root)
    window.select_option("#category", "xay-dung-dang")
    window.click("form button")
    expect(window).to_have_url(re.compile(r"\?category=xay-dung-dang$"))
    titles = [item["title"] for item in announcements(headless, category="xay-dung-dang")]
    expect(window.locator(".teaser h2")).to_have_text(titles)
    expect(window.locator("h1")).to_be_focused()
    window.select_option("#category", "")
    window.fill("#words", "Đề án")
    window.press("#words", "Enter")
    expect(window).to_have_url(re.compile(r"\?q=[^&]+$"))
    found = announcements(headless, search="Đề án", order=None, limit=10)
    assert found
    expect(window.locator(".teaser h2")).to_have_text([item["title"] for item in found])
    window.go_back()
    expect(window.locator("#words")).to_have_value("")
    assert window.complaints == []


def test_nothing_found_says_so_and_leads_back(window):
    window.goto(f"{window.root}/?q=xyzzy")
    expect(window.locator("#main")).to_contain_text("Không có tin bài nào phù hợp.")
    window.get_by_role("link", name="Xem tất cả tin bài").click()
    expect(window.locator(".teaser")).not_to_have_count(0)


def test_pages_of_the_list_follow_one_another(window, headless):
    window.goto(window.root)
    first = window.locator(".teaser h2").first.text_content()
    window.get_by_role("link", name="Trang sau").click()
    expect(window.locator(".pages")).to_contain_text("Trang 2/")
    expect(window.locator(".teaser h2").first).not_to_have_text(first)
    window.get_by_role("link", name="Trang trước").click()
    expect(window.locator(".teaser h2").first).to_have_text(first)


def test_announcement_shows_everything_that_the_api_has(window, headless, shoot):
    kinds = {}
    for item in announcements(headless, limit=100):
        for block in item["body"]:
            kinds.setdefault(block["type"], item)
    seen = {
        "heading": "article h2",
        "paragraph": "article .rich-text p",
        "image": "article figure img[srcset]",
        "document": "article .document .signature",
        "table": "article table caption",
    }
    assert seen.keys() <= kinds.keys()
    for kind, selector in seen.items():
        window.goto(f"{window.root}/?id={kinds[kind]['id']}")
        expect(window.locator("h1")).to_have_text(kinds[kind]["title"])
        expect(window.locator(selector).first).to_be_attached()
        assert is_as_wide_as_the_window(window), kind
        shoot(window, f"front-end-{kind}")
    assert window.complaints == []


def test_other_language_is_a_link_away(window, headless):
    [page] = announcements(headless, slug="thuc-hien-de-an-so-07")
    window.goto(f"{window.root}/?id={page['id']}")
    expect(window.locator("html")).to_have_attribute("lang", "vi")
    window.locator("#languages a").click()
    expect(window.locator("html")).to_have_attribute("lang", "en")
    expect(window.locator("article")).to_have_attribute("lang", "en")
    expect(window.locator("h1")).to_be_focused()
    window.get_by_role("link", name="Back to the list").click()
    expect(window.locator("h1")).to_have_text("Announcements")


def test_missing_announcement_says_what_may_have_happened(window):
    window.goto(f"{window.root}/?id=999999")
    expect(window.locator("#main")).to_contain_text("Không tìm thấy tin bài này.")
    expect(window.get_by_role("button", name="Thử lại")).to_be_visible()


def test_portal_that_cannot_be_reached_is_tried_again(window):
    window.route("**/api/v2/pages/**", lambda route: route.abort())
    window.goto(window.root)
    expect(window.locator("#main")).to_contain_text("Không kết nối được với cổng.")
    window.unroute("**/api/v2/pages/**")
    window.get_by_role("button", name="Thử lại").click()
    expect(window.locator(".teaser")).not_to_have_count(0)


def test_no_string_but_rich_text_becomes_html(window, headless):
    attack = '<img src="x" onerror="document.title=\'hacked\'">'
    [page] = announcements(headless, slug="thuc-hien-de-an-so-07")
    texts = ("title", "summary", "byline", "source", "correction")
    shown = {**page, **dict.fromkeys(texts, attack)}
    shown["body"] = [
        {"type": "heading", "value": {"level": 2, "text": attack}, "id": "1"},
        {"type": "quote", "value": {"text": attack, "attribution": attack}, "id": "2"},
        {"type": "embed", "value": {"url": "javascript:alert(1)", "title": attack}, "id": "3"},
    ]
    window.route("**/api/v2/pages/*/", lambda route: route.fulfill(json=shown))
    window.goto(f"{window.root}/?id={page['id']}")
    expect(window.locator("h1")).to_have_text(attack)
    expect(window.locator("article .embed")).to_have_text(attack)
    assert window.locator("article img[onerror], article a[href^='javascript']").count() == 0


def test_browser_itself_lets_no_other_string_become_html(window):
    window.goto(window.root)
    expect(window.locator("h1")).to_be_visible()
    refused = window.evaluate(
        """() => {
            const failures = [];
            try { document.body.innerHTML = "<p>x</p>"; } catch (p) { failures.push(p.name); }
            try { trustedTypes.createPolicy("other", {}); } catch (p) { failures.push(p.name); }
            return failures;
        }"""
    )
    assert refused == ["TypeError", "TypeError"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_window, front_end, headless, scheme):
    page = open_window(*PHONE, color_scheme=scheme)
    axe, root = Axe(), front_end[1]
    ids = [item["id"] for item in announcements(headless, limit=100)]
    wrong = {}
    addresses = ["", "?lang=en", "?q=xyzzy", "?id=999999", "#page=1&token=a.b"]
    for address in [*addresses, *(f"?id={pk}" for pk in ids)]:
        page.goto("about:blank")
        page.goto(f"{root}/{address}")
        expect(page.locator("h1")).to_be_visible()
        # The policy of the page keeps scripts out that are put in; axe comes past it.
        if found := violations(axe, page):
            wrong[address] = found
    assert wrong == {}


def test_keyboard_reaches_the_content_first(window):
    window.goto(window.root)
    expect(window.locator("h1")).to_be_visible()
    window.keyboard.press("Tab")
    expect(window.locator("#skip")).to_be_focused()
    window.keyboard.press("Enter")
    expect(window.locator("#main")).to_be_focused()
    expect(window.locator(".teaser")).not_to_have_count(0)


# Previews


def edit(open_window, headless, slug="thuc-hien-de-an-so-07") -> AnnouncementForm:
    """Open the form of an announcement as one of the board, the preview beside it."""
    [page] = announcements(headless, slug=slug)
    window = open_window(1600, 900)
    admin = Admin(window, headless.root)
    admin.log_in("banbientap")
    admin.open(f"pages/{page['id']}/edit/")
    return AnnouncementForm(window)


def type_until_shown(form: AnnouncementForm, panel: FrameLocator) -> None:
    """Type a title until the panel shows it.

    What is typed in the first seconds, Wagtail takes for what the form came with.
    """
    for title in (DRAFT, f"{DRAFT}.", f"{DRAFT}…"):
        form.title.fill(title)
        with suppress(AssertionError):
            expect(panel.locator("h1")).to_have_text(title)
            return
    pytest.fail("the panel shows nothing of what is typed")


def test_panel_shows_the_draft_on_the_front_end(open_window, headless, front_end, shoot):
    form = edit(open_window, headless)
    form.page.click("[data-side-panel-toggle='preview']")
    panel = form.page.frame_locator("#w-preview-iframe")
    expect(panel.locator(".draft")).to_be_visible()
    frame = form.page.locator("#w-preview-iframe").element_handle().content_frame()
    assert frame.url.startswith(f"{front_end[1]}/#page={form.pk}&token=")

    type_until_shown(form, panel)

    shoot(form.page, "preview-on-the-front-end")
    assert DRAFT not in str(announcements(headless, limit=100))


def test_panel_keeps_the_place_in_the_text(open_window, headless):
    form = edit(open_window, headless)
    form.page.click("[data-side-panel-toggle='preview']")
    panel = form.page.frame_locator("#w-preview-iframe")
    expect(panel.locator(".draft")).to_be_visible()
    panel.locator("body").evaluate("() => window.scrollTo(0, 300)")

    type_until_shown(form, panel)

    form.page.wait_for_function(
        "() => document.querySelectorAll('.w-preview__wrapper iframe').length === 1"
    )
    assert panel.locator("body").evaluate("() => window.scrollY") == 300


def test_link_of_a_new_tab_works_once(open_window, headless, window, shoot):
    form = edit(open_window, headless)
    form.page.click("[data-side-panel-toggle='preview']")
    expect(form.page.frame_locator("#w-preview-iframe").locator(".draft")).to_be_visible()
    with form.page.context.expect_page() as opening:
        form.page.click("[data-w-preview-target='newTab']")
    tab = opening.value
    expect(tab.locator(".draft")).to_be_visible()

    window.goto(tab.url)

    expect(window.locator("h1")).to_have_text("Không xem trước được")
    expect(window.locator("#main")).to_contain_text(USED)
    expect(window.locator("#status")).to_contain_text(USED)
    shoot(window, "front-end-used-link")
    expect(window.get_by_role("button", name="Thử lại")).to_have_count(0)
    tab.reload()
    expect(tab.locator("#main")).to_contain_text(USED)


def test_altered_link_and_one_of_another_page_are_refused_with_a_sentence(
    open_window, headless, window
):
    form = edit(open_window, headless)
    draft = form.page.request.get(
        f"{headless.root}/admin/pages/{form.pk}/view_draft/", max_redirects=0
    )
    link = dict(parse_qsl(urlsplit(draft.headers["location"]).fragment))
    for altered, sentence in (
        ({**link, "token": link["token"][:-1]}, "đã bị sửa"),
        ({**link, "page": "1"}, "không dùng được cho trang này"),
    ):
        window.goto("about:blank")
        window.goto(f"{window.root}/#page={altered['page']}&token={altered['token']}")
        expect(window.locator("#main")).to_contain_text(sentence)
    window.goto("about:blank")
    window.goto(f"{window.root}/#page={link['page']}&token={link['token']}")
    expect(window.locator(".draft")).to_be_visible()


def test_admin_frames_the_front_end_and_nothing_else(headless, front_end):
    answer = requests.get(f"{headless.root}/admin/login/", timeout=60)
    policy = answer.headers["Content-Security-Policy"]
    assert re.search(r"frame-src ([^;]*)", policy)[1] == f"'self' {front_end[1]}"
