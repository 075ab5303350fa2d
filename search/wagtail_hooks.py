"""The list of abbreviations in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Abbreviation


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
