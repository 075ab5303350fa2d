"""The list of abbreviations, and the report of what readers look for, in Wagtail's admin."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.admin_reports import add_report

from .models import Abbreviation
from .report_view import VIEW, SearchedWordsView


@register_snippet
class AbbreviationViewSet(SnippetViewSet):
    """The list and its forms; what is changed there holds for the next query."""

    model = Abbreviation
    icon = "edit"
    menu_label = _("Abbreviations")
    menu_name = "abbreviations"
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["letters", "words"]
    search_fields = ["letters", "words"]


add_report(SearchedWordsView, VIEW, "reports/searches/", menu_name="searches", order=630)


@hooks.register("register_admin_urls")
def register_results() -> list[URLPattern]:
    """Give an address to the list alone, which a filter puts into the page."""
    results = SearchedWordsView.as_view(results_only=True)
    return [path("reports/searches/results/", results, name=f"{VIEW}_results")]
