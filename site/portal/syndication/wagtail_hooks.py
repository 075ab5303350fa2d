"""The report of what other systems see in Wagtail's admin, for those who have the permission."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin_views import OtherSystemsReportView, policy

VIEW = "other_systems_report"


class OtherSystemsMenuItem(MenuItem):  # type: ignore[misc]  # Wagtail has no types
    """The way to the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether the user may see it."""
        return bool(policy.user_has_permission(request.user, "view"))


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail has no types
def register_report() -> list[URLPattern]:
    """Give the report an address."""
    return [path("reports/other-systems/", OtherSystemsReportView.as_view(), name=VIEW)]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # the same
def register_menu_item() -> MenuItem:
    """Put it among the reports."""
    return OtherSystemsMenuItem(
        _("What other systems see"),
        reverse_lazy(VIEW),
        name="other-systems",
        icon_name="globe",
        order=610,
    )


@hooks.register("register_permissions")  # type: ignore[untyped-decorator]  # the same
def register_permission() -> QuerySet[Permission]:
    """Let the permission be given to groups."""
    return Permission.objects.filter(
        content_type__app_label="syndication", codename="view_publisheditem"
    )
