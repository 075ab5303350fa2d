"""The board's report of what other systems see."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from .models import PublishedItem
from .report import (
    built,
    described,
    failing,
    last_reconciliation,
    latest_changes,
    public_by_kind,
    waiting,
)

policy = ModelPermissionPolicy(PublishedItem)


class OtherSystemsReportView(
    PermissionCheckedMixin,  # type: ignore[misc]  # Wagtail has no types
    WagtailAdminTemplateMixin,  # type: ignore[misc]  # the same
    TemplateView,
):
    """What waits, what was built and compared last, how much is public, what the feed says."""

    template_name = "syndication/report.html"
    page_title = _("What other systems see")
    header_icon = "globe"
    permission_policy = policy
    permission_required = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Add the report itself."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the report shows."""
        compared = last_reconciliation()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "waiting": waiting(),
            "failing": failing(),
            "built": built(),
            "compared": compared,
            "problems": [described(problem) for problem in compared.problems] if compared else [],
            "kinds": public_by_kind(),
            "changes": latest_changes(),
        }
