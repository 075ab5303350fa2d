"""How the deliveries stand, for the lists of the admin, its dashboard and a monitor."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from .models import Delivery, Endpoint
from .results import Result
from .taking import due

SHOWN = 50


def with_last_attempt(endpoints: QuerySet[Endpoint]) -> QuerySet[Endpoint]:
    """Have each of `endpoints` bring what was sent to it last, as a list of one, or of none."""
    attempted = Delivery.objects.exclude(attempted_at=None).order_by("-attempted_at", "-pk")
    return endpoints.prefetch_related(
        Prefetch("deliveries", queryset=attempted[:1], to_attr="last_attempted")
    )


def latest(endpoint: Endpoint) -> QuerySet[Delivery]:
    """Return what an endpoint was sent lately or will be, the last to have begun first."""
    return Delivery.objects.filter(endpoint=endpoint)[:SHOWN]


def given_up() -> QuerySet[Delivery]:
    """Return the deliveries that failed and concern somebody still, the last ones first.

    A later one that arrived makes up for them, since the receiver then read the feed; of several
    that failed the last one stands for all. Who was switched off by hand is nobody's concern.
    """
    later = Delivery.objects.filter(
        endpoint=OuterRef("endpoint"),
        state__in=[Delivery.State.DELIVERED, Delivery.State.FAILED],
        settled_at__gt=OuterRef("settled_at"),
    )
    concerns = Q(endpoint__is_active=True) | Q(result=Result.GONE)
    failed = Delivery.objects.filter(concerns, ~Exists(later), state=Delivery.State.FAILED)
    return failed.select_related("endpoint").order_by("-settled_at", "-pk")


def due_since() -> datetime | None:
    """Return since when the oldest delivery that is due has been; None where none is."""
    return due().values_list("next_at", flat=True).first()
