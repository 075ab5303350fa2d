"""The beacon: who is counted, how often, and what nobody can make of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from portal.queue import clock
from portal.visits import views
from portal.visits.counting import DAYS_KEPT, count_view
from portal.visits.models import DailyPageViews, DailyVisits, PageViews
from portal.visits.readers import pseudonym, reader_of
from tests import factories

pytestmark = pytest.mark.django_db

CHROME = (
    "Mozilla/5.0 (Linux; Android 13; SM-A536E) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36"
)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def page():
    return factories.AnnouncementFactory()


def post(client, page, *, browser=CHROME, address="203.0.113.7", **headers):
    return client.post(
        f"/visits/{page.pk}/", REMOTE_ADDR=address, headers={"user-agent": browser, **headers}
    )


def get(client, page, *, browser=CHROME, method="get", **headers):
    headers = {"user-agent": browser, **headers}
    return getattr(client, method)(f"/visits/{page.pk}.gif", headers=headers)


def counted(page):
    """Return the views of a page, and visits and views of all sites."""
    row = PageViews.objects.filter(page_id=page.pk).first()
    days = DailyVisits.objects.all()
    return (
        row.views if row else 0,
        sum(day.visits for day in days),
        sum(day.views for day in days),
    )


def test_view_is_counted_for_page_day_and_site(client, page):
    with time_machine.travel(NOON, tick=False):
        response = post(client, page)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert counted(page) == (1, 1, 1)
    assert DailyPageViews.objects.get().day == DailyVisits.objects.get().day == NOON.date()
    assert DailyVisits.objects.get().site == Site.objects.get()


def test_browser_without_scripts_is_counted_by_an_image(client, page):
    response = get(client, page)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/gif"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content.startswith(b"GIF89a")
    assert not response.cookies
    assert counted(page) == (1, 1, 1)


def test_same_page_counts_again_after_ten_seconds_and_a_visit_after_thirty_minutes(client, page):
    with time_machine.travel(NOON, tick=False) as traveller:
        for seconds, expected in ((0, (1, 1)), (9, (1, 1)), (2, (2, 1)), (30 * 60 + 1, (3, 2))):
            traveller.shift(seconds)
            assert post(client, page).status_code == 204
            assert counted(page) == (expected[0], expected[1], expected[0])


def test_visit_lasts_as_long_as_the_reader_goes_on(client, page):
    with time_machine.travel(NOON, tick=False) as traveller:
        for _reading in range(4):
            post(client, page)
            traveller.shift(20 * 60)
    assert counted(page) == (4, 1, 4)


def test_two_pages_are_two_views_of_one_visit(client, page):
    post(client, page)
    post(client, factories.StandardPageFactory())
    assert counted(page) == (1, 1, 2)


@pytest.mark.parametrize("other", [{"browser": FIREFOX}, {"address": "203.0.113.8"}])
def test_another_address_or_browser_is_another_reader(client, page, other):
    post(client, page)
    post(client, page, **other)
    assert counted(page) == (2, 2, 2)


def test_views_carried_over_go_on(client, page):
    PageViews.objects.create(page=page, views=624)
    post(client, page)
    assert counted(page)[0] == 625


@pytest.mark.parametrize(
    "headers",
    [
        {"browser": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"browser": "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/)"},
        {"browser": "curl/8.5.0"},
        {"browser": ""},
        {"dnt": "1"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
    ],
)
def test_what_is_no_reader_gets_an_answer_and_is_not_counted(client, page, headers):
    assert post(client, page, **headers).status_code == 204
    assert get(client, page, **headers).status_code == 200
    assert counted(page) == (0, 0, 0)


def test_head_is_not_counted(client, page):
    assert get(client, page, method="head").status_code == 200
    assert counted(page) == (0, 0, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://example.com"},
        {"origin": "null"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_pages_of_other_sites_count_nothing(client, page, headers):
    for response in (post(client, page, **headers), get(client, page, **headers)):
        assert response.status_code == 403
        assert response.headers["Cache-Control"] == "no-store"
    assert counted(page) == (0, 0, 0)


def test_own_pages_count_whatever_port_a_proxy_leaves_out(client, page):
    own = {"origin": "https://localhost:8443", "sec-fetch-site": "same-origin"}
    response = post(client, page, host="localhost", **own)
    assert response.status_code == 204
    assert counted(page) == (1, 1, 1)


def test_csrf_protection_stops_no_beacon(page):
    assert post(Client(enforce_csrf_checks=True), page).status_code == 204


def hidden_pages():
    soon = timezone.now() - timedelta(minutes=1)
    restricted = factories.AnnouncementFactory()
    factories.restrict(restricted)
    yield restricted.pk
    yield factories.AnnouncementFactory(live=False).pk
    yield factories.AnnouncementFactory(expire_at=soon).pk


def test_what_is_not_public_answers_like_what_is_not_there(client):
    answers = set()
    for pk in (*hidden_pages(), 987654, 2**63, 10**30, 0):
        for method, path in (("POST", f"/visits/{pk}/"), ("GET", f"/visits/{pk}.gif")):
            response = client.generic(method, path, headers={"user-agent": CHROME})
            answers.add((response.status_code, response.content, str(response.headers)))
    assert len(answers) == 1
    assert answers.pop()[0] == 404
    assert not PageViews.objects.exists()


def test_page_of_another_site_is_counted_there_only(client):
    root = factories.StandardPageFactory(parent=factories.home_page().get_parent())
    site = Site.objects.create(hostname="khac.example.vn", root_page=root)
    assert post(client, root).status_code == 404
    assert post(client, root, host="khac.example.vn").status_code == 204
    assert [(day.site, day.views) for day in DailyVisits.objects.all()] == [(site, 1)]


@pytest.mark.parametrize("path", ["/visits/abc/", "/visits/", "/visits/-1/", "/visits/1.png"])
def test_strange_addresses_are_missing(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path).status_code in (403, 404, 405)


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch", "options"])
def test_beacon_takes_post_alone(client, page, method):
    response = getattr(client, method)(f"/visits/{page.pk}/")
    assert response.status_code == 405
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_image_is_only_read(page, method):
    response = getattr(Client(enforce_csrf_checks=True), method)(f"/visits/{page.pk}.gif")
    assert response.status_code == 405


@pytest.mark.parametrize("browser", ["\x00", "Mozilla/5.0 " + "a" * 100_000, "\udcff"])
def test_strange_browsers_are_counted_like_others(client, page, browser):
    assert post(client, page, browser=browser).status_code == 204


@pytest.mark.usefixtures("between_stretches")
def test_address_that_counts_too_often_has_to_wait(client, page, settings):
    settings.VISITS_RATE = "3/min"
    statuses = [post(client, page, browser=f"{CHROME} {n}").status_code for n in range(4)]
    assert statuses == [204, 204, 204, 429]
    refused = get(client, page, REMOTE_ADDR="x")
    assert refused.status_code == 200
    refused = post(client, page)
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    assert refused.headers["Cache-Control"] == "no-store"
    assert counted(page)[0] == 4


def test_locked_database_is_no_failure_and_the_view_may_come_again(client, page, monkeypatch):
    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(views, "count_view", locked)
        response = post(client, page)
    assert response.status_code == 503
    assert response.headers["Cache-Control"] == "no-store"
    assert post(client, page).status_code == 204
    assert counted(page) == (1, 1, 1)


def test_emptied_cache_only_counts_a_reader_twice(client, page):
    post(client, page)
    cache.clear()
    assert post(client, page).status_code == 204
    assert counted(page) == (2, 2, 2)


def test_view_costs_five_queries(client, page):
    post(client, page)
    with CaptureQueriesContext(connection) as context:
        post(client, page, browser=FIREFOX)
    asked = [query["sql"] for query in context if "SAVEPOINT" not in query["sql"]]
    assert len(asked) == 5, asked
    assert [sql.split()[0] for sql in asked] == ["SELECT", "SELECT", "UPDATE", "UPDATE", "UPDATE"]


def test_reader_is_another_one_tomorrow(rf):
    request = rf.post("/visits/1/", headers={"user-agent": CHROME})
    with time_machine.travel(NOON, tick=False) as traveller:
        today = reader_of(request)
        assert reader_of(request) == today
        assert cache.get(f"visits:key:{NOON.date()}")
        traveller.shift(timedelta(hours=12, seconds=2))
        assert reader_of(request) != today
        assert cache.get(f"visits:key:{NOON.date()}") is None


def rows():
    """Yield every row of the database as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f"SELECT * FROM {connection.ops.quote_name(table)}"
            )  # no input of anyone
            yield from (f"{table}: {row}" for row in cursor.fetchall())


