"""What every page type shares, the settings of a portal, and its people."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.panels.comment_panel import CommentPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page, PagePermissionTester
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from search.folding import SLUG_FORMATTERS, nfc, slugify

from .forms import PortalCopyForm, PortalPageForm
from .page_shapes import PageSummary
from .previewing.pages import FrontEndPreviewMixin
from .public import is_published, is_restricted
from .references import HiddenTargetsPanel
from .sites import moves_into_another_site
from .slugs import is_reserved, slug_problem
from .syndication.panels import OtherSystemsPanel


class User(AbstractUser):
    """A member of the editorial board. A model of our own, because it cannot become one later."""

    def get_full_name(self) -> str:
        """Return the name in Vietnamese order: family name first."""
        return f"{self.last_name} {self.first_name}".strip()


class PortalPermissionTester(PagePermissionTester):
    """Withdrawing is for the board, deleting for the editor-in-chief (`bulk_delete_page`)."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Tell whether the page may be deleted; with `ignore_bulk`, whether it may be moved."""
        if not super().can_delete(ignore_bulk=ignore_bulk):
            return False
        return ignore_bulk or self.user.is_superuser or "bulk_delete" in self.permissions


class PortalPage(FrontEndPreviewMixin, Page):
    """Abstract base of every page type: slug, panels, permissions, what the API shows of each."""

    base_form_class = PortalPageForm
    copy_form_class = PortalCopyForm

    content_panels = [
        TitleFieldPanel("title", placeholder=_("Title"), help_text=_("As the public reads it."))
    ]
    seo_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("slug", widget=SlugInput(formatters=SLUG_FORMATTERS)),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            _("For search engines"),
        ),
    ]
    menu_panels: ClassVar = [MultiFieldPanel([FieldPanel("show_in_menus")], _("For site menus"))]
    promote_panels = [*seo_panels, *menu_panels]
    settings_panels = [
        PublishingPanel(),
        OtherSystemsPanel(heading=_("What other systems see")),
        CommentPanel(),
    ]

    override_translatable_fields: ClassVar = [SynchronizedField("slug")]

    # What the answers of a list show of other tables, row by row.
    api_select_related: ClassVar[tuple[str, ...]] = ("locale",)
    # What the page's own answer looks like.
    api_shape: ClassVar[type[PageSummary]]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Save; an alias of an alias follows the original, which decides what is public."""
        if self.alias_of and self.alias_of.alias_of_id:
            self.alias_of_id = self.alias_of.alias_of_id
        return super().save(*args, **kwargs)

    def full_clean(self, *args, **kwargs) -> None:
        """Store titles in NFC, and give a page without a slug one made from its title."""
        self.title = nfc(self.title)
        self._fill_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """The same for drafts, which Wagtail saves without full validation."""
        self.title = nfc(self.title)
        self._fill_slug()
        super().minimal_clean()

    def clean(self) -> None:
        """Refuse a slug that would hide an address of the portal, or be hidden by it.

        Raises:
            ValidationError: a reserved slug directly under a site's root, or one that is not ASCII.
        """
        super().clean()
        parent = self.get_parent() if self._parent_is_known() else None
        if self.slug and (problem := slug_problem(self.slug, parent)):
            raise ValidationError({"slug": problem})

    def check_complete(self) -> None:
        """Demand what a page must have to be reviewed or published, and a draft need not.

        Raises:
            ValidationError: something is missing.
        """

    def can_move_to(self, parent: Page) -> bool:
        """Tell whether this page may lie under `parent`, which it does not yet."""
        return (
            super().can_move_to(parent)
            and not is_reserved(self.slug, parent)
            and not moves_into_another_site(self, parent)
        )

    def metadata_fields(self, request: HttpRequest) -> dict[str, Any]:
        """Return the fields of `portal.metadata.Metadata` that this type of page knows."""
        return {
            "title": self.seo_title or self.title,
            "description": self.search_description or getattr(self, "summary", ""),
            "modified": self.last_published_at,
        }

    def permissions_for_user(self, user: User) -> PagePermissionTester:
        """Return what `user` may do with this page."""
        return PortalPermissionTester(user, self)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page for the rest of a path.

        A page that was published once, and that nothing restricts, is marked on the request: it is
        gone (410), not unknown. Wagtail swallows the exception, so the exception cannot say it.

        Raises:
            Http404: there is none, or it is not published.
        """
        if path_components:
            return super().route(request, path_components)
        if self.locale.language_code != get_language():
            # Without an English root Wagtail would show the Vietnamese one under /en/.
            raise Http404
        if is_published(self):
            return super().route(request, path_components)
        vars(request)["is_withdrawn"] = bool(self.first_published_at) and not is_restricted(self)
        raise Http404

    def _parent_is_known(self) -> bool:
        return bool(self.path or getattr(self, "_cached_parent_obj", None))

    def _fill_slug(self) -> None:
        if self.slug or not self._parent_is_known():
            return
        base = slugify(self.title, max_length=240) or self._meta.model_name
        if is_reserved(base, self.get_parent()):
            base = f"{base}-{self._meta.model_name}"
        self.slug = self._get_autogenerated_slug(base)


def tabs(*, content: list, further: list[ObjectList] | None = None) -> TabbedInterface:
    """Return the tabs of a page's edit view: content first, then what few editors need."""
    return TabbedInterface(
        [
            ObjectList([HiddenTargetsPanel(), *content], heading=_("Content")),
            *(further or []),
            ObjectList(PortalPage.promote_panels, heading=_("Address and search engines")),
            ObjectList(PortalPage.settings_panels, heading=_("Publishing")),
        ]
    )


@register_setting(icon="home")
class PortalSettings(BaseSiteSetting):
    """Thông tin cổng: what a portal says of itself, in one language for all of its pages."""

    portal = models.CharField(_("name of the portal"), max_length=255, blank=True)
    agency = models.CharField(_("agency"), max_length=255, blank=True)
    parent_agency = models.CharField(_("superior agency"), max_length=255, blank=True)
    editor_in_chief = models.CharField(
        _("editor-in-chief"),
        max_length=255,
        blank=True,
        help_text=_("Name and post, as they stand in the footer."),
    )
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    logo = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    licence = models.CharField(
        _("licence"),
        max_length=255,
        blank=True,
        help_text=_("Number and date of the portal's licence."),
    )
    footer_note = models.CharField(_("last line of the footer"), max_length=255, blank=True)
    accessibility_statement = models.ForeignKey(
        Page,
        verbose_name=_("accessibility statement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The footer of every page leads there, in the reader's language."),
    )
    first_visits = models.PositiveBigIntegerField(
        _("visits carried over"), default=0, help_text=_("Counted by the portal before this one.")
    )
    first_views = models.PositiveBigIntegerField(
        _("views carried over"), default=0, help_text=_("Counted by the portal before this one.")
    )

    select_related = ["logo"]

    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("portal", "agency", "parent_agency", "logo")],
            _("Name"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("editor_in_chief", "telephone", "email", "address")],
            _("Editorial board and contact"),
        ),
        MultiFieldPanel(
            [
                *(FieldPanel(name) for name in ("licence", "footer_note")),
                PageChooserPanel("accessibility_statement", "home.StandardPage"),
            ],
            _("Last lines"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("first_visits", "first_views")],
            _("Counts carried over"),
        ),
    ]

    class Meta:
        verbose_name = verbose_name_plural = _("portal settings")

    def __str__(self) -> str:
        return self.portal or str(self.site)

    @property
    def name(self) -> str:
        """The portal's name; the site's where nobody has given it one."""
        return self.portal or self.site.site_name or self.site.hostname
