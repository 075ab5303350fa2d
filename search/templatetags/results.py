"""What is found, and by what it can be narrowed, in templates."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.models import Locale

from search.passages import Piece
from search.registry import Choice

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Return pieces of a text as HTML, in which what was looked for is marked."""
    parts = (
        (format_html("<mark>{}</mark>", piece.text) if piece.is_marked else piece.text,)
        for piece in pieces
    )
    return format_html_join("", "{}", parts)


@register.simple_tag
def label_lang(choice: Choice, locale: Locale) -> SafeString:
    """Return ` lang="vi"` where the label of a choice is in another language than the page."""
    if choice.language in ("", locale.language_code):
        return SafeString()
    return format_html(' lang="{}"', choice.language)
