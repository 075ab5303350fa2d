"""The register in templates."""

from django import template

from media.models import PortalDocument
from media.register import words

register = template.Library()


@register.simple_tag
def reader_status(document: PortalDocument) -> words.ReaderStatus:
    """Return what the signatures of `document` prove, in the words that readers are told."""
    return words.reader_status(document)
