"""What the template of a saved announcement asks for."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from announcements.saving import PictureBox
from media.models import PortalDocument, PortalImage
from portal.addresses import consumer_html, shared_url

register = template.Library()


@register.filter
def kept_in(image: PortalImage, pictures: PictureBox) -> dict[str, Any]:
    """Return the picture as it is kept in the file."""
    return pictures.put(image)


@register.filter
def absolute_html(source: str) -> SafeString:
    """Return rich text of the database as HTML that leads home from anywhere."""
    return mark_safe(consumer_html(source))  # noqa: S308 - it has been sanitised


@register.filter
def absolute_url(document: PortalDocument) -> str:
    """Return the address of a document, with scheme and host."""
    return shared_url(document.url)
