"""Announcements and the pages that list them."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Site
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from media.models import PortalDocument
from media.panels import DocumentReviewPanel
from portal.blocks import BodyBlock
from portal.blocks.body import referred_document_ids
from portal.lookup import lookup_of
from portal.models import PortalPage, tabs
from portal.page_fields import DisplayHtmlField
from portal.public import public_members, public_pages
from portal.representation import OwnLanguageReferenceField
from portal.rich_text import FEATURES

from .categories import Category
from .fields import AttachmentsField, CitationsField, IllustrationField
from .filters import ListFilter
from .illustrations import illustration_of
from .panels import AnnouncementForm, CitationsPanel
from .related import neighbours, related_announcements
from .saving import SAVE_PATH, saved_announcement
from .shapes import Announcement, AnnouncementIndex

PAGE_SIZE = 10


class AnnouncementIndexPage(PortalPage):
    """A list of announcements, newest first, narrowed by category and year."""

    introduction = RichTextField(_("introduction"), blank=True, features=FEATURES)

    content_panels = [*PortalPage.content_panels, FieldPanel("introduction")]
    edit_handler = tabs(content=content_panels)
    parent_page_types = ["home.HomePage"]
    subpage_types = ["announcements.AnnouncementPage"]
    api_fields = [APIField("introduction", serializer=DisplayHtmlField())]
    api_shape = AnnouncementIndex

    class Meta:
        verbose_name = _("list of announcements")
        verbose_name_plural = _("lists of announcements")

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add `announcements` (one page of them) and `filter`, what they are narrowed by."""
        context = super().get_context(request, *args, **kwargs)
        narrowed = ListFilter(request.GET, self.announcements())
        context["filter"] = narrowed
        context["announcements"] = self.paginate(narrowed.announcements, request.GET.get("page"))
        context["canonical_query"] = narrowed.canonical_query(context["announcements"].number)
        context["noindex"] = narrowed.unknown
        return context

    def metadata_fields(self, request: HttpRequest) -> dict[str, Any]:
        """Say that the page is a list."""
        return super().metadata_fields(request) | {"kind": "CollectionPage"}

    def announcements(self) -> models.QuerySet["AnnouncementPage"]:
        """Return the public announcements below this page, newest first."""
        return latest_announcements(AnnouncementPage.objects.child_of(self))

    @staticmethod
    def paginate(announcements: models.QuerySet, number: str | None) -> PaginatorPage:
        """Return the asked page of `announcements`; the nearest one where there is no such page."""
        return Paginator(announcements, PAGE_SIZE).get_page(number)


