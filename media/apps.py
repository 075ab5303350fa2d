"""The library: images, official documents, organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Registers what the library does in the queue."""

    name = "media"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Register the checks and the jobs."""
        from . import checks, jobs  # noqa: F401 - register by being imported
