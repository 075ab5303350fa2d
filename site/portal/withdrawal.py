"""Withdrawing what was public asks for a reason, which stands in the page's history."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions import UnpublishBulkAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry, Page

ACTION = "portal.withdraw"
MAX_REASON = 500


class WithdrawalFormatter(LogFormatter):
    """How a withdrawal reads in the history."""

    label = gettext_lazy("Withdraw")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        """Return the reason in a sentence."""
        return _("Withdrawn. Reason: %(reason)s") % {"reason": log_entry.data.get("reason", "")}


class WithdrawalForm(DefaultPageForm):
    """The stock question about subpages, and the reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for withdrawing"),
        help_text=gettext_lazy("Kept in the history of the page; readers do not see it."),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawBulkAction(UnpublishBulkAction):
    """Stands in the place of the stock bulk action, which asks nothing."""

    form_class = WithdrawalForm
    template_name = "portal/admin/confirm_bulk_withdrawal.html"

    def get_execution_context(self) -> dict[str, Any]:
        """Hand on the reason."""
        reason = self.cleaned_form.cleaned_data["reason"]
        return {**super().get_execution_context(), "reason": reason}

    @classmethod
    def execute_action(cls, objects: list[Page], reason: str = "", **kwargs: Any):
        """Write down why, then withdraw."""
        for page in objects:
            _log_reason(page, kwargs["user"], reason, kwargs["include_descendants"])
        return super().execute_action(objects, **kwargs)


def ask_for_reason(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Write down why, and who; send the editor back where the reason is missing."""
    reason = request.POST.get("reason", "").strip()[:MAX_REASON]
    if reason:
        _log_reason(page, request.user, reason, bool(request.POST.get("include_descendants")))
        return None
    messages.error(request, _("Say why this page is withdrawn. Nothing has been changed yet."))
    return redirect(request.get_full_path())


def _log_reason(page: Page, user: Any, reason: str, include_descendants: bool) -> None:
    """Log `reason` before the withdrawal, in its transaction: then it is known what is public."""
    below = page.get_descendants().live().specific() if include_descendants else []
    withdrawn = [child for child in below if child.permissions_for_user(user).can_unpublish()]
    for each in (page, *withdrawn):
        log(each, ACTION, user=user, data={"reason": reason})
