"""The report of how much consumers ask, for those who have the permission."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from .models import DailyRequests
from .report import Report

policy = ModelPermissionPolicy(DailyRequests)


class RequestsReportView(
    PermissionCheckedMixin,  # type: ignore[misc]  # Wagtail has no types
    WagtailAdminTemplateMixin,  # type: ignore[misc]  # the same
    TemplateView,
):
    """Consumers and days."""

    template_name = "consumers/report.html"
    page_title = _("Requests of connected systems")
    header_icon = "key"
    permission_policy = policy
    permission_required = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Add the report itself."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "report": Report()}
