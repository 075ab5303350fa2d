"""The settings of a portal, for those who only read them."""

from django.conf import settings
from wagtail.models import Page, Site

from .models import PortalSettings


def settings_of(site: Site) -> PortalSettings:
    """Return what the portal on `site` says of itself; empty where nobody has said anything.

    Not `PortalSettings.for_site`, which would write a row for whoever asks first.
    """
    found: PortalSettings | None = PortalSettings.base_queryset().filter(site=site).first()
    return found or PortalSettings(site=site)


def is_in_source_language(page: Page) -> bool:
    """Tell whether `page` is in the one language in which a portal has a name."""
    return bool(page.locale.language_code == settings.LANGUAGE_CODE)
