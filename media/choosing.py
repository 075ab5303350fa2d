"""The dialog in which editors choose a document: the official fields, numbers in any spelling."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, CollectionFilterMixin, SearchFilterMixin
from wagtail.admin.ui.tables import BaseColumn
from wagtail.documents.views import chooser

from .listing import DayColumn, NumberColumn, SignatureColumn
from .number_search import with_number


class NumberFirstMixin(SearchFilterMixin):
    """Looks for a document of that number before it looks for words."""

    def filter(self, objects: QuerySet) -> Any:
        """Return the documents with the number that was written, else those with the words."""
        query = self.cleaned_data.get("q")
        numbered = with_number(objects, query) if query else None
        if numbered is None or not numbered.exists():
            return super().filter(objects)
        self.is_searching = True
        self.search_query = query
        return numbered


class LibraryFilterForm(CollectionFilterMixin, NumberFirstMixin, BaseFilterForm):
    """Search and collection."""


class OfficialColumnsMixin:
    """Shows by which of two documents of one title the editor knows the right one."""

    filter_form_class = LibraryFilterForm

    @property
    def columns(self) -> list[BaseColumn]:
        """Wagtail's columns, the official ones behind the title."""
        title, *others = super().columns  # type: ignore[misc]  # Wagtail's, to which it is mixed
        return [
            title,
            NumberColumn("number", label=_("Number and symbol")),
            DayColumn("issued_on", label=_("Issued")),
            SignatureColumn("signature_status", label=_("Digital signatures")),
            *others,
        ]


class LibraryChooseView(OfficialColumnsMixin, chooser.DocumentChooseView):
    """The whole dialog."""


class LibraryChooseResultsView(OfficialColumnsMixin, chooser.DocumentChooseResultsView):
    """The list in it, when it is searched or leafed through."""
