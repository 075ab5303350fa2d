"""Home page, plain pages, navigation."""

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class HomeConfig(AppConfig):
    """The root of a portal."""

    name = "home"
    verbose_name = pgettext_lazy("app", "Home")

    def ready(self) -> None:
        """Have the pages copied by other systems, and found."""
        from portal.syndication.registry import syndicate_page_type

        from . import findable  # noqa: F401 - registers by being imported

        for name in ("HomePage", "StandardPage", "ContactPage"):
            syndicate_page_type(f"home.{name}")
