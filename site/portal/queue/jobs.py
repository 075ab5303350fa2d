"""Putting work into the queue and doing it.

A job is taken with a lease: a worker that is killed leaves a lease that runs out, and the next
worker does the work. So a handler runs at least once and must bear being run twice.
"""

import logging
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from .models import Job

logger = logging.getLogger(__name__)

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}
_names: dict[str, Promise] = {}

# Pauses before the second, third … attempt; after the last one the job has failed.
PAUSES = [timedelta(seconds=s) for s in (10, 60, 300, 1800, 7200, 43200)]


def job(kind: str, name: Promise) -> Callable[[Handler], Handler]:
    """Register the decorated function as what does jobs of `kind`, called `name` in the admin.

    It is called with the arguments that `enqueue` was given, in no transaction of its own.
    """

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        _names[kind] = name
        return handler

    return register


def name_of(kind: str) -> str:
    """Return what the admin calls jobs of `kind`; the kind itself where nobody does them now."""
    return str(_names.get(kind, kind))


def enqueue(kind: str, *, at: datetime | None = None, **arguments: object) -> Job:
    """Write a job in the current transaction and wake the worker when that commits.

    Args:
        kind: a registered kind.
        at: when to do it at the earliest; now if not given.
        **arguments: what the handler gets; values that JSON can hold.

    Raises:
        KeyError: nobody registered `kind`.
    """
    from .tasks import work_off

    if kind not in _handlers:
        raise KeyError(f"no job is called {kind!r}")
    row = Job.objects.create(kind=kind, arguments=arguments, next_at=at or timezone.now())
    if at is None:
        work_off.enqueue()
    return row


def due() -> QuerySet[Job]:
    """Return the jobs to be done now, those of a lost worker included."""
    now = timezone.now()
    ready = Q(state=Job.State.READY, next_at__lte=now)
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=now)
    return Job.objects.filter(ready | abandoned).order_by("next_at", "pk")


def unfinished(kind: str) -> list[dict[str, Any]]:
    """Return the arguments of the jobs of `kind` that wait, run or have failed."""
    rows = Job.objects.filter(kind=kind).exclude(state=Job.State.DONE)
    return list(rows.values_list("arguments", flat=True))


def run_due(seconds: float = 10) -> int:
    """Do what is due, one job after the other; return how many were done.

    After `seconds` no further job is begun: a worker that is told to stop ends what it is doing,
    and must not have a thousand letters before it.
    """
    end = time.monotonic() + seconds
    count = 0
    while time.monotonic() < end and (row := _take()) is not None:
        _run(row)
        count += 1
    return count


def _take() -> Job | None:
    now = timezone.now()
    lease = now + timedelta(seconds=settings.QUEUE_LEASE_SECONDS)
    for row in due()[:20]:
        # The filter repeats what was read: of two workers that see the row, one gets it.
        taken = Job.objects.filter(
            pk=row.pk, state=row.state, attempts=row.attempts, lease_until=row.lease_until
        ).update(state=Job.State.RUNNING, attempts=row.attempts + 1, lease_until=lease)
        if not taken:
            continue
        row.refresh_from_db()
        if row.attempts <= len(PAUSES) + 1:
            return row
        # Only a lost lease leads here: each attempt took the worker with it.
        _fail(row, row.error or "every attempt ended the worker")
    return None


def _run(row: Job) -> None:
    try:
        _handlers[row.kind](**row.arguments)
    except Exception:  # a broken job must not take the worker with it; its row keeps the reason
        logger.exception("%s #%s failed", row.kind, row.pk)
        _give_back(row, traceback.format_exc(limit=-5))
    else:
        # Letters hold links that open accounts: what is done keeps nothing of them.
        _finish(row, state=Job.State.DONE, error="", arguments={})


def _give_back(row: Job, error: str) -> None:
    if row.attempts > len(PAUSES):
        _fail(row, error)
        return
    pause = PAUSES[row.attempts - 1]
    _settle(
        row, state=Job.State.READY, next_at=timezone.now() + pause, lease_until=None, error=error
    )


def _fail(row: Job, error: str) -> None:
    logger.error("%s #%s is given up", row.kind, row.pk)
    _finish(row, state=Job.State.FAILED, error=error)


def _finish(row: Job, **values: object) -> None:
    _settle(row, finished_at=timezone.now(), lease_until=None, **values)


def _settle(row: Job, **values: object) -> None:
    # Only while the lease is ours: after it ran out, another worker's word counts.
    with transaction.atomic():
        Job.objects.filter(pk=row.pk, attempts=row.attempts).update(**values)
