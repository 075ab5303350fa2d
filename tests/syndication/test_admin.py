"""What the board and editors see of what other systems get: the report, and the panel of a page."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.users.models import UserProfile

from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from portal.syndication.builder import drain, last_build
from portal.syndication.models import Mark, PublishedItem, Reconciliation
from portal.syndication.reconciling import Reconciler
from portal.syndication.report import CHANGES_SHOWN, state_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(client):
    user = factories.UserFactory(role=EDITORIAL_BOARD)
    client.force_login(user)
    return user


@pytest.fixture
def page():
    """A page that others have been given."""
    page = factories.AnnouncementFactory(title="Ra mắt <b>104</b> tổ")
    drain()
    return page


def report(client):
    response = client.get(reverse("other_systems_report"))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def words(part):
    return " ".join(part.get_text(" ").split())


def states(client):
    """Return what is said of waiting, building and comparing."""
    return [words(part) for part in report(client).select(".other-systems-state > div")]


def rows(client):
    """Return title, link, kind and language, what happened, of each entry."""
    found = []
    for row in report(client).select(".other-systems-changes tbody tr"):
        link, kind = row.th.find("a"), words(row.th.span)
        title = words(row.th).removesuffix(kind).strip()
        found.append((title, link and link["href"], kind, words(row.td)))
    return found


@pytest.mark.parametrize(("role", "sees"), [
    (WRITERS, False), (EDITORIAL_BOARD, True), (EDITOR_IN_CHIEF, True),
])  # fmt: skip
def test_the_board_sees_the_report_and_writers_do_not(client, role, sees):
    client.force_login(factories.UserFactory(role=role))
    address = reverse("other_systems_report")
    assert client.get(address).status_code == (200 if sees else 302)
    assert (address in client.get(reverse("wagtailadmin_home")).content.decode()) is sees


def test_stranger_is_sent_to_the_login(client):
    response = client.get(reverse("other_systems_report"))
    assert "login" in response.headers["Location"]


def test_permission_can_be_given_to_other_groups(client):
    client.force_login(factories.UserFactory(role=None, is_superuser=True))
    permission = Permission.objects.get(codename="view_publisheditem")
    form = BeautifulSoup(client.get(reverse("wagtailusers_groups:add")).content, "html.parser")
    assert form.select_one(f'[name="permissions"][value="{permission.pk}"]')


def test_report_of_an_empty_portal_says_what_to_do(client, board):
    Mark.objects.all().delete()
    Reconciliation.objects.create()
    page = report(client)
    waiting, built, compared = states(client)
    assert "Không có" in waiting
    assert "tiến trình nền" in built
    assert "manage.py reconcile" in compared
    assert not page.select(".other-systems-kinds, table")
    assert "Hãy xuất bản một trang" in words(page)


def test_report_speaks_english_to_whoever_reads_english(client, board):
    UserProfile.objects.create(user=board, preferred_language="en")
    Mark.objects.all().delete()
    assert "Never yet" in states(client)[2]


def test_what_is_public_is_counted_by_kind(client, board, page):
    factories.AnnouncementFactory(parent=page.get_parent())
    factories.DocumentFactory()
    factories.AnnouncementFactory(parent=page.get_parent(), live=False)
    withdrawn = factories.AnnouncementFactory(parent=page.get_parent())
    drain()
    withdrawn.unpublish()
    drain()
    kinds = {
        words(part.dt): words(part.dd)
        for part in report(client).select(".other-systems-kinds > div")
    }
    assert kinds["Tin bài"] == "2"
    assert kinds["Văn bản"] == "1"


def test_latest_entry_has_title_kind_language_and_link(client, board, page):
    assert rows(client)[0] == (
        page.title,
        page.full_url,
        "Tin bài · Tiếng Việt",
        "Mới hoặc thay đổi",
    )
    moment = PublishedItem.objects.get(endpoint="pages", object_id=page.pk).changed_at
    row = report(client).select_one(".other-systems-changes tbody tr")
    assert words(row.time) == f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


@pytest.mark.parametrize("make", [
    lambda: factories.CategoryFactory(name="Chuyển đổi số"),
    lambda: factories.OrganisationFactory(name="Chuyển đổi số"),
    lambda: factories.DocumentFactory(title="Chuyển đổi số"),
    lambda: factories.ImageFactory(title="Chuyển đổi số"),
])  # fmt: skip
def test_what_is_shared_has_its_name_and_a_link(client, board, make):
    drain()
    made = make()
    drain()
    title, link, _kind, _action = rows(client)[0]
    assert title == "Chuyển đổi số"
    assert str(made.pk) in link


def test_table_is_one_that_is_read_aloud(client, board, page):
    table = report(client).table
    assert words(table.caption)
    assert [cell["scope"] for cell in table.thead.select("th")] == ["col"] * 3
    assert table.tbody.select_one("tr > th")["scope"] == "row"


def test_withdrawn_page_is_an_address_without_title_and_link(client, board, page):
    address = page.full_url
    page.unpublish()
    drain()
    assert rows(client)[0] == (address, None, "Tin bài · Tiếng Việt", "Đã gỡ")
    assert page.title not in report(client).get_text()


def test_title_of_what_may_be_private_by_now_is_not_shown(client, board, page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    text = report(client).get_text()
    assert page.title not in text
    assert page.slug not in text
    assert rows(client)[0] == ("Đang chuẩn bị", None, "Tin bài · Tiếng Việt", "Chưa báo")
    drain()
    assert page.title not in report(client).get_text()


def test_report_tells_what_waits_and_since_when(client, board, page):
    page.title = "Khác"
    page.save_revision().publish()
    marks = Mark.objects.count()
    assert f"{marks} thay đổi mới" in states(client)[0]
    Mark.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    assert "đã chờ 5 phút" in states(client)[0]
    assert "hỏi người quản trị" not in states(client)[0]
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert "hỏi người quản trị" in states(client)[0]


def test_report_names_what_cannot_be_built(client, board, page):
    now = timezone.now()
    PublishedItem.objects.filter(endpoint="pages", object_id=page.pk).update(
        stale_since=now - timedelta(minutes=1),
        retry_at=now + timedelta(minutes=4),
        error="Traceback: secret",
    )
    waiting = states(client)[0]
    assert f"pages/{page.pk}" in waiting
    assert "1 nội dung không chuẩn bị được" in waiting
    assert "secret" not in waiting


def test_report_tells_of_the_last_build(client, board, page):
    for _ in range(3):
        factories.DocumentFactory()
    drain()
    built = states(client)[1]
    assert "3 mục trong nguồn thay đổi" in built
    assert f"{timezone.localtime(last_build().built_at):%d/%m/%Y %H:%M}" in built


def test_report_tells_of_the_last_comparison_that_ended(client, board, page):
    Reconciler().run()
    Reconciliation.objects.create()
    assert "không có khác biệt" in states(client)[2]
    assert "Đối chiếu nhanh" in states(client)[2]
    PublishedItem.objects.filter(endpoint="pages", object_id=page.pk).update(body="{}")
    found = Reconciler(is_full=True).run()
    compared = states(client)[2]
    assert "Đối chiếu đầy đủ" in compared
    assert f"Đã đối chiếu {found.checked} nội dung · 1 khác biệt" in compared
    assert f"pages/{page.pk} được lưu với nội dung khác" in compared


def test_problem_that_nobody_translated_is_shown_as_it_is(client, board):
    Reconciliation.objects.create(
        finished_at=timezone.now(), wrong=2, problems=["x", "the trigger syndication_x is missing"]
    )
    page = report(client)
    assert [words(line) for line in page.select(".other-systems-problems li")] == [
        "x", "thiếu trigger syndication_x",
    ]  # fmt: skip


def test_feed_may_tell_of_kinds_that_the_code_no_longer_knows(client, board, page):
    PublishedItem.objects.filter(endpoint="pages", object_id=page.pk).update(type="old.OldPage")
    assert rows(client)[0][2] == "Old.OldPage · Tiếng Việt"


def test_report_costs_the_same_however_much_there_is(client, board, page):
    def cost():
        report(client)
        with CaptureQueriesContext(connection) as context:
            report(client)
        return len(context)

    few = cost()
    for _ in range(CHANGES_SHOWN):
        factories.AnnouncementFactory(parent=page.get_parent())
    drain()
    assert len(rows(client)) == CHANGES_SHOWN
    assert cost() == few


class TestPanel:
    """The panel in the edit form of a page."""

    def panel(self, client, page):
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        form = BeautifulSoup(response.content, "html.parser")
        return form.select_one("[id$=other_systems-section]")

    def test_given(self, client, board, page):
        panel = self.panel(client, page)
        item = PublishedItem.objects.get(endpoint="pages", object_id=page.pk)
        moment = f"{timezone.localtime(item.changed_at):%d/%m/%Y %H:%M}"
        assert f"Đã cung cấp cho hệ thống khác lúc {moment}." in words(panel)
        assert "chuẩn bị" not in words(panel)
        answer = client.get(panel.find("a", href=item.detail_url)["href"])
        assert answer.headers["ETag"] == item.etag

    def test_changed_since(self, client, board, page):
        page.title = "Khác"
        page.save_revision().publish()
        assert "Từ đó đã có thay đổi" in words(self.panel(client, page))
        drain()
        assert "Từ đó" not in words(self.panel(client, page))

    def test_draft_is_no_change(self, client, board, page):
        page.title = "Khác"
        page.save_revision()
        assert "Từ đó" not in words(self.panel(client, page))

    def test_new_page_that_nobody_has_yet(self, client, board):
        drain()
        page = factories.AnnouncementFactory()
        panel = words(self.panel(client, page))
        assert "đang được chuẩn bị" in panel
        assert "Đã cung cấp" not in panel

    def test_never_public(self, client, board):
        draft = factories.AnnouncementFactory(live=False)
        private = factories.AnnouncementFactory(parent=draft.get_parent())
        factories.restrict(private)
        drain()
        for page in (draft, private):
            assert "Không công khai" in words(self.panel(client, page))

    def test_withdrawn(self, client, board, page):
        page.unpublish()
        assert "đã có thay đổi" in words(self.panel(client, page))
        drain()
        moment = PublishedItem.objects.get(endpoint="pages", object_id=page.pk).changed_at
        assert words(self.panel(client, page)).endswith(
            f"Đã gỡ lúc {timezone.localtime(moment):%d/%m/%Y %H:%M}; hệ thống khác đã được báo."
        )

    def test_page_that_came_from_another_language_shows_what_is_now(self, client, board, page):
        item = PublishedItem.objects.get(endpoint="pages", object_id=page.pk)
        PublishedItem.objects.create(
            endpoint="pages",
            object_id=page.pk,
            site_id=item.site_id,
            locale="en",
            is_tracked=False,
            place=item.place + 100,
            build=item.build,
            changed_at=item.changed_at + timedelta(days=1),
            schema=item.schema,
        )
        assert "Đã cung cấp" in words(self.panel(client, page))

    def test_form_of_a_new_page_has_none(self, client, board, page):
        address = reverse(
            "wagtailadmin_pages:add",
            args=["announcements", "announcementpage", page.get_parent().pk],
        )
        assert b"other_systems" not in client.get(address).content

    def test_costs_two_queries(self, page):
        draft = factories.AnnouncementFactory(live=False)
        for one in (page, draft):
            with CaptureQueriesContext(connection) as context:
                state_of(one)
            assert len(context) == 2
