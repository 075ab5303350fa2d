"""What a reader does with a page: share it, report an error, read how accessible the portal is."""

import gzip
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from wagtail.models import Page, Site

from portal.models import PortalSettings
from tests import factories

pytestmark = pytest.mark.django_db

EMAIL = "binhson@quangngai.gov.vn"
FIRST_VIEW_BYTES = 60 * 1024


def set_portal(**values):
    settings = PortalSettings.for_site(Site.objects.get())
    for name, value in values.items():
        setattr(settings, name, value)
    settings.save()


def html_of(client, address):
    return client.get(address).content.decode()


def links(html):
    return [unescape(href) for href in re.findall(r'<a\s[^>]*?href="([^"]*)"', html)]


def report(html):
    """Return address, subject and body of the link that reports an error, None without one."""
    footer = html.partition("<footer")[2]
    found = [href for href in links(footer) if href.startswith("mailto:") and "subject=" in href]
    if not found:
        return None
    parts = urlsplit(found[0])
    query = parse_qs(parts.query, strict_parsing=True)
    return parts.path, query["subject"][0], query["body"][0]


def test_report_names_title_and_address_of_the_page(client):
    set_portal(email=EMAIL)
    title = 'Giá điện & nước: "50% + 1"? #7'
    page = factories.StandardPageFactory(title=title)
    to, subject, body = report(html_of(client, page.get_url()))
    assert to == EMAIL
    assert subject.endswith(title)
    assert body.endswith(f"http://testserver{page.get_url()}\r\n\r\n")


def test_report_of_a_long_title_stays_an_address_that_programs_take(client):
    set_portal(email=EMAIL)
    page = factories.StandardPageFactory(title="Ệ" * 255, slug="dai")
    href = next(each for each in links(html_of(client, page.get_url())) if "subject=" in each)
    assert len(href) < 2000


@pytest.mark.parametrize("address", ["/", "/search/?q=bí+mật", "/khong-co/"])
def test_every_page_can_be_reported_without_what_was_searched_for(client, address):
    set_portal(email=EMAIL)
    to, _, body = report(html_of(client, address))
    assert to == EMAIL
    assert body.rstrip().endswith(address.partition("?")[0])
    assert "mật" not in unquote(body)


def test_without_an_address_nothing_is_offered(client):
    assert report(html_of(client, "/")) is None


def test_share_links_load_nothing_and_tell_nothing(client):
    page = factories.AnnouncementFactory(title="Đề án 07 & 08")
    html = html_of(client, page.get_url()).partition('class="page-tools"')[2]
    tools = html.partition("</section>")[0]
    shared = {urlsplit(href).netloc: href for href in links(tools)}
    assert shared.keys() == {"", "www.facebook.com", "zalo.me"}
    for host in ("www.facebook.com", "zalo.me"):
        assert page.full_url in parse_qs(urlsplit(shared[host]).query).popitem()[1]
    assert tools.count('rel="noopener noreferrer"') == tools.count("no-referrer") == 3
    mail = next(href for href in links(tools) if href.startswith("mailto:?"))
    assert parse_qs(urlsplit(mail).query) == {"subject": [page.title], "body": [page.full_url]}
    assert not re.search(r"<(img|iframe|script)|src=", tools)


def test_buttons_wait_for_the_script(client):
    page = factories.StandardPageFactory()
    html = html_of(client, page.get_url())
    assert len(re.findall(r'<li hidden>\s*<button type="button"', html)) == 2


def test_statement_is_linked_in_the_readers_language(client):
    page = factories.StandardPageFactory(title="Khả năng tiếp cận")
    set_portal(accessibility_statement=page)
    factories.home_page().copy_for_translation(factories.english()).save_revision().publish()
    assert page.get_url() in links(html_of(client, "/"))
    assert page.get_url() in links(html_of(client, "/en/"))
    english = page.copy_for_translation(factories.english())
    english.title, english.slug = "Accessibility", "accessibility"
    english.save_revision().publish()
    assert "/en/accessibility/" in links(html_of(client, "/en/"))
    assert page.get_url() in links(html_of(client, "/"))


@pytest.mark.parametrize("state", ["draft", "restricted", "none"])
def test_a_statement_that_is_not_public_is_not_linked(client, state):
    page = factories.StandardPageFactory(title="Khả năng tiếp cận")
    set_portal(accessibility_statement=None if state == "none" else page)
    if state == "draft":
        Page.objects.filter(pk=page.pk).update(live=False)
    elif state == "restricted":
        factories.restrict(page)
    assert "Khả năng tiếp cận" not in html_of(client, "/")


def test_password_form_tells_neither_title_nor_address_of_its_page(client):
    set_portal(email=EMAIL)
    page = factories.StandardPageFactory(title="Kế hoạch mật", slug="ke-hoach-mat")
    restriction = page.view_restrictions.create(restriction_type="password", password="x")
    html = html_of(client, f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/")
    assert 'name="password"' in html
    assert "mật" not in unquote(html).lower().replace("mật khẩu", "")
    assert "ke-hoach-mat" not in html


def test_first_view_is_small_and_no_script_holds_it_up(client):
    call_command("load_demo", verbosity=0)
    html = html_of(client, "/thong-bao/thuc-hien-de-an-so-07/")
    scripts = re.findall(r"<script\b([^>]*)>", html)
    assert scripts
    runs_later = r'\bdefer\b|type="module"|type="application/ld\+json"'
    assert all(re.search(runs_later, script) for script in scripts)
    head = html.partition("</head>")[0]
    styles = re.findall(r'<link rel="stylesheet"\s+href="/static/([^"]+)"', head)
    sources = re.findall(r'<script[^>]* src="/static/([^"]+)"', html)
    assert styles
    files = [Path(find(path)).read_bytes() for path in (*styles, *sources)]
    parts = [html.encode(), *files]
    assert sum(len(gzip.compress(part)) for part in parts) < FIRST_VIEW_BYTES


def test_the_statement_is_chosen_in_the_settings(admin_client):
    answer = admin_client.get(f"/admin/settings/portal/portalsettings/{Site.objects.get().pk}/")
    assert answer.status_code == 200
    assert "id_accessibility_statement" in answer.content.decode()
