"""Deliveries to real receivers on loopback, sent by the dispatcher."""

import json
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from standardwebhooks import Webhook, WebhookVerificationError

from portal.syndication import builder
from portal.syndication.webhooks import dispatcher as dispatching
from portal.syndication.webhooks import pokes, transport
from portal.syndication.webhooks.dispatcher import NEWS, Dispatcher, dispatch
from portal.syndication.webhooks.models import Delivery
from portal.syndication.webhooks.results import Result
from tests.server.processes import free_port, wait_until
from tests.syndication.pages import public_pages

from .endpoints import State, change, dispatch_one_attempt, dispatch_until, endpoint, states
from .receiver import Receiver, answer, hang, redirect, say, wait

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loopback_is_ours(settings):
    settings.WEBHOOK_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def page():
    page = public_pages()[1]
    builder.drain()
    return page


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


def is_settled():
    return not Delivery.objects.filter(state=State.PENDING).exists()


def test_publish_arrives_signed(page, receiver):
    target = endpoint(receiver.url)
    change(page)
    dispatch_until(is_settled)
    [request], [delivery] = receiver.requests, Delivery.objects.all()
    content = Webhook(target.secret).verify(request.body, request.headers)
    assert content == {
        "type": "content.changed",
        "timestamp": content["timestamp"],
        "data": {"next": delivery.cursor},
    }
    assert parse_datetime(content["timestamp"]) == delivery.changed_at
    assert content["timestamp"].endswith("+07:00")
    assert request.headers["webhook-id"] == delivery.message_id
    assert abs(int(request.headers["webhook-timestamp"]) - time.time()) < 60
    assert request.headers["content-type"] == "application/json"


def test_signature_is_of_this_secret_and_this_body(page, receiver):
    target, other = endpoint(receiver.url), endpoint("https://khac.example.vn/")
    pokes.poke(target)
    dispatch_until(is_settled)
    [request] = receiver.requests
    for secret, body in ((other.secret, request.body), (target.secret, request.body + b" ")):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, request.headers)


def test_each_attempt_has_the_same_id_and_body_and_a_signature_of_its_own(page, receiver):
    target = endpoint(receiver.url)
    receiver.behaviours += [answer(500), answer(503)]
    pokes.poke(target)
    now = timezone.now()
    for hour in (0, 1, 4):
        with time_machine.travel(now + timedelta(hours=hour)):
            dispatch_one_attempt()
            # A receiver refuses what was signed more than five minutes ago.
            Webhook(target.secret).verify(receiver.requests[-1].body, receiver.requests[-1].headers)
    assert states() == [State.DELIVERED]
    assert len(set(receiver.ids)) == 1
    assert len({request.body for request in receiver.requests}) == 1
    signatures = {request.headers["webhook-signature"] for request in receiver.requests}
    assert len(signatures) == 3


@pytest.mark.parametrize(("behaviour", "result", "status"), [
    (answer(400, b"sai"), Result.ERROR, 400),
    (answer(500), Result.ERROR, 500),
    (redirect("https://khac.example.vn/"), Result.REDIRECT, 307),
    (say(b"rubbish\r\n"), Result.GARBAGE, None),
    (say(b""), Result.BROKEN_OFF, None),
])  # fmt: skip
def test_attempt_that_failed_says_why_and_comes_again(page, receiver, behaviour, result, status):
    pokes.poke(endpoint(receiver.url))
    receiver.behaviours.append(behaviour)
    delivery = dispatch_one_attempt()
    assert (delivery.state, delivery.result, delivery.status) == (State.PENDING, result, status)
    assert delivery.next_at > timezone.now()
    assert delivery.sentence
    with time_machine.travel(delivery.next_at + timedelta(seconds=1)):
        assert dispatch_one_attempt().state == State.DELIVERED


