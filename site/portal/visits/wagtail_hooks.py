"""The report of visits in Wagtail's admin, for those who have the permission."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin_views import VisitsReportView, policy


class VisitsMenuItem(MenuItem):
    """The way to the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user may see it."""
        return policy.user_has_permission(request.user, "view")


@hooks.register("register_admin_urls")
def register_report() -> list[URLPattern]:
    """Give the report an address."""
    return [path("reports/visits/", VisitsReportView.as_view(), name="visits_report")]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Put it among the reports."""
    return VisitsMenuItem(
        _("Visits"), reverse_lazy("visits_report"), name="visits", icon_name="view", order=600
    )


@hooks.register("register_permissions")
def register_permission() -> QuerySet[Permission]:
    """Let the permission be given to groups."""
    return Permission.objects.filter(content_type__app_label="visits", codename="view_dailyvisits")
