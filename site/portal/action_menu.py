"""The order of a page's actions, as the editorial board works."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.action_menu import ActionMenuItem

# Names of Wagtail's items. The first that is shown is the button itself, which must harm nothing.
ORDER = (
    "action-save-draft",
    "approve",
    "reject",
    "action-submit",
    "action-restart-workflow",
    "action-publish",
    "action-cancel-workflow",
    "action-unpublish",
)


def order_by_work(menu_items: list[ActionMenuItem], request: HttpRequest, context: Any) -> None:
    """Sort: what a reviewer answers, what a writer asks, what ends a page; others stay behind."""
    menu_items.sort(key=lambda item: ORDER.index(item.name) if item.name in ORDER else len(ORDER))
