"""Announcements of the editorial board."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnouncementsConfig(AppConfig):
    """Pages, their index, their categories."""

    name = "announcements"
    verbose_name = _("Announcements")
