"""The home page and plain pages."""

from html import unescape
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from announcements.models import AnnouncementIndexPage, AnnouncementPage
from announcements.pages import latest_announcements
from media.panels import DocumentReviewPanel
from portal.blocks import BodyBlock
from portal.models import PortalPage, tabs
from portal.page_fields import DisplayHtmlField, LinkedPageField
from portal.public import public_pages
from portal.rich_text import FEATURES
from portal.site_settings import is_in_source_language

from . import shapes
from .blocks import QuickLinkBlock, UnitBlock

LATEST = 8


class HomePage(PortalPage):
    """The first page of a portal: what is new, what is pinned, what is asked for most."""

    introduction = RichTextField(_("introduction"), blank=True, features=FEATURES)
    pinned = models.ForeignKey(
        AnnouncementPage,
        verbose_name=_("pinned announcement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands above the latest announcements until you take it away."),
    )
    quick_links = StreamField(
        [("quick_link", QuickLinkBlock())],
        verbose_name=_("quick links"),
        blank=True,
        max_num=12,
    )

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel("introduction"),
        PageChooserPanel("pinned", "announcements.AnnouncementPage"),
        FieldPanel("quick_links"),
    ]
    edit_handler = tabs(content=content_panels)
    parent_page_types = ["wagtailcore.Page"]
    api_fields = [
        APIField("introduction", serializer=DisplayHtmlField()),
        APIField("pinned", serializer=LinkedPageField()),
        APIField("quick_links"),
    ]
    api_shape = shapes.Home

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def metadata_fields(self, request: HttpRequest) -> dict[str, Any]:
        """Name the first page as the portal is named, in the language in which it has a name."""
        fields = super().metadata_fields(request)
        introduction = unescape(strip_tags(self.introduction)).strip()
        return fields | {
            "kind": "WebSite",
            "title": self.seo_title if is_in_source_language(self) else fields["title"],
            "description": fields["description"] or introduction,
        }

    @property
    def public_pinned(self) -> AnnouncementPage | None:
        """The pinned announcement in the language of this page, None where it is not public."""
        if self.pinned is None:
            return None
        # wagtail-localize leaves the source's choice in a translation.
        texts = AnnouncementPage.objects.filter(translation_key=self.pinned.translation_key)
        return latest_announcements(texts.filter(locale=self.locale_id)).first()

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add `pinned`, `latest` and `index`, the list that shows the rest."""
        context = super().get_context(request, *args, **kwargs)
        pinned = self.public_pinned
        latest = latest_announcements(AnnouncementPage.objects.descendant_of(self))
        context["pinned"] = pinned
        context["latest"] = latest.exclude(pk=pinned.pk if pinned else None)[:LATEST]
        context["index"] = public_pages(AnnouncementIndexPage.objects.child_of(self)).first()
        return context


class StandardPage(PortalPage):
    """A plain page: Giới thiệu, chức năng, nhiệm vụ, and the like."""

    summary = models.TextField(_("summary"), max_length=500, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        DocumentReviewPanel(),
        *PortalPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    edit_handler = tabs(content=content_panels)
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
    ]
    api_fields = [APIField("summary"), APIField("body")]
    api_shape = shapes.StandardPage

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")


class ContactPage(PortalPage):
    """Organisation and contacts (Liên hệ): the agency as the portal's settings know it, its units.

    Name, telephone and address of the agency are kept in the settings alone, so that this page and
    the footer say the same in every language.
    """

    summary = models.TextField(_("summary"), max_length=500, blank=True)
    body = StreamField(
        BodyBlock(),
        verbose_name=_("body"),
        blank=True,
        help_text=_("Office hours, how to get there. The agency's contacts stand above it."),
    )
    units = StreamField(
        [("unit", UnitBlock())], verbose_name=_("units of the agency"), blank=True, max_num=100
    )

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("units"),
    ]
    edit_handler = tabs(content=content_panels)
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
        index.SearchField("units"),
    ]
    api_fields = [APIField("summary"), APIField("body"), APIField("units")]
    api_shape = shapes.ContactPage

    class Meta:
        verbose_name = _("page of contacts")
        verbose_name_plural = _("pages of contacts")
