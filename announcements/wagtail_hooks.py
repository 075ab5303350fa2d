"""Announcements in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Category


@register_snippet
class CategoryViewSet(SnippetViewSet):
    """Lists and forms of categories."""

    model = Category
    icon = "tag"
    menu_label = _("Categories")
    menu_name = "categories"
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["name", "parent", "slug"]
