"""What the comparison of two revisions shows of values that are no text.

Wagtail writes them as Python does: `None`, `True`, `2026-11-05 02:00:00+00:00`.
"""

from datetime import date, datetime
from typing import Any

from django.db import models
from django.template.defaultfilters import yesno
from django.utils.formats import date_format, localize
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from wagtail import blocks
from wagtail.admin.compare import (
    BlockComparison,
    FieldComparison,
    TextDiff,
    diff_text,
    register_comparison_class,
)

_FIELDS = (models.BooleanField, models.DateField, models.IntegerField, models.DecimalField)
_BLOCKS = (
    blocks.BooleanBlock,
    blocks.CharBlock,
    blocks.ChoiceBlock,
    blocks.DateBlock,
    blocks.DecimalBlock,
    blocks.EmailBlock,
    blocks.RegexBlock,
    blocks.TextBlock,
    blocks.URLBlock,
)


def said(value: Any) -> str:
    """Return `value` as forms and lists show it; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return capfirst(str(yesno(value)))
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(localize(value))


class ValueComparison(FieldComparison):
    """Compares fields that hold one value."""

    def htmldiff(self) -> SafeString:
        """Return the value, or the old one and the new one where they differ."""
        if not self.has_changed():
            return escape(said(self.val_a))
        changes = [("deletion", said(self.val_a)), ("addition", said(self.val_b))]
        return TextDiff([(kind, text) for kind, text in changes if text]).to_html()


class ValueBlockComparison(BlockComparison):
    """Compares blocks that hold one value."""

    def htmlvalue(self, val: Any) -> SafeString:
        """Return the value."""
        return escape(self._said(val))

    def htmldiff(self) -> SafeString:
        """Return the value with its changes marked."""
        return diff_text(self._said(self.val_a), self._said(self.val_b)).to_html()

    def _said(self, value: Any) -> str:
        if isinstance(self.block, blocks.ChoiceBlock):
            value = dict(self.block.field.choices).get(value, value)
        return said(value)


def register() -> None:
    """Have fields and blocks compared so."""
    for field in _FIELDS:
        register_comparison_class(field, comparison_class=ValueComparison)
    for block in _BLOCKS:
        block.get_comparison_class = lambda _self: ValueBlockComparison
