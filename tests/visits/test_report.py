"""The board's report: figures by day, the pages that were read most, who may see it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Site

from portal.models import PortalSettings
from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from portal.visits.models import DailyPageViews, DailyVisits
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(client):
    user = factories.UserFactory(role=EDITORIAL_BOARD)
    client.force_login(user)
    return user


@pytest.fixture
def site():
    return Site.objects.get()


def read(page, site, days_ago=0, views=1, visits=1):
    """Store what beacons would have counted."""
    day = timezone.localdate() - timedelta(days=days_ago)
    DailyPageViews.objects.create(page=page, day=day, views=views)
    row, _created = DailyVisits.objects.get_or_create(site=site, day=day)
    row.views += views
    row.visits += visits
    row.save()


def report(client, **query):
    response = client.get(reverse("visits_report"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def figures(page):
    return [cell.get_text(strip=True) for cell in page.select(".visits-totals dd")]


def titles(page):
    return [link.get_text(strip=True) for link in page.select("table a")]


@pytest.mark.parametrize(("role", "sees"), [
    (WRITERS, False), (EDITORIAL_BOARD, True), (EDITOR_IN_CHIEF, True),
])  # fmt: skip
def test_the_board_sees_the_report_and_writers_do_not(client, role, sees):
    client.force_login(factories.UserFactory(role=role))
    response = client.get(reverse("visits_report"))
    assert response.status_code == (200 if sees else 302)
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("visits_report") in menu) is sees


def test_stranger_is_sent_to_the_login(client):
    assert "login" in client.get(reverse("visits_report")).headers["Location"]


def test_report_before_anything_was_read(client, board):
    page = report(client)
    assert figures(page) == ["0", "0", "0", "0"]
    assert page.select_one(".visits-empty")
    assert not page.select("svg.visits-chart, table")


def test_days_of_the_period_are_bars_and_rows(client, board, site):
    page = factories.AnnouncementFactory()
    read(page, site, days_ago=0, views=10, visits=5)
    read(page, site, days_ago=6, views=2, visits=1)
    read(page, site, days_ago=7, views=100, visits=50)
    week = report(client, days=7)
    assert len(week.select(".visits-chart g")) == 7
    heights = [int(bar["height"]) for bar in week.select(".visits-views")]
    assert heights == [200, 0, 0, 0, 0, 0, 1000]
    assert [int(bar["height"]) for bar in week.select(".visits-visits")][-1] == 500
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in week.select(".visits-days tbody tr")
    ]
    assert rows[0] == [f"{timezone.localdate():%d/%m/%Y}", "5", "10"]
    assert rows[6][1:] == ["1", "2"]
    assert figures(week) == ["6", "12", "56", "112"]
    assert figures(report(client)) == ["56", "112", "56", "112"]
    assert len(report(client, days=365).select(".visits-chart g")) == 365


def test_totals_hold_what_was_carried_over_in_groups_of_digits(client, board, site):
    settings = PortalSettings.for_site(site)
    settings.first_visits, settings.first_views = 1218, 8285276
    settings.save()
    assert figures(report(client))[2:] == ["1.218", "8.285.276"]


def test_pages_stand_by_their_views_in_the_period(client, board, site):
    few, many = (factories.AnnouncementFactory(title=title) for title in ("Ít", "Nhiều <b>"))
    long_ago = factories.AnnouncementFactory(title="Ngày xưa")
    read(few, site, views=2)
    read(many, site, views=3)
    read(many, site, days_ago=1, views=3)
    read(long_ago, site, days_ago=40, views=99)
    assert titles(report(client)) == ["Nhiều <b>", "Ít"]
    assert titles(report(client, days=365)) == ["Ngày xưa", "Nhiều <b>", "Ít"]


def test_each_site_has_its_own_figures(client, board, site):
    root = factories.StandardPageFactory(parent=factories.home_page().get_parent(), title="Khác")
    other = Site.objects.create(hostname="khac.example.vn", root_page=root)
    read(factories.AnnouncementFactory(title="Đây"), site, views=2)
    read(root, other, views=7)
    assert titles(report(client)) == ["Đây"]
    page = report(client, site=other.pk)
    assert titles(page) == ["Khác"]
    assert figures(page)[1] == "7"


def test_editor_of_one_tree_reads_no_titles_of_another(client, board, site):
    own = factories.IndexFactory(title="Của mình")
    hidden = factories.IndexFactory(title="Của người khác")
    group = board.groups.get()
    for permission in GroupPagePermission.objects.filter(group=group):
        permission.page = own
        permission.save()
    read(own, site)
    read(hidden, site)
    assert titles(report(client)) == ["Của mình"]


@pytest.mark.parametrize("query", [
    {"days": "8"}, {"days": "abc"}, {"days": "\x00"}, {"days": "9" * 5000},
    {"site": "abc"}, {"site": "\x00"}, {"site": str(10**30)}, {"site": "987654"},
])  # fmt: skip
def test_strange_questions_get_the_usual_period_and_say_so(client, board, site, query):
    Site.objects.create(
        hostname="khac.example.vn",
        root_page=factories.StandardPageFactory(parent=factories.home_page().get_parent()),
    )
    read(factories.AnnouncementFactory(), site)
    page = report(client, **query)
    assert page.select_one(".errorlist")
    assert len(page.select(".visits-chart g")) == 30


def test_installation_without_a_site_says_so(client, board):
    Site.objects.all().delete()
    assert not report(client).select(".visits-totals")


def test_report_costs_the_same_however_much_was_read(client, board, site):
    def cost():
        report(client)
        with CaptureQueriesContext(connection) as context:
            report(client)
        return len(context)

    read(factories.AnnouncementFactory(), site)
    few = cost()
    for number in range(12):
        read(factories.AnnouncementFactory(), site, days_ago=number)
    assert cost() == few
