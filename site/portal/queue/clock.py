"""What happens by the clock: each minute, each hour."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from io import StringIO
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from .duties import CONSTANT, HOURLY, MINUTELY, Duty
from .jobs import due
from .models import Heartbeat, Job
from .tasks import work_off

logger = logging.getLogger(__name__)

DONE_KEPT = timedelta(days=7)
FAILED_KEPT = timedelta(days=90)
# What the history says of them; the names are Wagtail's.
WITHDRAWN = "wagtail.unpublish.scheduled"
PUBLISHED = "wagtail.publish.scheduled"
# Commands of libraries, and their arguments; what they print nobody reads each hour.
PRUNING = (
    ("prune_db_task_results", "--backend", "queue"),
    ("clearsessions",),
    ("purge_revisions", "--days", str(settings.REVISIONS_KEPT_DAYS)),
    ("axes_reset_logs", "--age", "30"),
)


def publish_scheduled() -> None:
    """Withdraw what has expired and publish what is due, each in a transaction of its own.

    Wagtail's command of this name ends at the first page that fails, and with it all others wait.
    """
    for model in _models_with_drafts():
        over = model.objects.filter(live=True, expire_at__lte=timezone.now())
        for instance in over.order_by("expire_at"):
            action = partial(instance.unpublish, set_expired=True)
            _attempt(f"withdrawing {instance!r}", partial(action, log_action=WITHDRAWN))
    for revision in due_revisions():
        _attempt(f"publishing {revision}", partial(revision.publish, log_action=PUBLISHED))


def due_revisions() -> QuerySet[Revision]:
    """Return what is scheduled to be public by now and has not been published, oldest first."""
    due_now = Revision.objects.filter(approved_go_live_at__lte=timezone.now())
    return due_now.order_by("approved_go_live_at")


def _models_with_drafts() -> Iterator[Any]:
    yield Page
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


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


def each_hour() -> None:
    """Do what once an hour is often enough for."""
    pruned = Heartbeat.objects.filter(name="prune").values_list("beat_at", flat=True).first()
    if pruned is None or timezone.now() - pruned > timedelta(hours=1):
        # First: what fails is tried again in an hour, not in a minute.
        Heartbeat.beat("prune")
        for duty in HOURLY:
            _attempt(repr(duty), duty)
        prune()


def tick() -> None:
    """Do what is due now. What fails is logged and tried again at the next tick."""
    beat = partial(Heartbeat.beat, "clock")
    duties: list[Duty] = [publish_scheduled, wake, *MINUTELY, each_hour, beat]
    for duty in duties:
        try:
            duty()
        except Exception:
            # A database that is locked or away is back in a minute: the worker waits for it.
            logger.exception("%s failed", duty)


def each_moment() -> None:
    """Do what is looked for twice a second. What fails is logged, and looked for again."""
    for duty in CONSTANT:
        try:
            duty()
        except Exception:
            logger.exception("%s failed", duty)
            # The next one begins with a connection that works.
            close_old_connections()


def _attempt(what: str, action: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            action()
    except Exception:
        # What cannot be done holds up nothing else; of pages `healthz` tells that they wait.
        logger.exception("%s failed", what)
