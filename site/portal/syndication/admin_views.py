"""The board's report of what other systems see."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy

from portal.admin_reports import TemplateReportView

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


class OtherSystemsReportView(TemplateReportView):
    """What waits, what was built and compared last, how much is public, what the feed says."""

    template_name = "syndication/report.html"
    page_title = _("What other systems see")
    header_icon = "globe"
    permission_policy = policy

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
