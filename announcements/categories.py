"""What announcements are about."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from search.folding import slugify


class Category(DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """A subject (Chuyên mục); one level of children is allowed."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("short address"),
        max_length=100,
        blank=True,
        help_text=_("Made from the name if empty. Consumers filter by it: do not change it."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("superior category"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="children",
        limit_choices_to={"parent__isnull": True},
    )

    panels = [FieldPanel("name"), FieldPanel("parent"), FieldPanel("slug")]
    override_translatable_fields = [
        TranslatableField("name"),
        SynchronizedField("slug"),
        SynchronizedField("parent"),
    ]
    kept_while_used_by = ("announcements", "children")
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("id"),
        index.FilterField("locale"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["name"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(fields=["slug", "locale"], name="announcements_category_slug")
        ]

    def __str__(self) -> str:
        # Readers meet it in the filter of a list, where a draft has no name.
        name = self.name or gettext("(no name yet)")
        if self.parent is None or not self.parent.live:
            return name
        return f"{self.parent.name} › {name}"

    def clean(self) -> None:
        """Give the slug its default; allow one level of children.

        Raises:
            ValidationError: a child of a child, or a parent that has children of its own above.
        """
        super().clean()
        self.slug = self.slug or slugify(self.name, max_length=100)
        same = type(self).objects.filter(slug=self.slug, locale=self.locale_id)
        if same.exclude(pk=self.pk).exists():
            # The form has no language, so that Django does not look at the constraint itself.
            raise ValidationError({"slug": self.unique_error_message(type(self), ("slug",))})
        if self.parent is None:
            return
        if self.parent_id == self.pk:
            raise ValidationError({"parent": _("A category cannot be its own superior.")})
        if self.parent.parent_id or (self.pk and self.children.exists()):
            raise ValidationError({"parent": _("Categories have one level of children only.")})
