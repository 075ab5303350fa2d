"""The library in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Organisation


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
    search_fields = ["name", "code"]
