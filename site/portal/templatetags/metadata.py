"""What stands in the head of a page for machines."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from wagtail.models import Page, Site

from portal.addresses import shared_root_url
from portal.metadata import Metadata, Picture, metadata_of
from portal.models import PortalPage, PortalSettings
from portal.public import is_public_member
from portal.structured_data import HOME, json_ld

register = template.Library()


@register.inclusion_tag("portal/metadata.html", takes_context=True)
def page_metadata(
    context: Context, page: Page | None, translations: Iterable[Page]
) -> dict[str, Any]:
    """Show the metadata of `page`; of a preview, and where a view says `noindex`, nothing but that.

    A view may name in `canonical_query` what the canonical address keeps of the query.
    """
    request, portal = context.get("request"), context.get("portal")
    if not isinstance(page, PortalPage) or not portal or request is None:
        return {}
    if context.get("noindex") or getattr(request, "is_preview", False):
        return {"noindex": True}
    query = context.get("canonical_query") or ""
    metadata = metadata_of(page, portal, request, query=query, translations=translations)
    site = Site.find_for_request(request)
    if metadata is None or site is None:
        return {}
    logo = _logo(portal, site, request) if metadata.kind == HOME else None
    data = json_ld(metadata, portal, site.root_url, logo)
    return {"metadata": metadata, "structured_data": data}


@register.inclusion_tag("portal/metadata.html", takes_context=True)
def view_metadata(context: Context, metadata: Metadata) -> dict[str, Any]:
    """Show the metadata of a view that is no page; where it says `noindex`, nothing but that."""
    portal, request = context.get("portal"), context.get("request")
    if context.get("noindex") or not portal or request is None:
        return {"noindex": True}
    data = json_ld(metadata, portal, shared_root_url(request))
    return {"metadata": metadata, "structured_data": data}


def _logo(portal: PortalSettings, site: Site, request: Any) -> Picture | None:
    logo = portal.logo
    if logo is None or not is_public_member(logo, request):
        return None
    rendition = logo.made_rendition("480w")
    if rendition is None:
        return None
    url = f"{site.root_url}{rendition.url}"
    return Picture(url=url, width=rendition.width, height=rendition.height)
