"""The board's report of what readers look for."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Site

from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from search.models import SearchedWords
from tests import factories

from .test_log import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(client):
    user = factories.UserFactory(role=EDITORIAL_BOARD)
    client.force_login(user)
    return user


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def report(client, **query):
    response = client.get(reverse("searched_words"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def table(client, **query):
    """Return words, times and results of each row."""
    rows = report(client, **query).select("table.listing tbody tr")
    cells = [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in rows]
    return [(words, int(times), int(results)) for words, _, times, results, _ in cells]


@pytest.mark.parametrize(("role", "sees"), [
    (WRITERS, False), (EDITORIAL_BOARD, True), (EDITOR_IN_CHIEF, True),
])  # fmt: skip
def test_the_board_sees_the_report_and_writers_do_not(client, role, sees):
    store("đề án", results=3)
    client.force_login(factories.UserFactory(role=role))
    for name in ("searched_words", "searched_words_results"):
        for query in ({}, {"export": "csv"}, {"export": "xlsx"}):
            response = client.get(reverse(name), query)
            assert response.status_code == (200 if sees else 302)
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("searched_words") in menu) is sees


def test_stranger_is_sent_to_the_login(client):
    assert "login" in client.get(reverse("searched_words")).headers["Location"]


def test_permission_can_be_given_to_groups(admin_client):
    group = factories.UserFactory(role=WRITERS).groups.get()
    form = admin_client.get(reverse("wagtailusers_groups:edit", args=[group.pk]))
    permission = Permission.objects.get(codename="view_searchedwords")
    boxes = BeautifulSoup(form.content, "html.parser").select("[name=permissions]")
    assert str(permission.pk) in [box["value"] for box in boxes]


def test_report_before_anybody_looked(client, board):
    page = report(client)
    assert "Trong thời gian này" in page.get_text()
    assert not page.select("table.listing")


def test_what_was_not_found_stands_first_then_what_was_looked_for_most(client, board):
    store("đề án", times=50, results=3)
    store("lịch tiếp dân", times=9, results=1)
    store("sổ đỏ", times=2, results=0)
    store("giá đất", times=5, results=0)
    assert table(client) == [
        ("giá đất", 5, 0), ("sổ đỏ", 2, 0), ("đề án", 50, 3), ("lịch tiếp dân", 9, 1),
    ]  # fmt: skip
    assert [words for words, *_ in table(client, found="no")] == ["giá đất", "sổ đỏ"]
    assert [words for words, *_ in table(client, found="yes")] == ["đề án", "lịch tiếp dân"]


def test_row_says_language_and_day(client, board):
    store("schemes", language="en", day=ago(2))
    cells = report(client, days=7).select("table.listing tbody td")
    assert [cell.get_text(strip=True) for cell in cells] == [
        "schemes", "English", "1", "0", f"{ago(2):%d/%m/%Y}",
    ]  # fmt: skip
    assert "7 ngày" in report(client, days=7).select_one("header").get_text()


def test_what_is_found_by_now_was_found(client, board):
    store("giá đất", times=5, results=0, day=ago(3))
    store("giá đất", times=1, results=2, day=ago(1))
    assert table(client) == [("giá đất", 6, 2)]


def test_periods_end_today(client, board):
    for days in (0, 6, 7, 29, 30, 364, 365):
        store(f"{days} ngày", day=ago(days))
    assert len(table(client, days=7)) == 2
    assert len(table(client)) == len(table(client, days=30)) == 4
    assert len(table(client, days=365)) == 6


def test_languages_and_sites_stand_apart(client, board):
    root = factories.StandardPageFactory(parent=factories.home_page().get_parent(), title="Khác")
    other = Site.objects.create(hostname="khac.example.vn", root_page=root)
    store("tin", times=2)
    store("tin", times=3, language="en")
    store("tin", times=7, site=other)
    assert table(client) == [("tin", 3, 0), ("tin", 2, 0)]
    assert table(client, site=other.pk) == [("tin", 7, 0)]


def test_words_lead_to_their_results_and_looking_is_not_counted(client, board):
    store("đề án & <b>", language="en")
    link = report(client).select_one("table.listing td a")
    assert link.get_text(strip=True) == "đề án & <b>"
    assert link["href"].startswith("/en/search/?q=")
    headers = {"user-agent": "Mozilla/5.0 Firefox/127.0", "sec-fetch-site": "same-origin"}
    assert client.get(link["href"], headers=headers).status_code == 200
    assert SearchedWords.objects.get().times == 1


def test_export_holds_everything_and_no_formulas(client, board):
    for number in range(60):
        store(f"chữ {number:02}", results=1)
    store('=hyperlink("x")', times=3)
    answer = client.get(reverse("searched_words"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode()
    head, first, *others = csv.reader(io.StringIO(text))
    assert head == ["Từ tìm kiếm", "Ngôn ngữ", "Số lượt tìm", "Kết quả", "Lần tìm gần nhất"]
    assert first == ['\'=hyperlink("x")', "vi", "3", "0", f"{ago(0)}"]
    assert len(others) == 60
    answer = client.get(reverse("searched_words"), {"export": "xlsx", "found": "no"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == head
    assert (rows[1][0].value, rows[1][0].data_type) == ('=hyperlink("x")', "s")
    assert len(rows) == 2


@pytest.mark.parametrize("query", [
    {"days": "8"}, {"days": "abc"}, {"days": "\x00"}, {"days": "9" * 5000}, {"found": "x"},
    {"site": "abc"}, {"site": "\x00"}, {"site": str(10**30)}, {"site": "987654"},
    {"p": "0"}, {"p": "abc"}, {"p": "9" * 50}, {"ordering": "\x00"}, {"export": "pdf"},
])  # fmt: skip
def test_strange_questions_get_the_usual_period(client, board, query):
    store("tin")
    store("cũ", day=ago(40))
    Site.objects.create(
        hostname="khac.example.vn",
        root_page=factories.StandardPageFactory(parent=factories.home_page().get_parent()),
    )
    assert table(client, **query) == [("tin", 1, 0)]


def test_installation_without_a_site_says_that_nothing_is_there(client, board):
    Site.objects.all().delete()
    assert not report(client).select("table.listing")


def test_report_costs_the_same_however_much_was_looked_for(client, board):
    def cost():
        report(client, site=other.pk)
        with CaptureQueriesContext(connection) as context:
            report(client, site=other.pk)
        return len(context)

    root = factories.StandardPageFactory(parent=factories.home_page().get_parent())
    other = Site.objects.create(hostname="khac.example.vn", root_page=root)
    store("một", site=other)
    few = cost()
    for number in range(30):
        store(f"chữ {number}", site=other, day=ago(number % 5))
    assert cost() == few
