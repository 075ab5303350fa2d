"""Counts for templates, and the beacon that counts."""

from typing import Any

from django import template
from django.template import Context
from django.utils.formats import number_format
from wagtail.models import Page

from portal.public import is_public
from portal.visits.counting import totals
from portal.visits.models import PageViews

register = template.Library()
register.simple_tag(totals, name="portal_counts")


@register.simple_tag
def page_views(page: Page) -> int | None:
    """Return how often `page` was read, None where nothing was ever counted."""
    return PageViews.objects.filter(page_id=page.pk).values_list("views", flat=True).first()


@register.filter
def grouped(number: int) -> str:
    """Return a number in groups of three digits, as the active language writes them."""
    return number_format(number, use_l10n=True, force_grouping=True)


@register.inclusion_tag("visits/beacon.html", takes_context=True)
def beacon(context: Context) -> dict[str, Any]:
    """Have the page that is shown counted, if it is one that everybody may see.

    A preview is no reading.
    """
    page = context.get("page")
    is_preview = getattr(context.get("request"), "is_preview", False)
    if isinstance(page, Page) and not is_preview and is_public(page):
        return {"page_id": page.pk}
    return {"page_id": None}