class AnnouncementPage(PortalPage):
    """An announcement (Thông báo, Tin bài)."""

    base_form_class = AnnouncementForm

    summary = models.TextField(
        _("summary"),
        max_length=500,
        blank=True,
        help_text=_("One paragraph for lists and search results."),
    )
    date = models.DateTimeField(
        _("date"),
        default=timezone.now,
        db_index=True,
        help_text=_("Shown with the title. Pages of an older portal keep theirs."),
    )
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="announcements",
    )
    illustration = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("illustration"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    illustration_alt = models.CharField(
        _("text alternative"),
        max_length=255,
        blank=True,
        help_text=_("Left empty, the description in the library is used."),
    )
    illustration_caption = models.CharField(_("caption"), max_length=255, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    byline = models.CharField(
        _("byline"),
        max_length=100,
        blank=True,
        help_text=_("Initials or name at the end of the text: PVH."),
    )
    source = models.CharField(
        _("source"),
        max_length=255,
        blank=True,
        help_text=_("Where the text was taken from, if from elsewhere."),
    )
    correction = models.TextField(
        _("correction"),
        blank=True,
        help_text=_("Stands above the text and says what was corrected, and when."),
    )

    content_panels = [
        DocumentReviewPanel(),
        *PortalPage.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("category")]),
        MultiFieldPanel(
            [
                FieldPanel("illustration"),
                FieldPanel("illustration_caption"),
                FieldPanel("illustration_alt"),
            ],
            _("Illustration"),
        ),
        FieldPanel("body"),
        CitationsPanel(heading=_("Official numbers in the text"), icon="link"),
        FieldRowPanel([FieldPanel("byline"), FieldPanel("source")]),
    ]
    correction_panels = [FieldPanel("correction")]
    edit_handler = tabs(
        content=content_panels,
        further=[ObjectList(correction_panels, heading=_("Correction"))],
    )
    parent_page_types = ["announcements.AnnouncementIndexPage"]
    subpage_types: list[str] = []

    override_translatable_fields = [
        *PortalPage.override_translatable_fields,
        SynchronizedField("date", overridable=False),
        SynchronizedField("category", overridable=False),
        SynchronizedField("byline"),
    ]
    search_fields = [
        *PortalPage.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
        index.FilterField("date"),
        index.FilterField("category"),
    ]
    api_select_related = (*PortalPage.api_select_related, "category")
    api_fields = [
        APIField("date"),
        APIField("summary"),
        APIField("category", serializer=OwnLanguageReferenceField()),
        APIField("byline"),
        APIField("source"),
        APIField("illustration", serializer=IllustrationField()),
        APIField("body"),
        APIField("attachments", serializer=AttachmentsField()),
        APIField("citations", serializer=CitationsField()),
        APIField("correction"),
    ]
    api_shape = Announcement

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def check_complete(self) -> None:
        """Demand words for the illustration, which is never a decoration.

        Raises:
            ValidationError: neither the page nor the library says what it shows.
        """
        if self.illustration and not self.illustration_alt_text:
            problem = _("Say what the illustration shows, here or in the library.")
            raise ValidationError({"illustration_alt": problem})

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the announcement, or the file in which readers keep it.

        Raises:
            Http404: it is not published, or there is nothing at that address.
        """
        if path_components != [SAVE_PATH]:
            return super().route(request, path_components)
        # Whoever may see the page may keep it; nobody else.
        super().route(request, [])
        return RouteResult(self, kwargs={"is_saved": True})

    def serve(self, request: HttpRequest, *args, is_saved: bool = False, **kwargs) -> HttpResponse:
        """Answer with the page, or with the file in which readers keep it."""
        if is_saved:
            return saved_announcement(request, self)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args, **kwargs) -> dict:
        """Add `related`, `previous` and `next`: where the reader goes on; and `save_path`."""
        context = super().get_context(request, *args, **kwargs)
        context["related"] = related_announcements(self, Site.find_for_request(request))
        context["previous"], context["next"] = neighbours(self)
        context["save_path"] = SAVE_PATH
        return context

    @property
    def illustration_alt_text(self) -> str:
        """What a screen reader says of the illustration."""
        return self.illustration_alt or (self.illustration.alt if self.illustration else "")

    @property
    def updated(self) -> datetime:
        """When the text was last published; never before `date`."""
        return max(self.date, self.last_published_at or self.date)

    def metadata_fields(self, request: HttpRequest) -> dict[str, Any]:
        """Add what only announcements have."""
        category = lookup_of(request).in_language(self.category, self.locale_id)
        is_translated = category and category.live and category.locale_id == self.locale_id
        return super().metadata_fields(request) | {
            "kind": "NewsArticle",
            "published": self.date,
            "modified": self.updated,
            "subject": category.name if is_translated else "",
            "source": self.source,
            "correction": self.correction,
            "picture": illustration_of(self, request),
        }

    @cached_property
    def attachments(self) -> list[PortalDocument]:
        """The public documents that the body refers to, in order of appearance, each once."""
        ids = referred_document_ids(self.body)
        documents = public_members(PortalDocument.objects.filter(pk__in=ids))
        related = documents.select_related("issuer", "superseded_by")
        found = related.prefetch_related("tags").in_bulk()
        return [found[pk] for pk in ids if pk in found]


def latest_announcements(
    announcements: models.QuerySet[AnnouncementPage], site: Site | None = None
) -> models.QuerySet[AnnouncementPage]:
    """Narrow `announcements` to the public ones, newest first, with what a list shows of each."""
    public = public_pages(announcements, site)
    return public.select_related("category", "illustration").order_by("-date", "-pk")
