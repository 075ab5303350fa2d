"""Feeds of the latest announcements, for feed readers and newsrooms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import uuid5

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Enclosure
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from media.images import RENDITION_SPECS
from media.models import PortalRendition
from portal.feed_formats import AtomGenerator, RssGenerator, StillFeed, to_second, xml_text
from portal.lookup import lookup_of
from portal.models import PortalSettings
from portal.public import is_public_member, public_pages, public_snippets
from portal.site_settings import settings_of

from .categories import Category
from .filters import in_category
from .illustrations import RENDITION, illustration_of
from .pages import AnnouncementPage, latest_announcements

LENGTH = 50


@dataclass(frozen=True)
class Channel:
    """What one feed is about: a site, a language, and perhaps a category."""

    request: HttpRequest
    site: Site
    locale: Locale
    category: Category | None

    @cached_property
    def portal(self) -> PortalSettings:
        """What the portal says of itself."""
        return settings_of(self.site)

    @cached_property
    def home(self) -> Page | None:
        """The first page in this language, None where it is not public."""
        key = self.site.root_page.translation_key
        roots = Page.objects.filter(translation_key=key, locale=self.locale)
        return public_pages(roots, self.site).first()

    @property
    def name(self) -> str:
        """The portal's name, which is in one language; in another one the first page's title."""
        is_source = self.locale.language_code == settings.LANGUAGE_CODE
        return self.portal.name if is_source or self.home is None else self.home.title

    def announcements(self) -> list[AnnouncementPage]:
        """Return the latest announcements with what the feed says of each."""
        found = AnnouncementPage.objects.filter(locale=self.locale)
        if self.category:
            found = found.filter(in_category(self.category.slug))
        latest = latest_announcements(found, self.site).select_related("locale").defer("body")
        announcements = list(latest[:LENGTH])
        images = [
            image
            for image in (page.illustration for page in announcements)
            if image and is_public_member(image, self.request)
        ]
        made = PortalRendition.objects.filter(filter_spec=RENDITION_SPECS[RENDITION])
        prefetch_related_objects(
            images, Prefetch("renditions", queryset=made, to_attr="prefetched_renditions")
        )
        return announcements

    def category_names(self, announcements: Iterable[AnnouncementPage]) -> dict[int, str]:
        """Return the names of published categories that have one in this language."""
        used = {page.category for page in announcements if page.category and page.category.live}
        lookup = lookup_of(self.request)
        shown = {one.pk: lookup.in_language(one, self.locale.pk) for one in used}
        return {pk: one.name for pk, one in shown.items() if one.locale_id == self.locale.pk}


@dataclass(frozen=True)
class Entry:
    """One announcement of a feed; the view functions of Django get nothing else."""

    page: AnnouncementPage
    guid: str
    url: str
    category: str
    author: str
    enclosure: Enclosure | None


class AnnouncementsFeed(StillFeed):
    """The latest public announcements of a site in the language of the address.

    Of all categories, or of one and those below it. Every address is made from the Wagtail site,
    none from the request's host.
    """

    feed_type: Any = None

    def get_object(self, request: HttpRequest, slug: str | None = None) -> Channel:
        """Return what the feed is about.

        Raises:
            Http404: there is no such site or no such published category.
        """
        site = Site.find_for_request(request)
        if site is None:
            raise Http404
        locale = Locale.objects.filter(language_code=get_language()).first()
        if locale is None:
            raise Http404
        return Channel(request, site, locale, _category(slug, locale) if slug else None)

    def title(self, channel: Channel) -> str:
        """Return the portal's name, and the category's."""
        category = channel.category
        is_translated = category is not None and category.locale_id == channel.locale.pk
        names = [channel.name, category.name if category and is_translated else ""]
        return xml_text(" – ".join(filter(None, names)))

    def subtitle(self, channel: Channel) -> str:
        """Say what the feed holds (Atom)."""
        return _("Latest announcements")

    description = subtitle

    def link(self, channel: Channel) -> str:
        """Return the first page of the portal."""
        home = channel.home.get_full_url(channel.request) if channel.home else None
        return home or f"{channel.site.root_url}/"

    def feed_url(self, channel: Channel) -> str:
        """Return the feed's own address."""
        name = f"feeds:{self.feed_type.name}"
        args = [channel.category.slug] if channel.category else []
        return f"{channel.site.root_url}{reverse(name, args=args)}"

    feed_guid = feed_url

    def author_name(self, channel: Channel) -> str:
        """Name the agency."""
        return xml_text(channel.portal.agency or channel.portal.name)

    def author_link(self, channel: Channel) -> str:
        """Return the first page of the portal."""
        return f"{channel.site.root_url}/"

    def items(self, channel: Channel) -> list[Entry]:
        """Return the entries, newest first."""
        announcements = channel.announcements()
        names = channel.category_names(announcements)
        return [
            Entry(
                page=page,
                guid=_guid(page, channel.locale),
                url=page.get_full_url(channel.request) or "",
                category=xml_text(names.get(page.category_id, "")),
                author=self.author_name(channel),
                enclosure=_enclosure(page, channel.request),
            )
            for page in announcements
        ]

    def item_title(self, entry: Entry) -> str:
        """Return the title, as it is: both formats take it for plain text."""
        return xml_text(entry.page.title)

    def item_description(self, entry: Entry) -> str:
        """Return the summary as HTML, which both formats take it for."""
        return escape(xml_text(entry.page.summary))

    def item_link(self, entry: Entry) -> str:
        """Return the absolute address of the page."""
        return entry.url

    def item_guid(self, entry: Entry) -> str:
        """Return the identifier."""
        return entry.guid

    item_guid_is_permalink = False

    def item_pubdate(self, entry: Entry) -> datetime:
        """Return the date that readers see."""
        return to_second(entry.page.date)

    def item_updateddate(self, entry: Entry) -> datetime:
        """Return when the text was last published."""
        return to_second(entry.page.updated)

    def item_categories(self, entry: Entry) -> list[str]:
        """Return the name of the category, if it is published."""
        return [entry.category] if entry.category else []

    def item_enclosures(self, entry: Entry) -> list[Enclosure]:
        """Return the illustration, if it is public."""
        return [entry.enclosure] if entry.enclosure else []


class AtomFeed(AnnouncementsFeed):
    """The feed as Atom; entries have the feed's author."""

    feed_type = AtomGenerator


class RssFeed(AnnouncementsFeed):
    """The feed as RSS, which has no author but that of each entry."""

    feed_type = RssGenerator

    def item_author_name(self, entry: Entry) -> str:
        """Name the agency."""
        return entry.author


def _category(slug: str, locale: Locale) -> Category:
    """Return the published category `slug`, in the language of the feed if there are two.

    Raises:
        Http404: there is none.
    """
    found = list(public_snippets(Category.objects.filter(slug=slug[:100])))
    if not found:
        raise Http404
    return next((one for one in found if one.locale_id == locale.pk), found[0])


def _guid(page: AnnouncementPage, locale: Locale) -> str:
    """Return an identifier that a move, another slug or another host does not change."""
    return uuid5(page.translation_key, locale.language_code).urn


def _enclosure(page: AnnouncementPage, request: HttpRequest) -> Enclosure | None:
    picture = illustration_of(page, request)
    # The length is not stored, and asking the storage fifty times is slow. RSS wants one: 0 says
    # that it is not known (RSS Best Practices Profile).
    return Enclosure(picture.url, "0", "image/jpeg") if picture else None
