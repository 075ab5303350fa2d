"""Readers at once: every view is counted, none twice, none lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import requests
from django.db.models import Sum

from announcements.models import AnnouncementPage
from portal.visits.models import DailyPageViews, DailyVisits, PageViews

pytestmark = pytest.mark.server

CLIENTS = 8
VIEWS_OF_EACH = 125
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0 ({})"


def test_thousand_views_by_eight_clients_at_once_are_a_thousand(make_portal):
    portal = make_portal("visits", VISITS_RATE="")
    portal.load_demo()
    portal.start_site()
    with portal.orm():
        page = AnnouncementPage.objects.get(
            slug="thuc-hien-de-an-so-07", locale__language_code="vi"
        ).pk
        before = PageViews.objects.get(page_id=page).views
    address = f"http://localhost:{portal.port}/visits/{page}/"
    # Together, so that all of them want to be the first of the day.
    start = Barrier(CLIENTS)

    def read(client: int) -> list[int]:
        session = requests.Session()
        statuses = []
        start.wait()
        for number in range(VIEWS_OF_EACH):
            browser = BROWSER.format(client * VIEWS_OF_EACH + number)
            answer = session.post(address, headers={"User-Agent": browser}, timeout=60)
            statuses.append(answer.status_code)
        return statuses

    with ThreadPoolExecutor(CLIENTS) as threads:
        statuses = [status for task in threads.map(read, range(CLIENTS)) for status in task]

    views = CLIENTS * VIEWS_OF_EACH
    assert statuses == [204] * views
    with portal.orm():
        assert PageViews.objects.get(page_id=page).views - before == views
        # The day may have changed meanwhile.
        assert DailyPageViews.objects.aggregate(views=Sum("views")) == {"views": views}
        sums = DailyVisits.objects.aggregate(views=Sum("views"), visits=Sum("visits"))
        assert sums == {"views": views, "visits": views}
    counts = requests.get(f"{portal.root}/api/v2/visits/?ids={page}", timeout=60).json()
    assert counts["pages"] == {str(page): before + views}
