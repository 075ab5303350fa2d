"""What happens by the clock: each minute, each hour."""

import logging
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from .jobs import due
from .models import Heartbeat, Job
from .tasks import work_off

logger = logging.getLogger(__name__)

DONE_KEPT = timedelta(days=7)
FAILED_KEPT = timedelta(days=90)
# Commands of libraries, and their arguments; what they print nobody reads each hour.
PRUNING = (
    ("prune_db_task_results", "--backend", "queue"),
    ("clearsessions",),
    ("purge_revisions", "--days", str(settings.REVISIONS_KEPT_DAYS)),
    ("axes_reset_logs", "--age", "30"),
)


def publish_scheduled() -> None:
    """Publish what is due and withdraw what has expired."""
    with transaction.atomic():
        call_command("publish_scheduled", verbosity=0)


def wake() -> None:
    """Wake the worker for jobs that are due: a task that was to do so may be lost."""
    if due().exists():
        work_off.enqueue()


def prune() -> None:
    """Remove what nobody will ask for again."""
    now = timezone.now()
    Job.objects.filter(state=Job.State.DONE, finished_at__lt=now - DONE_KEPT).delete()
    Job.objects.filter(state=Job.State.FAILED, finished_at__lt=now - FAILED_KEPT).delete()
    for command in PRUNING:
        call_command(*command, stdout=StringIO())


EACH_MINUTE: tuple[Callable[[], None], ...] = (publish_scheduled, wake)
EACH_HOUR: tuple[Callable[[], None], ...] = (prune,)


def tick() -> None:
    """Do what is due now. What fails is logged and tried again at the next tick."""
    for duty in EACH_MINUTE:
        _attempt(duty)
    pruned = Heartbeat.objects.filter(name="prune").values_list("beat_at", flat=True).first()
    if pruned is None or timezone.now() - pruned > timedelta(hours=1):
        for duty in EACH_HOUR:
            _attempt(duty)
        Heartbeat.beat("prune")
    Heartbeat.beat("clock")


def _attempt(duty: Callable[[], None]) -> None:
    try:
        duty()
    except Exception:
        # A locked database is back in a minute, and one page that cannot be published must stop
        # neither the worker nor the other duties.
        logger.exception("%s failed", duty.__name__)
