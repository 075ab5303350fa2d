"""Writing deliveries: with each build, in its transaction, and where an editor asks for one.

A message says no more than that the feed has gone on. So one that nobody has been sent yet may be
moved on to where the feed stands now; one that was sent, perhaps taken in, never changes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.transaction import on_commit
from django.utils import timezone

from portal.syndication.builder import last_build
from portal.syndication.cursors import Cursor, Place
from portal.syndication.models import Build, PublishedItem

from .models import Delivery, Endpoint

# A receiver that was away is tried again that soon after news, however long its pause is by now.
NEWS_WAIT = timedelta(minutes=1)


def announce(items: Sequence[PublishedItem]) -> None:
    """Write a delivery for each endpoint that one of `items`, built together, concerns."""
    build = items[0].build
    if build is None:
        return
    # Locked: one that is removed in this very moment would undo the build.
    active = Endpoint.objects.filter(is_active=True).select_for_update(no_key=True)
    concerned = [endpoint for endpoint in active if any(endpoint.wants(item) for item in items)]
    _write(concerned, build, timezone.now() + NEWS_WAIT)


def poke(endpoint: Endpoint) -> None:
    """Write a delivery of where the feed stands now; what waits at the endpoint is sent at once."""
    build = last_build()
    if build is not None:
        _write([endpoint], build, timezone.now())


def send_again(delivery: Delivery) -> bool:
    """Try a delivery that has failed for another day; tell whether it had."""
    now = timezone.now()
    again = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.FAILED).update(
        state=Delivery.State.PENDING, begun_at=now, next_at=now, lease_until=None, settled_at=None
    )
    _hasten(pending(delivery.endpoint_id), now)
    return bool(again)


def drop(endpoint_id: int) -> None:
    """Leave unsent what waits at an endpoint that is switched off."""
    pending(endpoint_id).update(
        state=Delivery.State.DROPPED, settled_at=timezone.now(), lease_until=None
    )


def pending(endpoint_id: int) -> QuerySet[Delivery]:
    """Return what waits at an endpoint."""
    return Delivery.objects.filter(endpoint=endpoint_id, state=Delivery.State.PENDING)


def _write(endpoints: Iterable[Endpoint], build: Build, at_the_latest: datetime) -> None:
    new = []
    for endpoint in endpoints:
        place = Place(build.last_place, build.token)
        news = {"cursor": str(Cursor(endpoint.site_id, place)), "changed_at": build.built_at}
        waiting = pending(endpoint.pk)
        _hasten(waiting.exclude(attempts=0), at_the_latest)
        # Whoever takes one writes an attempt first: it is moved no more. Nor is any moved back.
        unsent = waiting.filter(attempts=0, changed_at__lte=build.built_at)
        if not unsent.update(**news):
            new.append(Delivery(endpoint=endpoint, **news))
    Delivery.objects.bulk_create(new)
    on_commit(wake)


def _hasten(waiting: QuerySet[Delivery], at_the_latest: datetime) -> None:
    waiting.filter(next_at__gt=at_the_latest).update(next_at=at_the_latest)


def wake() -> None:
    """Have the dispatcher look, where it runs in this process; elsewhere it looks by itself."""
    from .dispatcher import NEWS

    NEWS.set()