def test_nothing_stored_names_a_reader(client, page, rf):
    secret, address = "Mozilla/5.0 (Chiec dien thoai rieng)", "198.51.100.77"
    post(client, page, browser=secret, address=address)
    get(client, page, browser=secret, **{"x-forwarded-for": address})
    request = rf.post("/", REMOTE_ADDR=address, headers={"user-agent": secret})
    everything = "\n".join(rows())
    assert "visits_dailyvisits" in everything
    for trace in (secret, address, reader_of(request), pseudonym(address)):
        assert trace not in everything


def test_cache_holds_no_address_in_clear(client, page, settings):
    settings.VISITS_RATE = "100/min"
    post(client, page, address="198.51.100.77")
    held = str([*cache._cache.items()])
    assert "visits:view:" in held
    assert "198.51.100.77" not in held
    assert CHROME not in held


def test_old_days_of_pages_go_by_the_clock_and_totals_stay(page):
    today = timezone.localdate()
    for age in (DAYS_KEPT + 1, DAYS_KEPT, 0):
        with time_machine.travel(timezone.now() - timedelta(days=age), tick=False):
            count_view(page.pk, Site.objects.get(), is_visit=True)
    clock.each_hour()
    kept = DailyPageViews.objects.order_by("day").values_list("day", flat=True)
    assert list(kept) == [today - timedelta(days=DAYS_KEPT), today]
    assert counted(page) == (3, 3, 3)
