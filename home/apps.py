"""Home page, plain pages, navigation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The root of a portal."""

    name = "home"
    verbose_name = _("Home")
