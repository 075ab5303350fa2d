"""Pokes to other systems: something has changed, look into the feed."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    """Endpoints of other systems and the deliveries to them."""

    name = "portal.syndication.webhooks"
    label = "webhooks"
    verbose_name = _("Webhooks")

    def ready(self) -> None:
        """Write a delivery with each build, have the worker send it, prune what is old."""
        from portal.queue.duties import alongside, each_hour
        from portal.syndication.listeners import on_build

        from . import checks  # noqa: F401 - registers by being imported
        from .dispatcher import dispatch
        from .pokes import announce
        from .pruning import prune_deliveries
        from .sealing import seal_anew

        on_build(announce)
        alongside(dispatch)
        each_hour(prune_deliveries)
        each_hour(seal_anew)
