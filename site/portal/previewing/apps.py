"""Drafts on a separate front end, by links that work once."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewingConfig(AppConfig):
    """Preview links, and the endpoint that redeems them."""

    name = "portal.previewing"
    label = "previewing"
    verbose_name = _("Previews")

    def ready(self) -> None:
        """Register the system checks; have old links removed by the clock."""
        from portal.queue.duties import each_hour

        from . import checks  # noqa: F401 - registers by being imported
        from .links import prune_links

        each_hour(prune_links)
