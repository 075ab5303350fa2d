"""The library: images, official documents, organisations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Registers what the library does in the queue."""

    name = "media"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Register the checks, the jobs, and what is done by the clock and before writing."""
        from portal.queue.duties import each_hour
        from portal.sitemaps import add_section
        from portal.transactions import before_writing

        from . import checks, findable, jobs, syndicated  # noqa: F401 - register by being imported
        from .register.sitemap import RegisterSection
        from .reinspecting import enqueue_due
        from .uploads import check_uploads

        each_hour(enqueue_due)
        before_writing(check_uploads)
        add_section(RegisterSection)
