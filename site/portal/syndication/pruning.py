"""Cursors live for a year: builds at whose places no item stands are kept as long."""

from datetime import timedelta

from django.utils import timezone

from .models import Build

CURSORS_LIVE = timedelta(days=366)


def prune_builds() -> None:
    """Remove builds that gave out no cursor which somebody may still hold.

    A feed's end may be years old, and its cursor is given out today: what still has an item, and
    the latest build, never goes.
    """
    now = timezone.now()
    latest = Build.objects.order_by("-pk").values_list("pk", flat=True)[:1]
    # The one at place 0 is where every first pass begins.
    unused = Build.objects.filter(items=None).exclude(pk__in=list(latest)).exclude(last_place=0)
    unused.filter(unused_since__lt=now - CURSORS_LIVE).delete()
    unused.filter(unused_since=None).update(unused_since=now)
