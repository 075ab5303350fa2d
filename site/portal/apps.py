"""What the whole site shares."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Base models, settings, blocks, and the checks of the project's conventions."""

    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Register the system checks."""
        from . import checks  # noqa: F401 - registers by being imported
