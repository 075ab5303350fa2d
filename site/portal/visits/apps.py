"""Counting of visits and views."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    """The counts of pages and sites."""

    name = "portal.visits"
    label = "visits"
    verbose_name = _("Visits")

    def ready(self) -> None:
        """Have old days removed by the clock."""
        from portal.queue.duties import each_hour

        from .counting import prune_days

        each_hour(prune_days)
