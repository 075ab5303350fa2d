"""Rich text as readers and consumers get it: resolved, absolute, sanitised.

A link to what is not public leaves only its words: neither address nor title nor id.
"""

import re

import nh3
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]

ALLOWED_TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a"}
ALLOWED_ATTRIBUTES = {"a": {"href", "class", "data-document"}}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}

# What portal.link_handlers leave where a target is not public: a link to nowhere.
_DEAD_LINK = re.compile(r"<a>(.*?)</a>", re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*\blinktype="(\w+)"[^>]*>')
# No longer than what an integer column holds: a link to nowhere is no reason to fail.
_ID = re.compile(r'\bid="(\d{1,9})"')


def display_html(source: str, language: str | None = None) -> SafeString:
    """Return rich text of the database as HTML to be shown.

    Args:
        source: Wagtail's database form (`<a linktype="page" id="3">`).
        language: code of the language in which page links lead on; the active one if not given.
    """
    with translation.override(language or translation.get_language()):
        html = expand_db_html(source)
    html = _DEAD_LINK.sub(r"\1", html)
    clean = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just made it so


def linked_ids(source: str, kind: str) -> list[int]:
    """Return the ids that rich text links to, in their order.

    Args:
        source: Wagtail's database form.
        kind: `page` or `document`.
    """
    links = (match for match in _LINK.finditer(source) if match[1] == kind)
    found = (_ID.search(match[0]) for match in links)
    return [int(match[1]) for match in found if match]
