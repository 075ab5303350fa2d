"""What search engines are told: `sitemap.xml` and `robots.txt` of the site of the request."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import translation
from wagtail.models import Page, Site

from .metadata import alternates, iso
from .middleware import shared
from .public import public_pages

# The protocol allows 50,000 addresses and 50 MB a file (sitemaps.org), but a file is made while its
# reader waits: five thousand take some two seconds.
FILE_LENGTH = 5_000

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
SHOWN = ("path", "depth", "url_path", "locale", "translation_key", "last_published_at")


class Section(Protocol):
    """Views that are no pages. Each is told by its paths by language, the default one among them.

    Its entry stands under the default one; the others are its alternates.
    """

    def count(self) -> int:
        """Return how many there are."""

    def paths(self, start: int, stop: int) -> list[dict[str, str]]:
        """Return those from `start` to `stop`."""


_SECTIONS: list[Callable[[Site], Section]] = []


def add_section(section: Callable[[Site], Section]) -> None:
    """Have the addresses of `section` stand in the sitemap of each site behind its pages."""
    if section not in _SECTIONS:
        _SECTIONS.append(section)


@dataclass(frozen=True)
class Sitemap:
    """The public pages of a site in all languages, then its views, in files of `FILE_LENGTH`."""

    request: HttpRequest
    site: Site

    @property
    def pages(self) -> QuerySet[Page]:
        """The pages whose address is the canonical one: aliases have their original's."""
        originals = Page.objects.filter(alias_of__isnull=True)
        pages = public_pages(originals, self.site)
        return pages.select_related("locale").only(*SHOWN, "locale__language_code").order_by("path")

    @cached_property
    def _parts(self) -> list[tuple[int, Section | None]]:
        """The lengths of what follows one another: the pages (no section), then each section."""
        sections = [section(self.site) for section in _SECTIONS]
        return [(self.pages.count(), None), *((one.count(), one) for one in sections)]

    def count(self) -> int:
        """Return the number of files, one at least."""
        return max(1, -(-sum(length for length, _section in self._parts) // FILE_LENGTH))

    def file(self, number: int) -> Element:
        """Return the file `number`, counted from 1."""
        start, stop = (number - 1) * FILE_LENGTH, number * FILE_LENGTH
        root = Element("urlset", {"xmlns": NAMESPACE, "xmlns:xhtml": XHTML})
        before = 0
        for length, section in self._parts:
            first, last = max(start - before, 0), min(stop - before, length)
            before += length
            if first >= last:
                continue
            if section is None:
                self._add_pages(root, first, last)
            else:
                self._add_views(root, section.paths(first, last))
        return root

    def _add_pages(self, root: Element, start: int, stop: int) -> None:
        pages = list(self.pages[start:stop])
        texts: dict[UUID, list[Page]] = defaultdict(list)
        for page in self.pages.filter(translation_key__in=[page.translation_key for page in pages]):
            texts[page.translation_key].append(page)
        for page in pages:
            others = [other for other in texts[page.translation_key] if other.pk != page.pk]
            self._add(root, page, others)

    def _add_views(self, root: Element, views: list[dict[str, str]]) -> None:
        for paths in views:
            addresses = {code: f"{self.site.root_url}{path}" for code, path in paths.items()}
            default = addresses[settings.LANGUAGE_CODE]
            others = {**addresses, "x-default": default} if len(addresses) > 1 else {}
            _add_entry(root, default, "", others)

    def index(self, count: int) -> Element:
        """Return the list of all files."""
        root = Element("sitemapindex", {"xmlns": NAMESPACE})
        for number in range(1, count + 1):
            address = reverse("sitemap_file", args=[number])
            entry = SubElement(root, "sitemap")
            SubElement(entry, "loc").text = f"{self.site.root_url}{address}"
        return root

    def _add(self, root: Element, page: Page, translations: list[Page]) -> None:
        _add_entry(
            root,
            page.get_full_url(self.request) or "",
            iso(page.last_published_at),
            alternates(page, translations, self.request),
        )


def _add_entry(root: Element, address: str, modified: str, others: dict[str, str]) -> None:
    entry = SubElement(root, "url")
    SubElement(entry, "loc").text = address
    if modified:
        SubElement(entry, "lastmod").text = modified
    for language, url in others.items():
        link = {"rel": "alternate", "hreflang": language, "href": url}
        SubElement(entry, "xhtml:link", link)


@shared
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with all pages, or with the list of files where one file is too small for them."""
    found = Sitemap(request, _site(request))
    count = found.count()
    return _answer(found.file(1) if count == 1 else found.index(count))


@shared
def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with one of the files."""
    found = Sitemap(request, _site(request))
    if not 1 <= number <= found.count():
        raise Http404
    return _answer(found.file(number))


@shared
def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots need not read; nothing at all of an installation for trying things out."""
    if settings.DEBUG or settings.ROBOTS_DISALLOW:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        address = f"{_site(request).root_url}{reverse('sitemap')}"
        disallowed = [reverse("wagtailadmin_home"), *_search_addresses()]
        rules = [f"Disallow: {address}" for address in disallowed]
        lines = ["User-agent: *", *rules, "", f"Sitemap: {address}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("sitemap.xml", sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap_file, name="sitemap_file"),
    path("robots.txt", robots, name="robots"),
]


def _site(request: HttpRequest) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def _search_addresses() -> Iterator[str]:
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            # Results only: the form itself may be found.
            yield f"{reverse('search:search')}?"


def _answer(root: Element) -> HttpResponse:
    xml = tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(xml, content_type="application/xml; charset=utf-8")
