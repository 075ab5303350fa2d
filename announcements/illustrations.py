"""The illustration of an announcement for readers elsewhere: link previews, feeds."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from wagtail.models import Site

from portal.metadata import Picture
from portal.public import is_public_member
from portal.site_settings import is_in_source_language

if TYPE_CHECKING:
    from .pages import AnnouncementPage

# What every reader can show.
RENDITION = "jpeg"


def illustration_of(page: "AnnouncementPage", request: HttpRequest) -> Picture | None:
    """Return the illustration; None where it is not public, or its rendition is not made yet."""
    image, site = page.illustration, Site.find_for_request(request)
    if image is None or site is None or not is_public_member(image, request):
        return None
    rendition = image.made_rendition(RENDITION)
    if rendition is None:
        return None
    return Picture(
        url=f"{site.root_url}{rendition.url}",
        width=rendition.width,
        height=rendition.height,
        # Machines read no `lang` here, and the library's words are in the source language.
        alt=page.illustration_alt_text if is_in_source_language(page) else page.illustration_alt,
    )
