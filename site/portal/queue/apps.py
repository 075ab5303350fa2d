"""What is to be done outside the request: rows with a state, and the worker that does them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QueueConfig(AppConfig):
    """The queue; its mail job is its own."""

    name = "portal.queue"
    label = "queue"
    verbose_name = _("Queue")

    def ready(self) -> None:
        """Register the queue's own jobs."""
        from . import mail  # noqa: F401 - registers by being imported