def test_receiver_that_is_away_for_a_while_gets_what_it_missed(page):
    port = free_port()
    target = endpoint(f"http://localhost:{port}/")
    change(page)
    assert dispatch_one_attempt().result == Result.UNREACHABLE
    change(page)
    change(page)
    with (
        Receiver(port=port) as receiver,
        time_machine.travel(timezone.now() + pokes.NEWS_WAIT + timedelta(seconds=1)),
    ):
        dispatch_until(is_settled)
        bodies = [json.loads(request.body) for request in receiver.requests]
    last = builder.last_build()
    newest = str(pokes.Cursor(target.site_id, pokes.Place(last.last_place, last.token)))
    assert states() == [State.DELIVERED, State.DELIVERED]
    assert bodies[-1]["data"]["next"] == newest


def test_dead_receivers_delay_no_other(page, receiver):
    with Receiver(hang) as dead, Receiver(wait(0.3, answer(200))) as slow:
        for number in range(20):
            endpoint(f"{dead.url}{number}")
        endpoint(f"http://localhost:{free_port()}/")
        good = [endpoint(slow.url), endpoint(receiver.url)]
        change(page)
        done = Delivery.objects.filter(endpoint__in=good, state=State.DELIVERED)
        dispatcher = Dispatcher()
        dispatch_until(lambda: done.count() == 2, dispatcher)
        # All of the dead are being waited for at this moment.
        assert dead.open == 20
        assert Delivery.objects.exclude(lease_until=None).count() == 20
        # And again, while they still are.
        change(page)
        dispatch_until(lambda: done.count() == 4, dispatcher)
        assert dead.most_open == dead.open == 20
        dead.released.set()
        dispatcher.finish()


def test_receiver_gets_one_message_at_a_time(page):
    with Receiver(wait(0.2, answer(200))) as slow:
        endpoint(slow.url)
        dispatcher = Dispatcher()
        for _ in range(4):
            change(page)
            dispatcher.look()
        dispatch_until(is_settled, dispatcher)
        assert slow.most_open == 1
        assert 2 <= len(slow.requests) <= 4
        assert len(set(slow.ids)) == len(slow.ids)


def test_attempt_whose_lease_is_over_is_not_begun_again_beside_itself(page, monkeypatch):
    with Receiver(hang) as dead:
        endpoint(dead.url)
        change(page)
        dispatcher = Dispatcher()
        dispatcher.look()
        wait_until(lambda: dead.open == 1, "the receiver hangs")
        with time_machine.travel(timezone.now() + timedelta(minutes=5)):
            dispatcher.look()
        assert dead.connections == 1
        dead.released.set()
        dispatcher.finish()


def test_secret_that_cannot_be_read_is_told(page, receiver, settings):
    target = endpoint(receiver.url)
    other = endpoint(f"{receiver.url}/khac")
    settings.SECRET_KEY = "another one"
    other.renew_secret()
    change(page)
    dispatch_until(lambda: receiver.requests)
    assert Delivery.objects.get(endpoint=target).result == Result.SECRET
    assert Delivery.objects.get(endpoint=target).state == State.PENDING
    assert receiver.requests[0].line.startswith("POST /hook/khac")


def test_defect_of_ours_is_told_and_tried_again(page, receiver, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("a defect")

    monkeypatch.setattr(dispatching, "post", broken)
    pokes.poke(endpoint(receiver.url))
    delivery = dispatch_one_attempt()
    assert (delivery.state, delivery.result) == (State.PENDING, Result.INTERNAL)
    assert "a defect" in caplog.text


def test_loop_ends_when_it_is_told_to_and_finishes_what_is_on_its_way(page, receiver):
    pokes.poke(endpoint(receiver.url))
    receiver.usual = wait(0.3, answer(200))
    stopping = threading.Event()

    def stop_when_it_came():
        wait_until(lambda: receiver.open, "the message has come")
        stopping.set()
        NEWS.set()

    threading.Thread(target=stop_when_it_came).start()
    dispatch(stopping)
    assert states() == [State.DELIVERED]


def test_deadline_is_shorter_than_the_worker_is_waited_for():
    assert transport.TOTAL_SECONDS < 20
