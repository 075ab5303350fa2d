"""Who reads the API by a token: limits of their own, a name in the log, counts by day."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsumersConfig(AppConfig):
    """The consumers that are known by name."""

    name = "portal.syndication.consumers"
    label = "consumers"
    verbose_name = _("Connected systems")

    def ready(self) -> None:
        """Have the clock store what was counted, and remove old days."""
        from portal.queue.duties import each_hour, each_minute

        from .counting import prune_days, store_counts

        each_minute(store_counts)
        each_hour(prune_days)
