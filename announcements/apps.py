"""Announcements of the editorial board."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnouncementsConfig(AppConfig):
    """Pages, their index, their categories."""

    name = "announcements"
    verbose_name = _("Announcements")

    def ready(self) -> None:
        """Have pages and categories copied by other systems, and pages found."""
        from portal.syndication.registry import syndicate_page_type, syndicate_snippets

        from . import findable  # noqa: F401 - registers by being imported

        syndicate_page_type("announcements.AnnouncementIndexPage")
        syndicate_page_type("announcements.AnnouncementPage")
        syndicate_snippets("categories", "announcements.Category")
