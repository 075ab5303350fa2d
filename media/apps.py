"""The library: images, official documents, organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Registers what the library does in the queue."""

    name = "media"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Register the jobs."""
        from . import jobs  # noqa: F401 - registers by being imported
