"""What other systems copy: published items and the feed of changes."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    """The store of what is public, its builder and the triggers that wake it."""

    name = "portal.syndication"
    label = "syndication"
    verbose_name = _("Syndication")

    def ready(self) -> None:
        """Install the triggers after every `migrate`; have the worker build and reconcile."""
        from portal.queue.duties import each_hour, each_moment

        from . import checks, jobs, shared_tables  # noqa: F401 - register by being imported
        from .builder import work
        from .jobs import enqueue_reconciliation
        from .pruning import prune_builds

        pre_migrate.connect(_remove_triggers, sender=self)
        post_migrate.connect(_install_triggers, sender=self)
        each_moment(work)
        each_hour(prune_builds)
        each_hour(enqueue_reconciliation)


def _remove_triggers(using: str, plan: list[Any], **kwargs: Any) -> None:
    """Clear the way for what a migration does to tables.

    PostgreSQL alters no column of which a trigger speaks. SQLite remakes the table, and does not
    rename the new one while a trigger of another table speaks of it. What a migration changes is
    looked for afterwards.
    """
    from .triggers import uninstall

    if using == "default" and plan:
        uninstall()


def _install_triggers(using: str, **kwargs: Any) -> None:
    from .triggers import install

    if using == "default":
        install()
