"""Reports of ours among Wagtail's: pages that whoever has the permission reaches from the menu."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin


class TemplateReportView(
    PermissionCheckedMixin,
    WagtailAdminTemplateMixin,
    TemplateView,
):
    """A report that is no list: its template shows it."""

    permission_required = "view"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Add the report itself."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


def add_report(view: Any, name: str, address: str, *, menu_name: str, order: int) -> None:
    """Give a report an address, a place in the menu, and a permission that groups can be given.

    Args:
        view: the report, with `page_title`, `header_icon` and a `permission_policy` for its model.
        name: of the address.
        address: below the admin's, `reports/visits/`.
        menu_name: how the entry of the menu is called in code.
        order: of the entry.
    """
    policy = view.permission_policy

    class ReportMenuItem(MenuItem):
        def is_shown(self, request: HttpRequest) -> bool:
            return bool(policy.user_has_permission(request.user, "view"))

    def urls() -> list[URLPattern]:
        return [path(address, view.as_view(), name=name)]

    def menu_item() -> MenuItem:
        url = reverse_lazy(name)
        icon = view.header_icon
        return ReportMenuItem(view.page_title, url, name=menu_name, icon_name=icon, order=order)

    def permission() -> QuerySet[Permission]:
        options = policy.model._meta
        return Permission.objects.filter(
            content_type__app_label=options.app_label, codename=f"view_{options.model_name}"
        )

    hooks.register("register_admin_urls", urls)
    hooks.register("register_reports_menu_item", menu_item)
    hooks.register("register_permissions", permission)
