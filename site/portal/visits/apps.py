"""Counting of visits and views."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisitsConfig(AppConfig):
    """The counts of pages."""

    name = "portal.visits"
    label = "visits"
    verbose_name = _("Visits")
