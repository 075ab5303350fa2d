"""What the templates of the whole site ask for."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.paginator import Page as PaginatorPage
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.blocks import StructValue
from wagtail.models import CollectionMember, Locale, Page, Site, TranslatableMixin

from portal import rich_text
from portal.lookup import Lookup, lookup_of
from portal.models import PortalSettings
from portal.public import is_public_member
from portal.site_settings import settings_of

register = template.Library()
register.filter("display_html", rich_text.display_html)

_SEVERAL = re.compile(r"[;,/]|\s[-–]\s")


@register.simple_tag(takes_context=True)
def portal_settings(context: Context) -> PortalSettings | None:
    """Return what the portal says of itself; None where a request belongs to no site."""
    site = Site.find_for_request(context.get("request"))
    return None if site is None else settings_of(site)


@register.simple_tag(takes_context=True)
def public_member(context: Context, member: CollectionMember | None) -> CollectionMember | None:
    """Return the image or document if everyone may see it, else None."""
    # What a template does not find is an empty string.
    return member if member and is_public_member(member, context.get("request")) else None


@register.simple_tag(takes_context=True)
def in_language(
    context: Context, snippet: TranslatableMixin | None, page: Page | Locale
) -> TranslatableMixin | None:
    """Return a snippet in the language of `page`; as it is where it has no public translation.

    A view that is no page gives its language instead.
    """
    return _lookup(context).in_language(snippet, _locale_id(page))


@register.simple_tag(takes_context=True)
def lang(context: Context, shown: TranslatableMixin, page: Page | Locale) -> SafeString:
    """Return ` lang="vi"` where `shown` is in another language than the page around it."""
    if shown.locale_id == _locale_id(page):
        return SafeString()
    return format_html(' lang="{}"', _lookup(context).language_codes[shown.locale_id])


@register.simple_tag
def source_lang() -> SafeString:
    """Return ` lang="vi"` where a page in another language shows what is never translated.

    That is what the portal says of itself, and the words of the library.
    """
    if get_language() == settings.LANGUAGE_CODE:
        return SafeString()
    return format_html(' lang="{}"', settings.LANGUAGE_CODE)


def _locale_id(page: Page | Locale) -> int:
    return page.pk if isinstance(page, Locale) else page.locale_id


def _lookup(context: Context) -> Lookup:
    request = context.get("request")
    return lookup_of(request) if request else Lookup()


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
