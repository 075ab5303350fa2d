"""Whether the portal works: for a monitor, which reads the status, and for a person."""

from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from .queue.clock import due_revisions
from .queue.jobs import due
from .queue.models import Heartbeat

WORKER_SILENT_AFTER = timedelta(minutes=3)
LATE_AFTER = timedelta(minutes=10)


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 where all is well, 503 where anything is not.

    `?only=database` leaves the worker out: a load balancer must not take a site away from its
    readers because mail is late. Ages are in whole seconds; null where nothing is known.
    """
    answer: dict[str, object] = {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        answer["database"] = "ok"
        if request.GET.get("only") != "database":
            answer |= _worker()
    except Error:
        answer["database"] = "failed"
    healthy = all(
        answer.get(part, "ok") == "ok" for part in ("database", "worker", "queue", "schedule")
    )
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


def _seconds_since(moment: datetime | None) -> int:
    return int((timezone.now() - moment).total_seconds()) if moment else 0


def _punctuality(moment: datetime | None) -> str:
    return "late" if moment and timezone.now() - moment > LATE_AFTER else "ok"
