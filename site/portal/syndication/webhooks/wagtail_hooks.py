"""Webhooks in Wagtail's admin: their viewset, the dashboard's panel, what the log says."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import policy_registry

from .admin_views import NEW_SECRET, SECRET_SHOWN
from .models import Delivery, Endpoint
from .report import given_up
from .viewsets import EndpointViewSet

PANEL_SHOWN = 10


class GivenUpPanel(Component):  # type: ignore[misc]  # Wagtail has no types
    """What could not be delivered, on the dashboard of who keeps the webhooks."""

    name = "webhooks_given_up"
    template_name = "webhooks/given_up.html"
    order = 120

    @cached_property
    def deliveries(self) -> list[Delivery]:
        """The last ones that failed, one for each endpoint."""
        return list(given_up()[:PANEL_SHOWN])

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Give the deliveries, and the request whose token the forms need."""
        return {"deliveries": self.deliveries, "request": parent_context["request"]}


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]  # the same
def register_webhooks() -> EndpointViewSet:
    """Put the webhooks into the settings menu."""
    return EndpointViewSet("webhooks")


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]  # the same
def add_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Tell who may do something about it of what has failed."""
    policy = policy_registry.get_by_type(Endpoint)
    if policy.user_has_permission(request.user, "change"):
        panel = GivenUpPanel()
        if panel.deliveries:
            panels.append(panel)


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]  # the same
def register_actions(actions: LogActionRegistry) -> None:
    """Let the history tell of secrets; the secrets themselves are never logged."""
    actions.register_action(NEW_SECRET, _("New secret"), _("Made a new secret"))
    actions.register_action(SECRET_SHOWN, _("Secret shown"), _("Looked at the secret"))
