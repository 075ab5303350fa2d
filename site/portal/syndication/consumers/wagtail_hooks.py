"""Connected systems in Wagtail's admin: the list among the settings, the report, the history."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import DateColumn, StatusTagColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry

from portal.admin_reports import add_report

from .admin_views import NEW_TOKEN, REVOKE, AddView, EditView, NewTokenView, RevokeView
from .models import Consumer
from .report_view import RequestsReportView


class ConsumerViewSet(ModelViewSet):  # type: ignore[misc]  # Wagtail has no types
    """Keeps them: who may is a permission of the groups."""

    model = Consumer
    icon = "key"
    menu_name = "consumers"
    menu_order = 610
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    add_view_class = AddView
    edit_view_class = EditView
    index_results_template_name = "consumers/index_results.html"
    edit_template_name = "consumers/edit.html"
    delete_template_name = "consumers/confirm_delete.html"
    form_fields = ("name", "contact", "per_minute")
    search_fields = ("name", "contact", "token_start")
    list_display = (
        "name",
        "token_start",
        StatusTagColumn(
            "status",
            label=_("Status"),
            sort_key="revoked_at",
            primary=lambda consumer: not consumer.revoked_at,
        ),
        DateColumn("last_used_at", label=_("Last used"), sort_key="last_used_at"),
    )

    def get_common_view_kwargs(self, **kwargs: object) -> dict[str, object]:
        """Leave out where it is used: nothing points at a system."""
        common: dict[str, object] = super().get_common_view_kwargs(**kwargs)
        return {**common, "usage_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add what is done with a token."""
        patterns: list[URLPattern] = super().get_urlpatterns()
        return [
            *patterns,
            path("new-token/<int:pk>/", NewTokenView.as_view(), name="new_token"),
            path("revoke/<int:pk>/", RevokeView.as_view(), name="revoke"),
        ]


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # the same
def register_consumers() -> ConsumerViewSet:
    """Put the list into the settings menu."""
    return ConsumerViewSet("consumers")


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]  # the same
def register_actions(actions: LogActionRegistry) -> None:
    """Let the history tell of tokens."""
    actions.register_action(NEW_TOKEN, _("New token"), _("A new token, the old one ended"))
    actions.register_action(REVOKE, _("Revoke token"), _("The token was revoked"))


add_report(
    RequestsReportView,
    "consumer_requests_report",
    "reports/consumers/",
    menu_name="consumer-requests",
    order=620,
)
