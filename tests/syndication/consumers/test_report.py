"""The report of how much connected systems ask."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from portal.syndication.consumers.models import DailyRequests
from tests import factories

from .tokens import with_token

pytestmark = pytest.mark.django_db

REPORT = "consumer_requests_report"


@pytest.fixture
def board(client):
    user = factories.UserFactory(role=EDITORIAL_BOARD)
    client.force_login(user)
    return user


def ask(consumer, days_ago=0, answered=0, unchanged=0, refused=0):
    """Store what the consumer would have asked."""
    day = timezone.localdate() - timedelta(days=days_ago)
    counts = {"answered": answered, "unchanged": unchanged, "refused": refused}
    DailyRequests.objects.create(consumer=consumer, day=day, **counts)


def report(client):
    response = client.get(reverse(REPORT))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def cells(table, part="tbody"):
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in table.select(f"{part} tr")
    ]


@pytest.mark.parametrize(("role", "sees"), [
    (WRITERS, False), (EDITORIAL_BOARD, True), (EDITOR_IN_CHIEF, True),
])  # fmt: skip
def test_the_board_sees_the_report_and_writers_do_not(client, role, sees):
    client.force_login(factories.UserFactory(role=role))
    assert client.get(reverse(REPORT)).status_code == (200 if sees else 302)
    assert (reverse(REPORT) in client.get(reverse("wagtailadmin_home")).content.decode()) is sees


def test_report_without_consumers_says_what_to_do(client, board):
    page = report(client)
    assert "Chưa có hệ thống nào" in page.get_text()
    assert not page.select("table")


def test_consumer_that_asked_nothing_stands_there_with_zeros(client, board):
    consumer, _ = with_token(name="Cổng tỉnh")
    page = report(client)
    (totals,) = page.select("table")
    assert cells(totals) == [[f"Cổng tỉnh {consumer.token_start}… đang dùng", "0", "0", "0", "0"]]
    assert not totals.select("tfoot")
    assert "chưa có hệ thống nào gửi yêu cầu" in page.get_text()


def test_totals_and_days(client, board):
    one, other = with_token(name="A <b>")[0], with_token(name="B")[0]
    ask(one, 0, answered=1200, unchanged=3, refused=4)
    ask(one, 29, answered=1)
    ask(one, 30, answered=100_000)
    ask(other, 1, unchanged=5)
    totals, days = report(client).select("table")
    assert [row[1:] for row in cells(totals)] == [
        ["1.201", "3", "4", "1.208"],
        ["0", "5", "0", "5"],
    ]
    assert cells(totals, "tfoot")[0][1:] == ["1.201", "8", "4", "1.213"]
    assert cells(days, "thead") == [["Ngày", "A <b>", "B", "Cộng"]]
    rows = cells(days)
    assert len(rows) == 30
    assert rows[0] == [f"{timezone.localdate():%d/%m/%Y}", "1.207", "0", "1.207"]
    assert rows[1][1:] == ["0", "5", "5"]
    assert rows[29][1:] == ["1", "0", "1"]


def test_tables_are_ones_that_are_read_aloud(client, board):
    ask(with_token()[0], answered=1)
    for table in report(client).select("table"):
        assert table.caption.get_text(strip=True)
        assert {cell["scope"] for cell in table.thead.select("th")} == {"col"}
        assert {cell["scope"] for cell in table.tbody.select("th")} == {"row"}


def test_report_costs_the_same_for_any_number_of_consumers(client, board):
    def cost():
        report(client)
        with CaptureQueriesContext(connection) as context:
            report(client)
        return len(context)

    ask(with_token()[0], answered=1)
    few = cost()
    for age in range(8):
        ask(with_token()[0], age, answered=1)
    assert cost() == few
