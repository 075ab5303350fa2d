"""What a page tells machines of itself, gathered once.

Search engines, link previews, archives and catalogues each have words of their own for the same
facts: `Metadata` holds the facts, its properties say them in those words, so they cannot disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from .public import public_pages

if TYPE_CHECKING:
    from .models import PortalPage, PortalSettings

OPEN_GRAPH_LOCALES = {"vi": "vi_VN", "en": "en_GB"}

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture that everyone may see; `url` is absolute."""

    url: str
    width: int
    height: int
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """The facts of one page.

    Attributes:
        kind: the type in the words of schema.org.
        url: the canonical address.
        alternates: the addresses by language, the page's own too; empty without a translation.
        above: title and address of the public pages above it.
        published: null for pages that have no date of their own.
    """

    kind: str = "WebPage"
    title: str
    description: str
    language: str
    url: str
    site_name: str
    agency: str
    alternates: dict[str, str] = field(default_factory=dict)
    above: Pairs = field(default_factory=list)
    published: datetime | None = None
    modified: datetime | None = None
    subject: str = ""
    source: str = ""
    correction: str = ""
    picture: Picture | None = None

    @property
    def open_graph(self) -> Pairs:
        """Properties and contents for link previews (ogp.me)."""
        is_article = self.published is not None
        pairs = [
            ("og:type", "article" if is_article else "website"),
            ("og:title", self.title),
            ("og:description", self.description),
            ("og:url", self.url),
            ("og:site_name", self.site_name),
            ("og:locale", OPEN_GRAPH_LOCALES.get(self.language, "")),
        ]
        pairs += [
            ("og:locale:alternate", OPEN_GRAPH_LOCALES.get(language, ""))
            for language in self.alternates
            if language not in (self.language, "x-default")
        ]
        if self.picture:
            pairs += [
                ("og:image", self.picture.url),
                ("og:image:width", str(self.picture.width)),
                ("og:image:height", str(self.picture.height)),
                ("og:image:alt", self.picture.alt),
            ]
        if is_article:
            pairs += [
                ("article:published_time", iso(self.published)),
                ("article:modified_time", iso(self.modified)),
                ("article:section", self.subject),
            ]
        return _said(pairs)

    @property
    def dublin_core(self) -> Pairs:
        """Elements and contents, those that circular 24/2011/TT-BTTTT asks for among them."""
        return _said(
            [
                ("DC.title", self.title),
                ("DC.creator", self.agency),
                ("DC.date", iso(self.published or self.modified)),
                ("DC.description", self.description),
                ("DC.publisher", self.site_name),
                ("DC.identifier", self.url),
                ("DC.language", self.language),
                ("DC.source", self.source),
                ("DC.subject", self.subject),
                ("DC.type", "Text"),
                ("DC.format", "text/html"),
            ]
        )


def metadata_of(
    page: "PortalPage",
    portal: "PortalSettings",
    request: HttpRequest,
    *,
    query: str = "",
    translations: Iterable[Page] = (),
) -> Metadata | None:
    """Gather the metadata of `page`, None where it has no address.

    Args:
        page: a page that the reader may see.
        portal: what the portal says of itself.
        request: the reader's.
        query: what the canonical address keeps of the request's query, with its `?`.
        translations: the public translations of the page.
    """
    address = canonical_url(page, request)
    if address is None:
        return None
    fields = page.metadata_fields(request)
    title = fields["title"] or portal.name
    language = page.locale.language_code
    # A part of a list has no known counterpart in another language, and a copy none at all.
    others = [] if query or page.alias_of_id else translations
    return Metadata(
        **fields | {"title": title, "description": fields["description"] or title},
        language=language,
        url=f"{address}{query}",
        site_name=portal.name,
        agency=portal.agency or portal.name,
        alternates=alternates(page, others, request),
        above=[
            (above.title, above.get_full_url(request) or "") for above in pages_above(page, request)
        ],
    )


def canonical_url(page: Page, request: HttpRequest) -> str | None:
    """Return the absolute address of `page`; an alias has its original's."""
    original = page.alias_of if page.alias_of_id else None
    address = original.get_full_url(request) if original else None
    return address or page.get_full_url(request)


def alternates(page: Page, translations: Iterable[Page], request: HttpRequest) -> dict[str, str]:
    """Return the addresses of `page` and `translations` by language, `x-default` at the end.

    Empty without translations: a page alone is no alternative.
    """
    found = {
        other.locale.language_code: other.get_full_url(request) or "" for other in translations
    }
    if not found:
        return {}
    found[page.locale.language_code] = page.get_full_url(request) or ""
    ordered = dict(sorted(found.items(), reverse=True))
    default = ordered.get(settings.LANGUAGE_CODE)
    return ordered | ({"x-default": default} if default else {})


def pages_above(page: Page, request: HttpRequest) -> list[Page]:
    """Return the public pages above `page` on its site, the first page first.

    Kept on the request: breadcrumb and metadata ask for them in turn.
    """
    known = vars(request).setdefault("_pages_above", {})
    if page.pk not in known:
        site = Site.find_for_request(request)
        above = public_pages(page.get_ancestors(), site).order_by("path") if site else []
        known[page.pk] = list(above)
    return known[page.pk]


def iso(moment: datetime | None) -> str:
    """Return `moment` in the portal's time zone, to the second; `""` for None."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _said(pairs: Pairs) -> Pairs:
    return [(name, content) for name, content in pairs if content]
