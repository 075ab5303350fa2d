"""The board's report of what was read."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from portal.admin_reports import TemplateReportView
from portal.site_settings import settings_of

from .counting import totals
from .forms import PeriodForm
from .models import DailyVisits
from .report import Report

policy = ModelPermissionPolicy(DailyVisits)


class VisitsReportView(TemplateReportView):
    """Visits and views by day, and the pages that were read most."""

    template_name = "visits/report.html"
    page_title = _("Visits")
    header_icon = "view"
    permission_policy = policy

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, and the figures of the period and site that it chooses."""
        form = PeriodForm(self.request.GET.dict())
        context = {**super().get_context_data(**kwargs), "form": form}
        context["has_several_sites"] = form.sites.count() > 1
        site = form.chosen_site()
        if site is not None:
            pages = page_permission_policy.explorable_instances(self.request.user)
            context["report"] = Report(site, form.chosen_days(), pages)
            context["ever"] = totals(settings_of(site))
        return context
