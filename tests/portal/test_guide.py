"""The editors' guide inside the admin."""

import re

import pytest
from django.urls import reverse

from portal import guide, menus
from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    client.force_login(factories.UserFactory(role=WRITERS))


def test_guide_is_for_those_who_have_logged_in(client):
    assert client.get(reverse(guide.VIEW)).status_code == 302
    assert client.get(reverse(guide.PICTURE_VIEW, args=["duyet.png"])).status_code == 302


def test_guide_shows_the_file_and_its_pictures(client, writer):
    body = client.get(reverse(guide.VIEW)).content.decode()

    assert '<h2 id="1-đăng-nhập">1. Đăng nhập</h2>' in body
    pictures = re.findall(r'src="(/admin/guide/pictures/[^"]+)"', body)
    assert len(pictures) > 10
    assert {client.get(address).status_code for address in pictures} == {200}


def test_every_link_of_the_guide_has_its_heading():
    shown = guide.html(guide.GUIDE.read_text(encoding="utf-8"))

    targets = {guide.anchor(text) for text in re.findall(r"<h\d[^>]*>(.*?)</h\d>", shown)}
    links = set(re.findall(r"\(#([^)]+)\)", guide.GUIDE.read_text(encoding="utf-8")))
    assert len(links) > 10
    assert links <= targets


@pytest.mark.parametrize("name", ["..", "khong-co.png", "editors.vi.md"])
def test_no_other_file_is_sent(client, writer, name):
    assert client.get(reverse(guide.PICTURE_VIEW, args=[name])).status_code == 404


def test_html_in_the_guide_is_shown_as_text():
    assert "<script>" not in guide.html("Một <script>alert(1)</script> hai")


def test_help_menu_leads_to_the_guide_and_nowhere_else_in_english(client, writer):
    body = client.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse(guide.VIEW) in body
    assert "guide.wagtail.org" not in body
    assert "whats-new" not in body
    assert "/releases/" not in body


def test_actions_come_in_the_order_of_the_boards_work(client):
    page = factories.AnnouncementFactory()
    page.save_revision()
    page.get_workflow().start(page, factories.UserFactory(role=WRITERS))
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))

    body = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    footer = body[body.index('aria-label="Thao tác') :] if 'aria-label="Thao tác' in body else body
    names = re.findall(
        r'data-workflow-action-name="(\w+)"|name="(action-(?:publish|cancel-workflow))"|(unpublish)/',
        footer,
    )
    order = list(dict.fromkeys(next(filter(None, found)) for found in names))
    assert [n for n in order if n != "unpublish"] == [
        "approve",
        "reject",
        "action-publish",
        "action-cancel-workflow",
    ]


def test_menus_and_panels_that_nobody_uses_are_gone(client):
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))

    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("wagtailadmin_reports:workflow") in menu
    assert [view for view in menus.UNUSED_REPORTS if reverse(view) in menu] == []
    assert "Asia/Tokyo" not in client.get(reverse("wagtailadmin_account")).content.decode()


def test_what_waits_is_on_the_dashboard(client):
    writer, page = factories.UserFactory(role=WRITERS), factories.AnnouncementFactory()
    page.save_revision(user=writer)
    page.get_workflow().start(page, writer)

    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))
    body = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Đang chờ bạn duyệt" in body
    assert page.title in body
    client.force_login(writer)
    assert "đang trong quy trình duyệt" in client.get(reverse("wagtailadmin_home")).content.decode()
