"""Webhooks of the portal as processes: quick, and not lost with a worker that is killed."""

import json
import signal
import time
from collections.abc import Iterator

import pytest
from standardwebhooks import Webhook
from wagtail.models import Page

from portal.syndication import builder
from portal.syndication.webhooks import pokes
from portal.syndication.webhooks.models import Delivery, Endpoint
from portal.syndication.webhooks.taking import LEASE
from tests.server.processes import PATIENCE, Portal, wait_until
from tests.syndication.pages import public_pages

from .endpoints import State, endpoint
from .receiver import Receiver, answer, hang, wait

pytestmark = pytest.mark.server

KNOWN_WITHIN = 2.0
STOPPED_WITHIN = 20


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def portal(make_portal, settings) -> Portal:
    # Secrets that are sealed here are read there.
    return make_portal(
        "webhooks", WEBHOOK_ALLOWED_NETWORKS="127.0.0.0/8", SECRET_KEY=settings.SECRET_KEY
    )


def poked(target: Endpoint) -> Delivery:
    """Write a delivery to `target`."""
    pokes.poke(target)
    return Delivery.objects.get(endpoint=target)


def is_delivered(delivery: Delivery) -> bool:
    delivery.refresh_from_db()
    return delivery.state == State.DELIVERED


def test_publish_is_known_at_the_receiver_within_two_seconds(portal, receiver):
    with portal.orm(), Receiver(hang) as dead:
        page = public_pages()[1]
        builder.drain()
        # They hold up neither the builder nor the one that listens.
        for number in range(5):
            endpoint(f"{dead.url}{number}")
        target = endpoint(receiver.url)
        portal.start_worker()
        took = [seconds_until_known(page, f"Kỳ họp thứ {number}", receiver) for number in range(5)]
        assert dead.open == 5
        dead.released.set()
        for request in receiver.requests:
            Webhook(target.secret).verify(request.body, request.headers)
    # The quickest shows what the portal needs, the others what the machine does besides.
    assert min(took) < KNOWN_WITHIN, took


def seconds_until_known(page: Page, title: str, receiver: Receiver) -> float:
    """Publish `page` under `title`; return the seconds until the receiver had a message."""
    known = len(receiver.requests)
    page.title = title
    page.save_revision().publish()
    published = time.time()
    wait_until(lambda: len(receiver.requests) > known, "the message comes")
    return receiver.requests[known].at - published


def test_worker_that_is_killed_in_a_delivery_loses_none(portal, receiver):
    with portal.orm():
        builder.drain()
        receiver.behaviours.append(hang)
        delivery = poked(endpoint(receiver.url))
        killed = portal.start_worker()
        killed.wait_until(lambda: receiver.open, "the worker is in the middle of the delivery")
        killed.kill()
        delivery.refresh_from_db()
        assert (delivery.state, delivery.attempts) == (State.PENDING, 1)
        lost = time.monotonic()

        portal.start_worker()

        wait_until(lambda: is_delivered(delivery), "the next worker delivers it")
        assert time.monotonic() - lost < LEASE.total_seconds() + PATIENCE / 2
        assert delivery.attempts == 2
    assert receiver.ids == [delivery.message_id] * 2


def test_delivery_that_nobody_has_taken_is_not_lost_either(portal, receiver):
    """The worker dies between the build and the delivery."""
    with portal.orm():
        endpoint(receiver.url)
        public_pages()
        builder.drain()
        assert Delivery.objects.get().attempts == 0
        portal.start_worker()
        wait_until(lambda: is_delivered(Delivery.objects.get()), "it is delivered")
    assert json.loads(receiver.requests[0].body)["type"] == "content.changed"


def test_sigterm_lets_a_delivery_end(portal, receiver):
    with portal.orm():
        builder.drain()
        receiver.usual = wait(2, answer(200))
        delivery = poked(endpoint(receiver.url))
        worker = portal.start_worker()
        worker.wait_until(lambda: receiver.open, "the worker is in the middle of the delivery")

        worker.send(signal.SIGTERM)

        assert worker.wait(STOPPED_WITHIN) == 0
        assert is_delivered(delivery)
        assert delivery.attempts == 1


def test_sigterm_is_not_held_up_by_a_receiver_that_hangs(portal, receiver):
    with portal.orm():
        builder.drain()
        receiver.usual = hang
        poked(endpoint(receiver.url))
        worker = portal.start_worker()
        worker.wait_until(lambda: receiver.open, "the worker is in the middle of the delivery")

        worker.send(signal.SIGTERM)

        assert worker.wait(STOPPED_WITHIN) == 0
        assert worker.members() == []
        assert Delivery.objects.get().state == State.PENDING


def test_two_workers_send_each_message_once(portal, receiver):
    with portal.orm():
        builder.drain()
        receiver.usual = wait(0.3, answer(200))
        targets = [endpoint(f"{receiver.url}/{number}") for number in range(20)]
        for target in targets:
            pokes.poke(target)
        for _ in range(2):
            portal.start_worker()
        delivered = Delivery.objects.filter(state=State.DELIVERED)
        wait_until(lambda: delivered.count() == len(targets), "all are delivered")
        assert set(Delivery.objects.values_list("attempts", flat=True)) == {1}
    assert len(receiver.ids) == len(set(receiver.ids)) == len(targets)
