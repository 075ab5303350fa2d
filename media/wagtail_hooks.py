"""The library in Wagtail's admin."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.documents.views import chooser
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .choosing import LibraryChooseResultsView, LibraryChooseView
from .editing import InspectAgainView, LibraryEditView
from .listing import LibraryIndexView
from .models import Organisation
from .review import warn_before_approving

# Wagtail 8.0 has no setting for the views of documents. Its chooser is one instance, made to be
# told its classes; its widget and its addresses stay.
chooser.viewset.choose_view_class = LibraryChooseView
chooser.viewset.choose_results_view_class = LibraryChooseResultsView


hooks.register("warn_before_approving", warn_before_approving)


@hooks.register("insert_global_admin_css")
def library_styles() -> SafeString:
    """Bring the styles everywhere: the chooser opens in the forms of pages, and brings none."""
    return format_html('<link rel="stylesheet" href="{}">', static("media/library.css"))


@hooks.register("register_admin_urls", order=-100)
def register_library_views() -> list[URLPattern]:
    """Answer at Wagtail's own addresses, before its views do; its names of them stay valid."""
    return [
        path("documents/", LibraryIndexView.as_view()),
        path("documents/results/", LibraryIndexView.as_view(results_only=True)),
        path("documents/edit/<int:document_id>/", LibraryEditView.as_view()),
        path(
            "documents/inspect/<int:document_id>/",
            InspectAgainView.as_view(),
            name="inspect_document",
        ),
    ]


@register_snippet
class OrganisationViewSet(SnippetViewSet):
    """Lists and forms of organisations."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_name = "organisations"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", "code", "system", "dissolved_on"]
    list_filter = ["system"]
