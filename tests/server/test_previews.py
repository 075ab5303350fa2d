"""Front ends that come at once with the same preview link: one gets the draft."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from announcements.models import AnnouncementPage
from portal.models import User
from portal.previewing.front_end import read_front_end
from portal.previewing.links import make_link

pytestmark = pytest.mark.server

FRONT_END = "https://bansao.example.vn/"
CLIENTS = 8
ROUNDS = 5


def test_of_many_who_come_at_once_one_gets_the_draft(make_portal, settings):
    portal = make_portal("previews", HEADLESS_PREVIEW_URL=FRONT_END, API_RATE="")
    portal.load_demo()
    portal.start_site()
    # Links that are made here must be signed as there.
    settings.SECRET_KEY = "django-insecure-demonstration"
    with portal.orm():
        page = AnnouncementPage.objects.first()
        editor = User.objects.get(username="banbientap")
        addresses = [make_link(page, editor, read_front_end(FRONT_END)) for _ in range(ROUNDS)]
    start = Barrier(CLIENTS)

    def redeem(form: dict) -> requests.Response:
        start.wait()
        return requests.post(f"{portal.root}/api/v2/preview/", data=form, timeout=60)

    with ThreadPoolExecutor(CLIENTS) as threads:
        for address in addresses:
            form = dict(parse_qsl(urlsplit(address).fragment))
            answers = list(threads.map(redeem, [form] * CLIENTS))
            statuses = sorted(answer.status_code for answer in answers)
            assert statuses == [200, *[410] * (CLIENTS - 1)]
            [draft] = [answer.json() for answer in answers if answer.status_code == 200]
            assert draft["title"] == page.title
