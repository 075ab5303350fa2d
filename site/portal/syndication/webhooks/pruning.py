"""Removing deliveries that nobody will ask for again."""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from .models import Delivery

DELIVERED_KEPT = timedelta(days=30)
OTHERS_KEPT = timedelta(days=90)


def prune_deliveries() -> None:
    """Remove what ended long ago, but for the last delivery of each endpoint."""
    now = timezone.now()
    last = Delivery.objects.order_by().values("endpoint").annotate(last=Max("pk")).values("last")
    ended = Delivery.objects.exclude(pk__in=list(last.values_list("last", flat=True)))
    ended.filter(state=Delivery.State.DELIVERED, settled_at__lt=now - DELIVERED_KEPT).delete()
    ended.filter(settled_at__lt=now - OTHERS_KEPT).delete()
