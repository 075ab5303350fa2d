"""What the whole site shares."""

from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Base models, settings, blocks, and the checks of the project's conventions."""

    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Register the system checks, what is copied and found, listen to signals."""
        from search.registry import add_source

        from . import alphabet, checks, protection, signal_handlers, sites  # noqa: F401 - checks register by being imported
        from .public import public_pages
        from .syndication.registry import syndicate, use_router

        connection_created.connect(alphabet.teach, dispatch_uid="portal.alphabet")
        use_router(lambda: import_module("portal.api").router)
        syndicate("pages", "wagtailcore.Page")
        add_source(
            name="pages",
            label="wagtailcore.Page",
            public=public_pages,
            address=lambda page, request: page.get_url(request) or "",
            attached="documents",
        )
        signal_handlers.connect()
        protection.connect()
        sites.connect()
