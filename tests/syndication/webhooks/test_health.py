"""What a monitor is told of webhooks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.queue.models import Heartbeat
from portal.syndication import builder
from portal.syndication.webhooks import pokes
from portal.syndication.webhooks.models import Delivery, Endpoint
from portal.syndication.webhooks.results import Outcome, Result
from portal.syndication.webhooks.taking import settle, take

from .endpoints import State, endpoint

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _worker():
    builder.drain()
    Heartbeat.beat("clock")


def health(client):
    response = client.get("/healthz")
    answer = response.json()
    said = tuple(answer[name] for name in ("webhooks", "webhooks_age", "webhooks_given_up"))
    return response.status_code, said


def poked(minutes):
    """Have a delivery have been due for so long."""
    pokes.poke(endpoint())
    Delivery.objects.update(next_at=timezone.now() - timedelta(minutes=minutes))


def test_without_webhooks_all_is_well(client):
    assert health(client) == (200, ("ok", 0, 0))


def test_what_nobody_sends_is_an_alarm(client):
    poked(minutes=9)
    assert health(client)[0] == 200
    Delivery.objects.update(next_at=timezone.now() - timedelta(minutes=11))
    status, (state, age, _) = health(client)
    assert (status, state) == (503, "late")
    assert 660 <= age < 720
    Endpoint.objects.update(is_active=False)
    assert health(client) == (200, ("ok", 0, 0))


def test_what_waits_behind_a_receiver_that_is_down_is_none(client):
    poked(minutes=60)
    [delivery] = take([])
    settle(delivery, Outcome(Result.UNREACHABLE))
    Delivery.objects.create(
        endpoint=delivery.endpoint,
        cursor="1",
        changed_at=timezone.now(),
        next_at=timezone.now() - timedelta(hours=1),
    )
    assert health(client) == (200, ("ok", 0, 0))


def test_what_was_given_up_is_counted_and_no_alarm(client):
    poked(minutes=1)
    Delivery.objects.update(state=State.FAILED, settled_at=timezone.now(), result=Result.TIMEOUT)
    assert health(client) == (200, ("ok", 0, 1))
