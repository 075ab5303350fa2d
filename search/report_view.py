"""The board's report of what readers look for."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters  # type: ignore[import-untyped]  # it has no types
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy

from portal.visits.forms import PERIODS, USUAL_PERIOD

from .looked_for import looked_for
from .models import SearchedWords

VIEW = "searched_words"
policy = ModelPermissionPolicy(SearchedWords)

# What a program for spreadsheets takes for the beginning of a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def sites() -> QuerySet[Site]:
    """Return all sites, the one that is shown first in front."""
    return Site.objects.order_by("-is_default_site", "hostname", "port")


class SearchesFilterSet(WagtailFilterSet):
    """Site, period, and whether something is found; period and site make the list itself."""

    days = django_filters.ChoiceFilter(
        label=_("Period"),
        choices=[period for period in PERIODS.items() if period[0] != USUAL_PERIOD],
        empty_label=PERIODS[USUAL_PERIOD],
        method="keep",
        widget=forms.RadioSelect,
    )
    found = django_filters.ChoiceFilter(
        label=_("Results"),
        choices=[("no", _("Nothing is found")), ("yes", _("Something is found"))],
        empty_label=_("All"),
        method="narrow",
        widget=forms.RadioSelect,
    )
    site = django_filters.ModelChoiceFilter(
        label=_("Site"), queryset=lambda request: sites(), empty_label=None, method="keep"
    )

    class Meta:
        model = SearchedWords
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sites().count() < 2:
            del self.filters["site"]

    def keep(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """Change nothing."""
        return queryset

    def narrow(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Narrow to what is found, or is not."""
        return queryset.filter(is_found=int(value == "yes"))


class SearchedWordsView(ReportView):
    """What is looked for and not found, then what is looked for most."""

    page_title = _("What readers look for")
    header_icon = "search"
    model = SearchedWords
    permission_policy = policy
    permission_required = "view"
    filterset_class = SearchesFilterSet
    index_url_name = VIEW
    index_results_url_name = f"{VIEW}_results"
    no_results_message = _("Nothing was looked for in this period, or nothing of this kind.")
    export_filename = "tim-kiem"
    list_export = ["words", "language", "searches", "results", "day"]
    export_headings = {"searches": _("Times looked for"), "day": _("Last looked for")}

    @property
    def custom_field_preprocess(self) -> dict[str, Any]:
        """Let no reader write a formula into the board's spreadsheet."""
        return {"words": {self.FORMAT_CSV: plain}}

    @property
    def columns(self) -> list[Column]:
        """What is shown of a query."""
        return [
            TitleColumn("words", label=_("Query"), get_url=self._address),
            Column("language", label=_("Language"), accessor=_language),
            Column("searches", label=_("Times looked for")),
            Column("results", label=_("Results")),
            Column("day", label=_("Last looked for"), accessor=_day),
        ]

    def get_queryset(self) -> QuerySet[SearchedWords]:
        """Return the queries of the chosen site and period; of the usual ones for strange ones."""
        site = self._chosen("site") or sites().first()
        if site is None:
            return SearchedWords.objects.none()
        return looked_for(site, timezone.localdate() - timedelta(days=self._length() - 1))

    def get_page_subtitle(self) -> str:
        """Name the period."""
        return str(PERIODS[self._length()])

    def _length(self) -> int:
        return int(self._chosen("days") or USUAL_PERIOD)

    def _chosen(self, name: str) -> Any:
        form = self.filters.form
        form.is_valid()
        return form.cleaned_data.get(name)

    def _address(self, row: SearchedWords) -> str:
        """Return where the query is answered; with a page, so that this look is not counted."""
        site = Site.find_for_request(self.request)
        with translation.override(row.language):
            path = f"{reverse('search:search')}?{urlencode({'q': row.words, 'page': 1})}"
        return path if site and row.site_id == site.pk else f"{row.site.root_url}{path}"


def _language(row: SearchedWords) -> str:
    return dict(settings.LANGUAGES).get(row.language, row.language)


def _day(row: SearchedWords) -> str:
    return date_format(row.day, "SHORT_DATE_FORMAT")


def plain(value: str) -> str:
    """Return a value that no program for spreadsheets takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULAS) else value
