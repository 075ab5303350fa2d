"""The report of how much consumers ask, for those who have the permission."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy

from portal.admin_reports import TemplateReportView

from .models import DailyRequests
from .report import Report

policy = ModelPermissionPolicy(DailyRequests)


class RequestsReportView(TemplateReportView):
    """Consumers and days."""

    template_name = "consumers/report.html"
    page_title = _("Requests of connected systems")
    header_icon = "key"
    permission_policy = policy

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "report": Report()}
