"""From marks to the items that they concern: those that depend on a key, and new objects."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone
from wagtail.models import Page

from portal.dependencies import row_prefix

from .models import Mark, PublishedItem, StoreVersion
from .registry import EVERYTHING, SOURCES, Source

MARKS_AT_ONCE = 2000
CHUNK = 1000

# Items stay in their place while they wait: what waits is not served and never stepped over.
_STALE = """
    UPDATE syndication_publisheditem
    SET stale_since = COALESCE(stale_since, %s), retry_at = NULL
    WHERE (stale_since IS NULL OR retry_at IS NOT NULL) AND is_tracked AND id IN (
        SELECT dependency.item_id FROM syndication_dependency AS dependency
        JOIN syndication_mark AS mark ON mark.key = dependency.key
        WHERE mark.id IN ({ids})
    )
"""


def spread_marks() -> int:
    """Make what the marks concern wait to be built, and remove these marks; return how many.

    Only under the builder's lock: nobody else removes marks or changes what items depend on.
    """
    marks = list(Mark.objects.order_by("pk")[:MARKS_AT_ONCE])
    if not marks:
        return 0
    StoreVersion.objects.update(number=secrets.randbits(62))
    keys = {mark.key for mark in marks}
    oldest = min(mark.created_at for mark in marks)
    if EVERYTHING in keys:
        # Everything that there is, so that any other mark of now is answered as well.
        for source in SOURCES.values():
            for ids in ids_of(source):
                track(source, ids)
        tracked = PublishedItem.objects.filter(is_tracked=True)
        tracked.filter(stale_since=None).update(stale_since=oldest)
        tracked.exclude(retry_at=None).update(retry_at=None)
    else:
        for source in SOURCES.values():
            track(source, _ids_among(source, keys))
        _spread(marks, oldest)
    # By id: marks become visible in another order than that of their ids.
    Mark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    return len(marks)


def _spread(marks: list[Mark], oldest: datetime) -> None:
    moment = connection.ops.adapt_datetimefield_value(oldest)
    places = ", ".join(["%s"] * len(marks))
    with connection.cursor() as cursor:
        cursor.execute(_STALE.format(ids=places), [moment, *(mark.pk for mark in marks)])


def track(source: Source, ids: Iterable[int]) -> None:
    """Add an item, to be built, for each of the objects that has none yet."""
    wanted = set(ids)
    if not wanted:
        return
    items = PublishedItem.objects.filter(endpoint=source.endpoint, is_tracked=True)
    wanted -= set(items.filter(object_id__in=wanted).values_list("object_id", flat=True))
    existing = objects_of(source).filter(pk__in=wanted).values_list("pk", flat=True)
    now = timezone.now()
    wanted = set(existing)
    # What was withdrawn under no site or language is taken up again, not added a second time.
    again = PublishedItem.objects.filter(
        endpoint=source.endpoint, object_id__in=wanted, site_id=0, locale=""
    )
    taken = set(again.values_list("object_id", flat=True))
    again.update(is_tracked=True, stale_since=now)
    PublishedItem.objects.bulk_create(
        PublishedItem(endpoint=source.endpoint, object_id=pk, stale_since=now)
        for pk in sorted(wanted - taken)
    )


def objects_of(source: Source) -> QuerySet[Model]:
    """Return all objects of `source`, public or not; the root of all pages is none."""
    objects: QuerySet[Model] = source.model._default_manager.order_by("pk")
    return objects.filter(depth__gt=1) if source.model is Page else objects


def ids_of(source: Source, size: int = CHUNK) -> Iterator[list[int]]:
    """Yield the ids of all objects of `source` in order, `size` at a time."""
    last = 0
    while True:
        ids = list(objects_of(source).filter(pk__gt=last).values_list("pk", flat=True)[:size])
        if not ids:
            return
        yield ids
        last = ids[-1]


def _ids_among(source: Source, keys: set[str]) -> set[int]:
    """Return the ids of the objects of `source` that `keys` name themselves."""
    prefix = row_prefix(source.model)
    return {int(key.removeprefix(prefix)) for key in keys if key.startswith(prefix)}
