"""What the index holds, and the abbreviations that queries are read with.

The words themselves, folded, stand beside the rows of `Entry`, in the form in which each database
searches: `search.words_table` knows it.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Site

from .folding import comparable


class Entry(models.Model):
    """An object that can be found, with the texts of which passages are shown.

    That something has an entry does not mean that it may be shown: the index is never asked without
    asking `portal.public` of what it finds.
    """

    source = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    title = models.TextField()
    summary = models.TextField()
    body = models.TextField()
    date = models.DateTimeField()
    # Something was saved since the texts were read: they are searched, and not shown.
    is_stale = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "object_id"], name="search_entry_object")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.object_id}"


class Attachment(models.Model):
    """An object of another source that is attached to the object of an entry, and leads to it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attachments")
    object_id = models.PositiveBigIntegerField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "object_id"], name="search_attachment_once")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.object_id}"


class KnownWord(models.Model):
    """A word of some text, folded: what a mistyped one may have been meant to be."""

    folded = models.CharField(max_length=60, primary_key=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.folded


class SearchedWords(models.Model):
    """What was looked for on one day, how often, and how much was found; nothing of by whom."""

    site = models.ForeignKey(
        Site, verbose_name=_("site"), on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(_("language"), max_length=10)
    # By which queries are one, however they were typed.
    folded = models.CharField(max_length=200)
    day = models.DateField(_("day"), db_index=True)
    words = models.CharField(_("words"), max_length=100)
    times = models.PositiveBigIntegerField(_("times looked for"), default=0)
    results = models.PositiveIntegerField(_("results"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = _("words that readers looked for")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["site", "language", "folded", "day"], name="search_words_of_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.words}"


class Abbreviation(models.Model):
    """Letters that stand for words. Who looks for one of both finds the other as well."""

    letters = models.CharField(
        _("abbreviation"), max_length=30, help_text=_("As it is written: UBND, TN&MT.")
    )
    words = models.CharField(
        _("in full"),
        max_length=120,
        help_text=_("With diacritics. Letters with several meanings have one entry for each."),
    )

    panels = [FieldPanel("letters"), FieldPanel("words")]

    class Meta:
        ordering = ["letters", "words"]
        verbose_name = _("abbreviation")
        verbose_name_plural = _("abbreviations")
        constraints = [
            models.UniqueConstraint(fields=["letters", "words"], name="search_abbreviation_once")
        ]

    def __str__(self) -> str:
        return f"{self.letters} – {self.words}"

    def clean(self) -> None:
        """Demand letters or digits on both sides.

        Raises:
            ValidationError: one has none, or both are the same.
        """
        letters, words = comparable(self.letters), comparable(self.words)
        errors = {
            name: _("Write letters or digits.")
            for name, text in (("letters", letters), ("words", words))
            if not text
        }
        if letters == words and not errors:
            errors["words"] = _("This is the abbreviation itself. Write what it stands for.")
        if errors:
            raise ValidationError(errors)
