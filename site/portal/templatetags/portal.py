"""What the templates of the whole site ask for."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page as PaginatorPage
from django.template import Context
from wagtail.blocks import StructValue
from wagtail.models import CollectionMember, Page, Site, TranslatableMixin

from portal import rich_text
from portal.models import PortalSettings
from portal.public import is_public_member, public_snippets

register = template.Library()
register.filter("display_html", rich_text.display_html)

_SEVERAL = re.compile(r"[;,/]|\s[-–]\s")


@register.simple_tag(takes_context=True)
def portal_settings(context: Context) -> PortalSettings | None:
    """Return what the portal says of itself; None where a request belongs to no site."""
    request = context.get("request")
    if Site.find_for_request(request) is None:
        return None
    return PortalSettings.for_request(request)


@register.simple_tag(takes_context=True)
def public_member(context: Context, member: CollectionMember | None) -> CollectionMember | None:
    """Return the image or document if everyone may see it, else None."""
    # What a template does not find is an empty string.
    return member if member and is_public_member(member, context.get("request")) else None


@register.filter
def in_language_of(snippet: TranslatableMixin, page: Page) -> TranslatableMixin:
    """Return a snippet in the language of `page`; as it is where that translation is not live.

    Unlike `snippet.localized` it asks nothing where both are in one language already.
    """
    if snippet.locale_id == page.locale_id:
        return snippet
    translations = public_snippets(snippet.get_translations().filter(locale=page.locale_id))
    return translations.first() or snippet


@register.filter
def computed(value: StructValue, name: str) -> Any:
    """Return a property of a block's value.

    `value.name` would find the words that are stored under that name before the property.
    """
    return getattr(value, name)


@register.filter
def dialled(telephone: str) -> str:
    """Return the first number of a line as a telephone dials it: `0255.3851261` without the dot."""
    first = _SEVERAL.split(telephone.strip())[0]
    return re.sub(r"[^\d+]", "", first)


@register.filter
def minutes(span: timedelta) -> int:
    """Return a span of time in whole minutes, the begun one included."""
    return -(-int(span.total_seconds()) // 60)


@register.inclusion_tag("portal/pagination.html", takes_context=True)
def pagination(
    context: Context, shown: PaginatorPage, query: str = "", **parameters: str
) -> dict[str, Any]:
    """Show the way to the other pages of a list.

    Args:
        context: where the tag stands; its `request` says on which address.
        shown: the page that the reader is on.
        query: what the address keeps, ready for `page=2`.
        parameters: the same by name, not encoded.
    """
    path = context["request"].path
    query += f"{urlencode(parameters)}&" if parameters else ""

    def href(number: int) -> str:
        whole = query.rstrip("&") if number == 1 else f"{query}page={number}"
        return f"{path}?{whole}" if whole else path

    numbers = shown.paginator.get_elided_page_range(shown.number, on_each_side=1, on_ends=1)
    return {
        "shown": shown,
        "places": [
            {"number": number, "href": href(number) if isinstance(number, int) else ""}
            for number in numbers
        ],
        "previous": href(shown.number - 1) if shown.has_previous() else "",
        "next": href(shown.number + 1) if shown.has_next() else "",
    }
