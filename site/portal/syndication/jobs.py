"""What the queue does for the store."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.queue.jobs import enqueue, job

from .models import Reconciliation

KEPT = timedelta(days=90)


def enqueue_reconciliation() -> None:
    """Have the store compared with what is public; by the clock, each hour."""
    Reconciliation.objects.filter(started_at__lt=timezone.now() - KEPT).delete()
    enqueue("syndication.reconcile")


@job("syndication.reconcile", _("Compare the copy for other systems"))
def reconcile() -> None:
    """Compare the store with what is public, and mend it."""
    from .reconciling import Reconciler

    Reconciler().run()
