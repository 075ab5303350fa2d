"""docs/examples/mirror.py with --listen: it wakes on a webhook and reads the feed for truth."""

import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests
from standardwebhooks import Webhook

from announcements.models import AnnouncementPage
from portal.syndication.webhooks.models import new_secret
from portal.syndication.webhooks.sealing import seal
from tests.databases import ROOT
from tests.server.processes import Process, free_port, wait_until
from tests.syndication.mirror_copy import Copy
from tests.syndication.mirror_feed import PAGE, PlayedPortal

from .endpoints import endpoint

SELDOM = ("--interval", "600")
COPIED_WITHIN = 2.0
SEED = "thuc-hien-de-an-so-07"
POKES = ROOT / "docs" / "examples" / "pokes.py"


class Mirror:
    """A mirror that listens; `poke` does what the portal does."""

    def __init__(self, copy: Copy) -> None:
        self.copy, self.secret, self.port = copy, new_secret(), free_port()
        self.process: Process = copy.follow(
            *SELDOM, "--listen", f"127.0.0.1:{self.port}", WEBHOOK_SECRET=self.secret
        )
        self.process.wait_until(copy.is_whole, "the first pass is over")

    def poke(self, *, secret: str = "", body: bytes = b"{}", **headers: str) -> int:
        """Send a message; return the status of the answer."""
        now = datetime.now(UTC)
        signed = {
            "webhook-id": "msg_1",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret or self.secret).sign("msg_1", now, body.decode()),
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        address = f"http://127.0.0.1:{self.port}/"
        return requests.post(address, body, headers=signed, timeout=30).status_code


@pytest.fixture
def played() -> Iterator[PlayedPortal]:
    with PlayedPortal() as portal:
        portal.publish(PAGE, 1, title="Thông báo số 1")
        yield portal


@pytest.fixture
def mirror(played, tmp_path) -> Iterator[Mirror]:
    mirror = Mirror(Copy(played.url, tmp_path))
    yield mirror
    mirror.process.kill()


def test_poke_wakes_it(played, mirror):
    for number in range(2, 5):
        played.publish(PAGE, number, title=f"Thông báo số {number}")
        assert mirror.poke() == 204
        wait_until(lambda: mirror.copy.items() == played.public(), "the copy is what is public")


def test_signature_of_a_new_and_an_old_secret_may_stand_side_by_side(played, mirror):
    played.publish(PAGE, 2, title="Thông báo số 2")
    now = datetime.now(UTC)
    both = " ".join(Webhook(one).sign("msg_1", now, "{}") for one in (new_secret(), mirror.secret))
    assert mirror.poke(webhook_signature=both) == 204
    wait_until(lambda: mirror.copy.items() == played.public(), "the copy is what is public")


def test_strangers_do_not_wake_it(played, mirror):
    asked = len(played.asked)
    old = datetime.now(UTC) - timedelta(minutes=6)
    statuses = [
        mirror.poke(secret=new_secret()),
        mirror.poke(webhook_signature="v1,AAAA"),
        mirror.poke(webhook_signature="rubbish \xe1 v1"),
        mirror.poke(webhook_id="msg_2"),
        mirror.poke(webhook_timestamp="yesterday"),
        mirror.poke(
            webhook_timestamp=str(int(old.timestamp())),
            webhook_signature=Webhook(mirror.secret).sign("msg_1", old, "{}"),
        ),
        mirror.poke(body=b"." * 5000),
        requests.get(f"http://127.0.0.1:{mirror.port}/", timeout=30).status_code,
    ]
    assert statuses == [401, 401, 401, 401, 401, 401, 413, 501]
    # It would have asked by now: the next one that is signed is answered behind them.
    assert len(played.asked) == asked
    assert mirror.poke() == 204
    wait_until(lambda: len(played.asked) == asked + 1, "it asks once")


def test_listener_alone_says_that_something_has_changed(tmp_path):
    secret, port = new_secret(), free_port()
    process = Process(
        [sys.executable, str(POKES), f"127.0.0.1:{port}"],
        environment={**os.environ, "WEBHOOK_SECRET": secret},
        log=tmp_path / "pokes.log",
    )
    try:
        now = datetime.now(UTC)
        headers = {
            "webhook-id": "msg_1",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(secret).sign("msg_1", now, "{}"),
        }

        def is_taken() -> bool:
            try:
                address = f"http://127.0.0.1:{port}/"
                return requests.post(address, b"{}", headers=headers, timeout=30).status_code == 204
            except requests.ConnectionError:
                return False

        process.wait_until(is_taken, "it listens")
        process.wait_until(lambda: "something has changed" in process.output(), "it says so")
    finally:
        process.kill()


@pytest.mark.server
def test_publish_of_the_demonstration_is_copied_at_once(make_portal, tmp_path, settings):
    portal = make_portal(
        "poked",
        API_RATE="",
        WEBHOOK_ALLOWED_NETWORKS="127.0.0.0/8",
        SECRET_KEY=settings.SECRET_KEY,
    )
    portal.load_demo()
    portal.start_site()
    portal.start_worker()
    mirror = Mirror(Copy(portal.root, tmp_path, "--limit", "200"))
    try:
        with portal.orm():
            endpoint(f"http://localhost:{mirror.port}/", sealed_secret=seal(mirror.secret))
            page = AnnouncementPage.objects.get(slug=SEED, locale__language_code="vi")
            took = [seconds_until_copied(page, f"Đề án số {n}", mirror) for n in range(5)]
        public = requests.get(f"{portal.root}/api/v2/pages/{page.pk}/", timeout=30)
    finally:
        mirror.process.kill()
    assert mirror.copy.items()[PAGE, page.pk] == public.content
    # The quickest shows what is needed, the others what the machine does besides.
    assert min(took) < COPIED_WITHIN, took


def seconds_until_copied(page: AnnouncementPage, title: str, mirror: Mirror) -> float:
    """Publish `page` under `title`; return the seconds until the copy has it."""
    page.title = title
    page.save_revision().publish()
    published = time.monotonic()

    def is_copied() -> bool:
        copied = mirror.copy.items().get((PAGE, page.pk), b"{}")
        return json.loads(copied).get("title") == title

    mirror.process.wait_until(is_copied, "the page is copied")
    return time.monotonic() - published
