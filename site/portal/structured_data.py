"""Metadata in the words of schema.org, as JSON-LD."""

import json
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .metadata import Metadata, Picture, iso

if TYPE_CHECKING:
    from .models import PortalSettings

# So that no text can end the element that it stands in.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}

HOME = "WebSite"
Node = dict[str, Any]


def json_ld(
    metadata: Metadata, portal: "PortalSettings", root_url: str, logo: Picture | None = None
) -> SafeString:
    """Return the script element for `metadata`; on a first page it describes the agency as well."""
    agency = _agency(metadata, root_url)
    if metadata.kind == HOME:
        graph = [agency | _contact(portal, logo), _page(metadata, agency)]
    else:
        graph = [_page(metadata, agency)]
    if metadata.above:
        graph.append(_breadcrumbs(metadata))
    data = {"@context": "https://schema.org", "@graph": graph}
    text = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    # Nothing in it can be markup any more.
    safe = mark_safe(text)  # noqa: S308
    return format_html('<script type="application/ld+json">{}</script>', safe)


def _agency(metadata: Metadata, root_url: str) -> Node:
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{root_url}/#organization",
        "name": metadata.agency,
        "url": f"{root_url}/",
    }


def _contact(portal: "PortalSettings", logo: Picture | None) -> Node:
    parent = {"@type": "GovernmentOrganization", "name": portal.parent_agency}
    return _said(
        {
            "parentOrganization": parent if portal.parent_agency else None,
            "telephone": portal.telephone,
            "email": portal.email,
            "address": portal.address,
            "logo": _image(logo) if logo else None,
        }
    )


def _page(metadata: Metadata, agency: Node) -> Node:
    page = {
        "@type": metadata.kind,
        "@id": f"{metadata.url}#page",
        "url": metadata.url,
        "description": metadata.description,
        "inLanguage": metadata.language,
        "dateModified": iso(metadata.modified),
        "publisher": agency,
    }
    if metadata.published is None:
        return _said(page | {"name": metadata.title})
    article = {
        "headline": metadata.title,
        "datePublished": iso(metadata.published),
        "author": agency,
        "mainEntityOfPage": metadata.url,
        "articleSection": metadata.subject,
        "creditText": metadata.source,
        "correction": metadata.correction,
        "image": _image(metadata.picture) if metadata.picture else None,
    }
    return _said(page | article)


def _image(picture: Picture) -> Node:
    return _said(
        {
            "@type": "ImageObject",
            "url": picture.url,
            "width": picture.width,
            "height": picture.height,
            "caption": picture.alt,
        }
    )


def _breadcrumbs(metadata: Metadata) -> Node:
    path = [*metadata.above, (metadata.title, metadata.url)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": url}
            for position, (title, url) in enumerate(path, start=1)
        ],
    }


def _said(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None)}
