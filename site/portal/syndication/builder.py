"""The builder: from marks to published items, in short transactions, one builder at a time.

What is built, is built from committed data whose marks were read before: a change that comes later
leaves its own mark, and what it touches is not served until the next build has seen it.
"""

import logging
import secrets
import time
import traceback
from collections.abc import Iterable
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from .listeners import LISTENERS
from .locking import BusyError, builder_lock
from .models import REPRESENTATION, Build, Mark, PublishedItem, StoreVersion
from .purging import purge_changed
from .registry import SOURCES
from .representing import represent_items
from .spreading import spread_marks
from .writing import Writer

logger = logging.getLogger(__name__)

BATCH = 80
PATIENCE = 1.0
PAUSE = 0.02
TURN_OF_OTHERS = 0.05
RETRY_AFTER = timedelta(minutes=5)


def work(
    seconds: float = 2.0, batch: int = BATCH, patience: float = PATIENCE, *, prepares: bool = True
) -> int:
    """Build what waits, until nothing does or the time is over; return how many items were built.

    Args:
        seconds: after which no further batch is begun.
        batch: how many items one transaction builds.
        patience: seconds to wait for another writer of SQLite.
        prepares: whether what takes long is done too; who waits for an answer leaves it to others.
    """
    end = time.monotonic() + seconds
    count = 0
    while is_waiting():
        try:
            prepared = prepare(batch, patience) if prepares else None
            built = build_batch(batch, patience, prepared)
        except BusyError:
            break
        count += built
        if not built or time.monotonic() > end:
            break
        _let_others_write()
    return count


def _let_others_write() -> None:
    """Leave SQLite's one lock alone for a moment: who waits for it looks only now and then."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(TURN_OF_OTHERS)


def drain() -> int:
    """Build until nothing waits, while other builders may work; return how many were built."""
    count = 0
    while is_waiting():
        built = work()
        count += built
        if not built:
            time.sleep(PAUSE)
    return count


def is_waiting() -> bool:
    """Tell whether there is something to build."""
    return Mark.objects.exists() or waiting_items().exists()


def waiting_items() -> QuerySet[PublishedItem]:
    """Return the items that are to be built, those excepted of which only a mark tells."""
    other_version = Q(schema__lt=REPRESENTATION) | Q(schema__gt=REPRESENTATION)
    waits = Q(stale_since__isnull=False) | other_version | Q(valid_until__lte=timezone.now())
    is_put_off = Q(retry_at__gt=timezone.now())
    items = PublishedItem.objects.filter(waits & ~is_put_off, is_tracked=True)
    return items.order_by("stale_since", "pk").defer("body")


def prepare(batch: int = BATCH, patience: float = PATIENCE) -> list[int]:
    """Do what takes long and needs no lock; return the ids of the items that are prepared.

    Raises:
        BusyError: another builder is at work.
    """
    if Mark.objects.exists():
        with builder_lock(patience):
            spread_marks()
    prepared: list[int] = []
    for source in SOURCES.values():
        if source.prepare is None:
            continue
        waiting = waiting_items().filter(endpoint=source.endpoint)
        ids = dict(waiting.values_list("pk", "object_id")[:batch])
        if ids:
            source.prepare(ids.values())
            prepared += ids
    return prepared


def build_batch(
    batch: int = BATCH, patience: float = PATIENCE, prepared: list[int] | None = None
) -> int:
    """Build up to `batch` items in one transaction; return how many there were.

    What has been prepared comes first: other items show it. An item that cannot be built holds up
    no other: it is tried again later, and until then the feed ends before it.

    Args:
        batch: how many items at most.
        patience: seconds to wait for another writer of SQLite.
        prepared: the items of what has to be prepared that are; None where nobody has the time for
            it, and then nothing is built while any of these waits.

    Raises:
        BusyError: another builder is at work.
    """
    with builder_lock(patience):
        spread_marks()
        slow = [source.endpoint for source in SOURCES.values() if source.prepare]
        waiting = waiting_items()
        if prepared is None and waiting.filter(endpoint__in=slow).exists():
            return 0
        items = list(waiting.filter(pk__in=prepared or [])[:batch])
        if len(items) < batch:
            items += waiting.exclude(endpoint__in=slow)[: batch - len(items)]
        if items:
            _build_apart(items)
    return len(items)


def _build_apart(items: list[PublishedItem]) -> None:
    try:
        with transaction.atomic():
            build(items)
    except OperationalError:
        # The database itself: the whole transaction is to be tried again.
        raise
    except Exception:
        logger.exception("%s could not be built", items[0] if len(items) == 1 else "a batch")
        if len(items) == 1:
            _put_off(items[0], traceback.format_exc(limit=-5))
            return
        for item in items:
            _build_apart([PublishedItem.objects.defer("body").get(pk=item.pk)])


def _put_off(item: PublishedItem, error: str) -> None:
    now = timezone.now()
    PublishedItem.objects.filter(pk=item.pk).update(
        error=error, retry_at=now + RETRY_AFTER, stale_since=item.stale_since or now
    )


def build(items: Iterable[PublishedItem]) -> list[PublishedItem]:
    """Build `items` under the builder's lock; return those whose public face has changed."""
    items = list(items)
    StoreVersion.objects.update(number=secrets.randbits(62))
    writer = Writer(represent_items(items))
    changed = writer.write(items)
    if changed:
        purge_changed(writer.addresses)
        for listener in LISTENERS:
            listener(changed)
    return changed


def last_build() -> Build | None:
    """Return the latest build that gave out cursors."""
    return Build.objects.order_by("-pk").first()
