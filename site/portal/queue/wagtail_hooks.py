"""The queue in Wagtail's admin: what is waiting, what failed and why."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from .models import Job


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Jobs are looked at; what may be done with them is the worker's affair."""

    def user_has_permission(self, user, action: str) -> bool:
        """Allow looking, to whom the permission was given."""
        return action == "view" and super().user_has_permission(user, "view")

    def user_has_any_permission(self, user, actions: list[str]) -> bool:
        """Allow what looking is among."""
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Job, ReadOnlyPolicy(Job))


class JobViewSet(ModelViewSet):
    """Lists jobs, newest first."""

    model = Job
    icon = "tasks"
    menu_label = _("Queue")
    menu_name = "queue"
    menu_order = 900
    add_to_settings_menu = True
    list_display = ["kind", "state", "attempts", "created_at", "next_at", "finished_at", "error"]
    list_filter = ["state", "kind"]
    ordering = "-pk"
    form_fields: list[str] = []
    inspect_view_enabled = True
    # Never the arguments: a mail may hold the way to a new password.
    inspect_view_fields = ["kind", "state", "attempts", "created_at", "next_at", "finished_at"]


@hooks.register("register_admin_viewset")
def register_jobs() -> JobViewSet:
    """Put the list into the settings menu."""
    return JobViewSet("jobs")
