"""How much each consumer asks: counted in the shared cache, stored each minute by the worker.

So a request writes nothing into the database. What is lost with the cache are the counts of a
minute.
"""

from datetime import date, timedelta
from http import HTTPStatus

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from portal.counters import raise_counter, take_counter

from .models import Consumer, DailyRequests

DAYS_KEPT = 400
# A worker that stands still for longer than this loses what was counted meanwhile.
SECONDS_KEPT = 2 * 86400

_ANSWERED = "answered"
_OTHERWISE = {HTTPStatus.NOT_MODIFIED: "unchanged", HTTPStatus.TOO_MANY_REQUESTS: "refused"}
OUTCOMES = (_ANSWERED, *_OTHERWISE.values())


def count_request(consumer_id: int, status: int) -> None:
    """Count a request of a consumer that was answered with `status`."""
    outcome = _OTHERWISE.get(HTTPStatus(status), _ANSWERED)
    raise_counter(_key(consumer_id, timezone.localdate(), outcome), SECONDS_KEPT)


def store_counts() -> None:
    """Store what was counted since the last time; two workers at once share it between them.

    Raises:
        DatabaseError: nothing can be stored now; the counts stay where they were.
    """
    today = timezone.localdate()
    for consumer_id in Consumer.objects.order_by("pk").values_list("pk", flat=True):
        for day in (today - timedelta(days=1), today):
            taken = {name: take_counter(_key(consumer_id, day, name)) for name in OUTCOMES}
            if any(taken.values()):
                _store(consumer_id, day, taken)


def prune_days() -> None:
    """Remove the days that are long over."""
    last = timezone.localdate() - timedelta(days=DAYS_KEPT)
    DailyRequests.objects.filter(day__lt=last).delete()


def _store(consumer_id: int, day: date, taken: dict[str, int]) -> None:
    raised = {name: F(name) + number for name, number in taken.items()}
    try:
        with transaction.atomic():
            DailyRequests.objects.get_or_create(consumer_id=consumer_id, day=day)
            DailyRequests.objects.filter(consumer_id=consumer_id, day=day).update(**raised)
            Consumer.objects.filter(pk=consumer_id).update(last_used_at=timezone.now())
    except DatabaseError:
        for name, number in taken.items():
            if number:
                raise_counter(_key(consumer_id, day, name), SECONDS_KEPT, number)
        raise


def _key(consumer_id: int, day: date, outcome: str) -> str:
    return f"consumers:{consumer_id}:{day}:{outcome}"
