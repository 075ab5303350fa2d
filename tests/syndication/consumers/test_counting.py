"""Counts by day: from the shared cache into the database, each once, by the worker."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone

from portal.queue import clock
from portal.queue.models import Heartbeat
from portal.syndication.consumers.counting import (
    DAYS_KEPT,
    count_request,
    prune_days,
    store_counts,
)
from portal.syndication.consumers.models import Consumer, DailyRequests

from .tokens import with_token

pytestmark = pytest.mark.django_db

NEARLY_MIDNIGHT = datetime(2026, 11, 26, 23, 59, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def consumer():
    return with_token()[0]


def counted():
    """Return consumer, answered, unchanged and refused of each day that is stored."""
    names = ("consumer", "answered", "unchanged", "refused")
    return list(DailyRequests.objects.order_by("day", "consumer").values_list(*names))


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, (1, 0, 0)), (304, (0, 1, 0)), (429, (0, 0, 1)), (400, (1, 0, 0)), (500, (1, 0, 0))],
)
def test_request_counts_as_it_was_answered(consumer, status, expected):
    count_request(consumer.pk, status)
    store_counts()
    assert counted() == [(consumer.pk, *expected)]


def test_counts_are_stored_once_and_added_to_those_of_the_day(consumer):
    for _ in range(3):
        count_request(consumer.pk, 200)
    store_counts()
    store_counts()
    assert counted() == [(consumer.pk, 3, 0, 0)]
    count_request(consumer.pk, 200)
    count_request(consumer.pk, 304)
    store_counts()
    assert counted() == [(consumer.pk, 4, 1, 0)]


def test_each_consumer_has_its_own_counts(consumer):
    other, _ = with_token()
    count_request(consumer.pk, 200)
    count_request(other.pk, 304)
    store_counts()
    assert counted() == [(consumer.pk, 1, 0, 0), (other.pk, 0, 1, 0)]


def test_request_belongs_to_the_day_on_which_it_came(consumer):
    with time_machine.travel(NEARLY_MIDNIGHT, tick=False) as now:
        count_request(consumer.pk, 200)
        now.shift(60)
        count_request(consumer.pk, 304)
        store_counts()
    days = DailyRequests.objects.order_by("day")
    assert [f"{day.day:%d/%m}" for day in days] == ["26/11", "27/11"]
    assert counted() == [(consumer.pk, 1, 0, 0), (consumer.pk, 0, 1, 0)]


def test_last_use_is_known_to_the_minute_and_stays(consumer):
    store_counts()
    assert Consumer.objects.get().last_used_at is None
    with time_machine.travel(NEARLY_MIDNIGHT, tick=False) as now:
        count_request(consumer.pk, 200)
        store_counts()
        used = timezone.now()
        now.shift(60)
        store_counts()
    assert Consumer.objects.get().last_used_at == used


def test_what_cannot_be_stored_is_stored_later(consumer, monkeypatch):
    count_request(consumer.pk, 200)
    count_request(consumer.pk, 304)

    def locked(*args, **kwargs):
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(DailyRequests.objects, "get_or_create", locked)
        with pytest.raises(OperationalError):
            store_counts()
    assert counted() == []
    store_counts()
    assert counted() == [(consumer.pk, 1, 1, 0)]


def test_cache_that_was_emptied_loses_what_was_not_stored_and_nothing_else(consumer):
    count_request(consumer.pk, 200)
    store_counts()
    count_request(consumer.pk, 200)
    cache.clear()
    store_counts()
    count_request(consumer.pk, 200)
    store_counts()
    assert counted() == [(consumer.pk, 2, 0, 0)]


def test_counts_of_a_consumer_that_was_deleted_are_nobodys(consumer):
    count_request(consumer.pk, 200)
    consumer.delete()
    store_counts()
    assert counted() == []


def test_worker_stores_counts_with_its_clock(consumer):
    Heartbeat.beat("prune")
    count_request(consumer.pk, 200)
    clock.tick()
    assert counted() == [(consumer.pk, 1, 0, 0)]


def test_old_days_are_removed_each_hour(consumer):
    today = timezone.localdate()
    for age in (0, DAYS_KEPT, DAYS_KEPT + 1):
        DailyRequests.objects.create(consumer=consumer, day=today - timedelta(days=age))
    clock.each_hour()
    assert DailyRequests.objects.count() == 2
    prune_days()
    assert DailyRequests.objects.count() == 2
