"""Who issues documents: bodies of state, Party and Front, with their life and successors."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from search.folding import slugify


class System(models.TextChoices):
    """The system that a body belongs to; it decides the form of its numbers."""

    STATE = "state", _("State")
    PARTY = "party", _("Party")
    FRONT = "front", _("Fatherland Front and mass organisations")


class Organisation(
    DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, ClusterableModel
):
    """A body that issues documents (Cơ quan). A dissolved one stays the issuer of its documents."""

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(
        _("short address"), max_length=100, blank=True, help_text=_("Made from the name if empty.")
    )
    code = models.CharField(
        _("code in numbers"),
        max_length=30,
        blank=True,
        help_text=_("As it stands in official numbers: HU, UBND. Many bodies share one code."),
    )
    identifier = models.CharField(
        _("identification code"),
        max_length=35,
        blank=True,
        validators=[
            RegexValidator(
                r"^[A-Z0-9]+(\.[A-Z0-9]+)*$",
                _("Capital letters, digits and dots only, for example H48.21."),
            )
        ],
        help_text=_("Electronic identification code (Quyết định 20/2020/QĐ-TTg)."),
    )
    system = models.CharField(
        _("system"), max_length=5, choices=System.choices, default=System.STATE
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("superior body"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="subordinates",
    )
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    successors = ParentalManyToManyField(
        "self",
        verbose_name=_("successors"),
        symmetrical=False,
        blank=True,
        related_name="predecessors",
        help_text=_("The bodies that followed a dissolved one."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("system"),
        FieldPanel("parent"),
        MultiFieldPanel(
            [FieldPanel("code"), FieldPanel("identifier"), FieldPanel("slug")],
            heading=_("Codes"),
        ),
        MultiFieldPanel([FieldPanel("dissolved_on"), FieldPanel("successors")], heading=_("Life")),
    ]
    override_translatable_fields = [
        TranslatableField("name"),
        *map(
            SynchronizedField,
            ["slug", "code", "identifier", "system", "parent", "dissolved_on", "successors"],
        ),
    ]
    kept_while_used_by = ("documents", "subordinates")
    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("code"),
        index.FilterField("id"),
        index.FilterField("locale"),
        index.FilterField("system"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="media_organisation_slug")
        ]

    def __str__(self) -> str:
        return self.name or gettext("(no name yet)")

    def clean(self) -> None:
        """Give the slug its default; refuse a life that contradicts itself.

        Raises:
            ValidationError: a body above itself, or a successor of one that still exists.
        """
        super().clean()
        self.slug = self.slug or slugify(self.name, max_length=100)
        same = type(self).objects.filter(slug=self.slug, locale=self.locale_id)
        if same.exclude(pk=self.pk).exists():
            # The form has no language, so that Django does not look at the constraint itself.
            raise ValidationError({"slug": self.unique_error_message(type(self), ("slug",))})
        above = self.parent
        while above is not None:
            if above.pk == self.pk and self.pk:
                raise ValidationError({"parent": _("A body cannot stand above itself.")})
            above = above.parent
        if self.pk and not self.dissolved_on and self.successors.exists():
            raise ValidationError({"dissolved_on": _("Only a dissolved body has successors.")})
