"""What the whole portal changes in Wagtail's admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.rich_text.feature_registry import FeatureRegistry

from . import alphabet, comparisons, guide, translation_report, unmarked_strings, words_when_shown
from .action_menu import order_by_work
from .link_handlers import HANDLERS
from .menus import drop_unused_reports
from .models import User
from .moves import explain_refused_move
from .protection import refuse_to_delete
from .references import ask_before_publishing_translation, refuse_to_publish_many
from .translations import forbid_publishing_while_updating, refuse_untranslated_snippet
from .withdrawal import (
    ACTION,
    WithdrawalFormatter,
    WithdrawBulkAction,
    ask_for_reason,
)

forbid_publishing_while_updating()
unmarked_strings.mark()
words_when_shown.say()
comparisons.register()
alphabet.sort_lists()
hooks.register("before_bulk_action", refuse_to_publish_many)
# Before wagtail-localize's, which publishes.
hooks.register("before_edit_page", ask_before_publishing_translation, order=-100)
hooks.register("before_edit_snippet", refuse_untranslated_snippet, order=-100)
hooks.register("before_delete_snippet", refuse_to_delete)
hooks.register("register_admin_urls", translation_report.urls)
hooks.register("register_reports_menu_item", translation_report.menu_item)
hooks.register("register_admin_urls", guide.urls)
hooks.register("register_help_menu_item", guide.menu_item)
hooks.register("construct_help_menu", guide.drop_foreign_entries)
hooks.register("construct_reports_menu", drop_unused_reports)
hooks.register("construct_page_action_menu", order_by_work, order=100)
hooks.register("before_move_page", explain_refused_move)
hooks.register("before_unpublish_page", ask_for_reason)
# After the stock one, whose place it takes.
hooks.register("register_bulk_action", WithdrawBulkAction, order=100)


@hooks.register("register_log_actions")
def register_withdrawal(actions: LogActionRegistry) -> None:
    """Let the history show withdrawals."""
    actions.register_action(ACTION)(WithdrawalFormatter)


# After Wagtail has registered its own.
hooks.register("register_log_actions", unmarked_strings.mark_log_actions, order=100)


@hooks.register("register_rich_text_features", order=100)
def register_public_links(features: FeatureRegistry) -> None:
    """Let links lead only to what is public."""
    for handler in HANDLERS:
        features.register_link_type(handler)


def _only_equals(request: HttpRequest, user: User) -> None:
    """Keep an editor-in-chief, who keeps the users, from taking over the operator's account."""
    if user.is_superuser and not request.user.is_superuser:
        raise PermissionDenied


def _only_equals_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> None:
    """Keep him from doing so to many users at once."""
    if issubclass(action.model, User):
        for user in objects:
            _only_equals(request, user)


hooks.register("before_bulk_action", _only_equals_in_bulk)
hooks.register("before_edit_user", _only_equals)
hooks.register("before_delete_user", _only_equals)
