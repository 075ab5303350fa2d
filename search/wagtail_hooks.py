"""The list of abbreviations, and the report of what readers look for, in Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Abbreviation
from .report_view import VIEW, SearchedWordsView, policy


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


class SearchesMenuItem(MenuItem):
    """The way to the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user may see it."""
        return policy.user_has_permission(request.user, "view")


@hooks.register("register_admin_urls")
def register_report() -> list[URLPattern]:
    """Give the report its addresses."""
    view = SearchedWordsView
    return [
        path("reports/searches/", view.as_view(), name=VIEW),
        path("reports/searches/results/", view.as_view(results_only=True), name=f"{VIEW}_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Put it among the reports."""
    return SearchesMenuItem(
        SearchedWordsView.page_title,
        reverse_lazy(VIEW),
        name="searches",
        icon_name="search",
        order=610,
    )


@hooks.register("register_permissions")
def register_permission() -> QuerySet[Permission]:
    """Let the permission be given to groups."""
    return Permission.objects.filter(
        content_type__app_label="search", codename="view_searchedwords"
    )
