"""Whether the portal works: for a monitor, which reads the status, and for a person."""

from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from .queue.clock import due_revisions
from .queue.jobs import due
from .queue.models import Heartbeat, Job
from .syndication.report import last_reconciliation, waiting
from .syndication.webhooks.report import due_since, given_up

WORKER_SILENT_AFTER = timedelta(minutes=3)
LATE_AFTER = timedelta(minutes=10)
# A comparison of what other systems are given; the clock asks for one each hour.
RECONCILE = "syndication.reconcile"
RECONCILED_AFTER = timedelta(hours=3)
ALARMS = {"failed", "silent", "late"}


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 where all is well, 503 where anything is not.

    `?only=database` leaves the worker out: a load balancer must not take a site away from its
    readers because mail is late. Ages are in whole seconds; null where nothing is known.

    A comparison that found something wrong is no alarm: the next one, at the latest, mends it. Nor
    is a webhook that was given up: its receiver is somebody else's.
    """
    answer: dict[str, object] = {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        answer["database"] = "ok"
        if request.GET.get("only") != "database":
            answer |= _worker() | _syndication() | _webhooks()
    except Error:
        answer["database"] = "failed"
    healthy = ALARMS.isdisjoint(answer.values())
    answer["status"] = "ok" if healthy else "failed"
    status = HTTPStatus.OK if healthy else HTTPStatus.SERVICE_UNAVAILABLE
    response = JsonResponse(answer, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _worker() -> dict[str, object]:
    now = timezone.now()
    beat = Heartbeat.objects.filter(name="clock").values_list("beat_at", flat=True).first()
    oldest = due().values_list("next_at", flat=True).first()
    silent = beat is None or now - beat > WORKER_SILENT_AFTER
    scheduled = due_revisions().values_list("approved_go_live_at", flat=True).first()
    return {
        "worker": "silent" if silent else "ok",
        "worker_age": int((now - beat).total_seconds()) if beat else None,
        "queue": _punctuality(oldest),
        "queue_age": _seconds_since(oldest),
        "schedule": _punctuality(scheduled),
        "schedule_age": _seconds_since(scheduled),
    }


def _syndication() -> dict[str, object]:
    waits = waiting()
    compared = last_reconciliation()
    ended = compared.finished_at if compared else None
    state = "wrong" if compared and compared.wrong else "ok"
    return {
        "syndication": "late" if waits.is_late else "ok",
        "syndication_age": _seconds_since(waits.since),
        "reconciled": "late" if _reconciliation_is_late(ended) else state,
        "reconciled_age": _seconds_since(ended) if ended else None,
    }


def _webhooks() -> dict[str, object]:
    oldest = due_since()
    return {
        "webhooks": _punctuality(oldest),
        "webhooks_age": _seconds_since(oldest),
        "webhooks_given_up": given_up().count(),
    }


def _reconciliation_is_late(ended: datetime | None) -> bool:
    """Tell whether one was asked for long ago, and since then none has ended.

    Where none was asked for, the worker did not run; that is told by itself.
    """
    since = timezone.now() - RECONCILED_AFTER
    if ended and ended > since:
        return False
    asked = Job.objects.filter(kind=RECONCILE, created_at__lt=since)
    return (asked.filter(created_at__gt=ended) if ended else asked).exists()


def _seconds_since(moment: datetime | None) -> int:
    return int((timezone.now() - moment).total_seconds()) if moment else 0


def _punctuality(moment: datetime | None) -> str:
    return "late" if moment and timezone.now() - moment > LATE_AFTER else "ok"
