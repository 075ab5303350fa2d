"""Leases, pauses, the end of the day: what is due when, and who gets it."""

from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils import timezone

from portal.syndication import builder
from portal.syndication.webhooks import pokes, taking
from portal.syndication.webhooks.models import Delivery
from portal.syndication.webhooks.results import Outcome, Result
from portal.syndication.webhooks.taking import (
    FIRST_PAUSE,
    JITTER,
    LEASE,
    LONGEST_PAUSE,
    TRIED_FOR,
    due,
    next_attempt,
    settle,
    take,
)
from tests.syndication.pages import public_pages

from .endpoints import State, change, endpoint, states

pytestmark = pytest.mark.django_db

DOWN = Outcome(Result.UNREACHABLE)
TAKEN = Outcome(Result.ACCEPTED, 204)


@pytest.fixture
def page():
    page = public_pages()[1]
    builder.drain()
    return page


@pytest.fixture
def poked(page):
    """An endpoint with a delivery to be sent."""
    receiver = endpoint()
    pokes.poke(receiver)
    return receiver


def attempt(outcome):
    [delivery] = take([])
    settle(delivery, outcome)
    return Delivery.objects.get(pk=delivery.pk)


def test_what_is_taken_is_taken_once(poked):
    [delivery] = take([])
    assert delivery.attempts == 1
    assert delivery.lease_until > timezone.now()
    assert take([]) == []


def test_of_two_workers_that_see_it_one_gets_it(poked):
    [seen] = due()
    [delivery] = take([])
    assert taking._take(seen) is None
    assert Delivery.objects.get().attempts == delivery.attempts == 1


def test_delivery_of_a_lost_worker_is_sent_by_the_next_under_the_same_id(poked):
    [lost] = take([])
    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        [again] = take([])
        assert (again.message_id, again.attempts) == (lost.message_id, 2)
        # The lost worker comes back, and its word counts no more.
        settle(lost, DOWN)
        assert Delivery.objects.get().result == ""
        settle(again, TAKEN)
    assert states() == [State.DELIVERED]


def test_accepted_is_delivered(poked):
    delivery = attempt(TAKEN)
    assert (delivery.state, delivery.status, delivery.result) == (
        State.DELIVERED, 204, Result.ACCEPTED,
    )  # fmt: skip
    assert delivery.settled_at
    assert not due().exists()


def test_pauses_grow_and_the_last_attempt_comes_when_the_day_is_over(poked):
    begun = Delivery.objects.get().begun_at
    moments, now = [], begun
    while states() == [State.PENDING]:
        with time_machine.travel(now + timedelta(milliseconds=1), tick=False):
            moments.append(now)
            now = attempt(DOWN).next_at
    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert FIRST_PAUSE * JITTER[0] <= pauses[0] <= FIRST_PAUSE * JITTER[1]
    assert max(pauses) <= LONGEST_PAUSE * JITTER[1]
    # But for the jitter each is at least as long as the one before; the day's end cuts one off.
    grown = pairwise(pauses[:-1])
    assert all(later >= earlier * JITTER[0] / JITTER[1] for earlier, later in grown)
    assert moments[-1] == begun + TRIED_FOR
    assert 15 <= len(moments) <= 40
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.result) == (State.FAILED, Result.UNREACHABLE)
    assert delivery.attempts == len(moments)


def test_receivers_that_fail_together_are_not_asked_together():
    now = timezone.now()
    moments = {next_attempt(now - timedelta(hours=1), now) for _ in range(20)}
    assert len(moments) > 10
    pauses = [moment - now for moment in moments]
    assert timedelta(minutes=48) <= min(pauses) < max(pauses) <= timedelta(minutes=72)


def test_nothing_is_sent_before_its_time(poked):
    delivery = attempt(DOWN)
    with time_machine.travel(delivery.next_at - timedelta(seconds=1)):
        assert take([]) == []
    with time_machine.travel(delivery.next_at + timedelta(seconds=1)):
        assert len(take([])) == 1


def test_one_at_a_time_and_in_order(page):
    receiver = endpoint()
    change(page)
    [first] = take([])
    change(page)
    assert take([]) == []
    settle(first, DOWN)
    assert take([]) == []
    with time_machine.travel(Delivery.objects.get(pk=first.pk).next_at + timedelta(seconds=1)):
        [again] = take([])
        assert again.pk == first.pk
        settle(again, TAKEN)
        [second] = take([])
        assert second.pk != first.pk
        settle(second, TAKEN)
    assert states() == [State.DELIVERED, State.DELIVERED]
    assert second.cursor == str(pokes.Cursor(receiver.site_id, place_of_last_build()))


def place_of_last_build():
    build = builder.last_build()
    return pokes.Place(build.last_place, build.token)


def test_dead_receiver_never_has_more_than_two_waiting(page):
    endpoint()
    for _ in range(3):
        change(page)
        for delivery in take([]):
            settle(delivery, DOWN)
    assert states() == [State.PENDING, State.PENDING]


def test_what_is_sent_again_does_not_overtake_what_is_on_its_way(page):
    endpoint()
    change(page)
    attempt(DOWN)
    Delivery.objects.update(state=State.FAILED)
    failed = Delivery.objects.get()
    change(page)
    [under_way] = take([])
    assert pokes.send_again(failed)
    assert take([]) == []
    settle(under_way, TAKEN)
    assert [delivery.pk for delivery in take([])] == [failed.pk]


def test_busy_endpoints_are_left_out(poked):
    other = endpoint("https://nhan.example.vn/khac")
    pokes.poke(other)
    assert [delivery.endpoint for delivery in take([poked.pk])] == [other]


def test_receiver_that_is_gone_is_switched_off(page):
    receiver = endpoint()
    change(page)
    [first] = take([])
    change(page)
    settle(first, Outcome(Result.GONE, 410, "Đã chuyển"))
    receiver.refresh_from_db()
    assert not receiver.is_active
    assert states() == [State.FAILED, State.DROPPED]
    change(page)
    assert states() == [State.FAILED, State.DROPPED]


def test_nothing_is_sent_to_what_is_switched_off(poked):
    type(poked).objects.update(is_active=False)
    assert take([]) == []


def test_dropped_while_on_its_way_stays_dropped(poked):
    [delivery] = take([])
    pokes.drop(poked.pk)
    settle(delivery, TAKEN)
    assert states() == [State.DROPPED]
