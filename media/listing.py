"""The library's list of documents in the admin: its columns, its filters, its search."""

from typing import Any

import django_filters  # type: ignore[import-untyped]  # it has no types
from django import forms
from django.contrib.admin.utils import quote
from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.documents.views import documents
from wagtail.models import Locale, ReferenceIndex
from wagtail.search.backends import get_search_backend

from portal import alphabet

from .kinds import CHOICES
from .models import Organisation, PortalDocument, SignatureStatus
from .number_search import found_by_number, with_number


class NumberColumn(Column):
    """The official number, never broken at its hyphens where there is room."""

    cell_template_name = "media/admin/number_cell.html"


class DayColumn(Column):
    """A day as people here write it: 06/12/2021."""

    def get_value(self, instance: Any) -> str | None:
        """Return the day in words; None where it is not known."""
        day = super().get_value(instance)
        return day and date_format(day, "SHORT_DATE_FORMAT")


class SignatureColumn(Column):
    """What the signatures prove, as icon and words."""

    cell_template_name = "media/admin/signature_cell.html"


class DocumentColumn(TitleColumn):
    """The title, and below it a link that fetches the file, with its type and size."""

    cell_template_name = "media/admin/title_cell.html"


def issuers() -> QuerySet:
    """Return the organisations that issued documents; documents name them in the main language."""
    issued = PortalDocument.objects.exclude(issuer=None).values("issuer")
    return Organisation.objects.filter(locale=Locale.get_default(), pk__in=issued)


class LibraryFilterSet(documents.DocumentsFilterSet):
    """Narrows the list by what an official document is known by."""

    number = django_filters.CharFilter(
        label=_("Number and symbol"),
        method="filter_number",
        help_text=_("In any spelling, or its beginning: 59-KH/HU, 59 kh hu, 59."),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind of document"), choices=CHOICES, empty_label=_("All")
    )
    issuer = django_filters.ModelChoiceFilter(
        label=_("Issuing authority"),
        queryset=lambda request: issuers(),
        empty_label=_("All"),
    )
    issued_on = django_filters.DateFromToRangeFilter(
        label=_("Date of issue"), widget=DateRangePickerWidget
    )
    signature_status = django_filters.MultipleChoiceFilter(
        label=_("Digital signatures"),
        choices=SignatureStatus.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    used = django_filters.ChoiceFilter(
        label=_("Use"),
        choices=[("yes", _("In use")), ("no", _("Not used anywhere"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="filter_used",
    )

    class Meta(documents.DocumentsFilterSet.Meta):
        model = PortalDocument

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Used or not is the question; how often, the list says.
        self.filters.pop("usage_count", None)

    def filter_number(self, queryset: QuerySet, name: str, text: str) -> QuerySet:
        """Keep the documents with the number, whatever its spelling."""
        return found_by_number(queryset, text)

    def filter_used(self, queryset: QuerySet, name: str, choice: str) -> QuerySet:
        """Keep the documents that something refers to, or those that nothing does."""
        counted = queryset.alias(uses=ReferenceIndex.usage_count_subquery(PortalDocument))
        return counted.filter(uses__gt=0) if choice == "yes" else counted.filter(uses=0)


class LibraryIndexView(documents.IndexView):
    """Wagtail's list, with the official fields and what the signatures prove."""

    filterset_class = LibraryFilterSet
    results_template_name = "media/admin/document_list_results.html"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """Title and file, the official fields, what the signatures prove, and the use.

        The day of upload is not among them: it would take the room of the titles.
        """
        known = {column.name: column for column in super().columns}
        ours = [
            NumberColumn("number", label=_("Number and symbol")),
            Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
            Column("issuer", label=_("Issuing authority"), sort_key="issuer__name"),
            DayColumn("issued_on", label=_("Issued"), sort_key="issued_on"),
            SignatureColumn("signature_status", label=_("Digital signatures")),
        ]
        known["usage_count"].width = None
        return [
            known["bulk_actions"],
            DocumentColumn(
                "title",
                label=_("Title"),
                sort_key="title",
                classname="library-title",
                get_url=self.get_edit_url,
                get_title_id=lambda document: f"document_{quote(document.pk)}_title",
            ),
            *ours,
            *filter(None, [known.get("collection")]),
            known["usage_count"],
        ]

    def get_base_queryset(self) -> QuerySet:
        """Read what each row shows together with the rows."""
        return super().get_base_queryset().select_related("issuer")

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        """Put what has no value last, either way, and rows of one value in a fixed order."""
        name = self.ordering.removeprefix("-")
        down = self.ordering.startswith("-")
        if name in alphabet.NAMES:
            return queryset.order_by(*alphabet.by_name(name, descending=down), "pk")
        column = F(name)
        order = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
        return queryset.order_by(order, "pk")

    def search_queryset(self, queryset: QuerySet) -> Any:
        """Find a number in any spelling, else words.

        The index of words knows few of the columns that the list is narrowed and sorted by, and
        refuses the others; so it is asked about rows that are narrowed already, by their ids.
        """
        if not self.is_searching:
            return queryset
        numbered = with_number(queryset, self.search_query)
        if numbered is not None and numbered.exists():
            return numbered
        plain = PortalDocument.objects.filter(pk__in=queryset.order_by().values("pk"))
        found = get_search_backend(self.search_backend_name).autocomplete(
            self.search_query, plain.select_related("collection", "issuer")
        )
        if not self.is_explicitly_ordered:
            return found
        return queryset.filter(pk__in=[document.pk for document in found])
