"""Taking deliveries that are due, with a lease, and writing down how they went.

A worker that is killed leaves a lease that runs out; then the next one sends the message once more,
under the same id.
"""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from secrets import SystemRandom

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import Delivery, Endpoint
from .pokes import drop, pending
from .results import Outcome, Result
from .transport import TOTAL_SECONDS

logger = logging.getLogger(__name__)

# Twice as long as an attempt takes; looking up a name comes to that.
LEASE = timedelta(seconds=2 * TOTAL_SECONDS)
TRIED_FOR = timedelta(hours=24)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=2)
# Receivers that fail together are not to be asked together each time.
JITTER = (0.8, 1.2)

_random = SystemRandom()


def due() -> QuerySet[Delivery]:
    """Return what is to be sent now, those of a lost worker included: one for each endpoint."""
    now = timezone.now()
    waiting = Delivery.objects.filter(state=Delivery.State.PENDING, endpoint__is_active=True)
    earlier = waiting.filter(endpoint=OuterRef("endpoint")).filter(
        Q(begun_at__lt=OuterRef("begun_at"))
        | Q(begun_at=OuterRef("begun_at"), pk__lt=OuterRef("pk"))
    )
    is_free = Q(lease_until=None) | Q(lease_until__lte=now)
    return waiting.filter(is_free, ~Exists(earlier), next_at__lte=now).order_by("next_at", "pk")


def take(busy: Collection[int]) -> list[Delivery]:
    """Take what is due, with a lease; nothing of the endpoints with ids in `busy`."""
    return [taken for row in due().exclude(endpoint__in=busy) if (taken := _take(row))]


def _take(row: Delivery) -> Delivery | None:
    now = timezone.now()
    # The filter repeats what was read: of two workers that see the row, one gets it.
    seen = pending(row.endpoint_id).filter(
        pk=row.pk, attempts=row.attempts, lease_until=row.lease_until
    )
    if not seen.update(attempts=row.attempts + 1, attempted_at=now, lease_until=now + LEASE):
        return None
    # Read again: until this moment the builder may have moved it on, or somebody removed it.
    return Delivery.objects.select_related("endpoint").filter(pk=row.pk).first()


def settle(delivery: Delivery, outcome: Outcome) -> None:
    """Write down how an attempt ended, unless its lease ran out and another one has begun."""
    now = timezone.now()
    values = {
        "lease_until": None,
        "result": outcome.result,
        "status": outcome.status,
        "answer": outcome.answer,
    }
    with transaction.atomic():
        ours = pending(delivery.endpoint_id).filter(pk=delivery.pk, attempts=delivery.attempts)
        if outcome.result is Result.ACCEPTED:
            ours.update(state=Delivery.State.DELIVERED, settled_at=now, **values)
        elif outcome.result is Result.GONE:
            if ours.update(state=Delivery.State.FAILED, settled_at=now, **values):
                Endpoint.objects.filter(pk=delivery.endpoint_id).update(is_active=False)
                drop(delivery.endpoint_id)
        elif (again := next_attempt(delivery.begun_at, now)) is None:
            ours.update(state=Delivery.State.FAILED, settled_at=now, **values)
            logger.error("%s to %s is given up", delivery, delivery.endpoint)
        else:
            ours.update(next_at=again, **values)


def next_attempt(begun_at: datetime, now: datetime) -> datetime | None:
    """Return when to try again what was begun at `begun_at` and has failed `now`.

    The pause is as long as it has lasted already: 5, 5, 10, 20 seconds and so on, two hours at
    most. The last attempt comes when the day is over; after it there is None.
    """
    lasted = now - begun_at
    if lasted >= TRIED_FOR:
        return None
    pause = min(max(lasted, FIRST_PAUSE), LONGEST_PAUSE) * _random.uniform(*JITTER)
    return min(now + pause, begun_at + TRIED_FOR)
