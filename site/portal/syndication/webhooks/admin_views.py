"""Webhooks in Wagtail's admin: the list, one endpoint with its deliveries, its secret."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from .forms import type_choices
from .models import Delivery, Endpoint
from .pokes import drop, poke, send_again
from .report import latest, with_last_attempt
from .results import Result
from .sealing import UnreadableSecretError

NEW_SECRET = "webhooks.new_secret"  # noqa: S105 - the name of an action
SECRET_SHOWN = "webhooks.secret_shown"  # noqa: S105 - the same
ON_ITS_WAY = _("The message is on its way. Load this page again to see what came of it.")
SWITCHED_OFF = _("Nothing is sent while it is switched off.")


class IndexView(generic.IndexView):  # type: ignore[misc]  # Wagtail has no types
    """Lists the endpoints with what came of the last attempt."""

    page_title = _("Webhooks")
    page_subtitle = ""

    @cached_property
    def columns(self) -> list[Column]:
        """Return the name, whether it is on, and the last result."""
        return [
            self._get_title_column("name"),
            BooleanColumn("is_active", label=_("Switched on")),
            LastResultColumn("last_result", label=_("Last result")),
        ]

    def get_base_queryset(self) -> Any:
        """Bring the last attempts along."""
        return with_last_attempt(super().get_base_queryset())

    def get_list_more_buttons(self, instance: Endpoint) -> list[Button]:
        """Say of the page that shows an endpoint what it shows."""
        buttons: list[Button] = super().get_list_more_buttons(instance)
        for button in buttons:
            if button.url == self.get_inspect_url(instance):
                button.label = _("Messages")
                button.icon_name = "mail"
        return buttons


class LastResultColumn(Column):  # type: ignore[misc]  # the same
    """What came of the last attempt, and when it was made."""

    cell_template_name = "webhooks/last_result_cell.html"

    def get_value(self, instance: Any) -> Delivery | None:
        """Return the delivery that was attempted last."""
        return next(iter(instance.last_attempted), None)


class CreateView(generic.CreateView):  # type: ignore[misc]  # the same
    """Leads on to the secret."""

    def get_success_url(self) -> str:
        """Return where the secret can be seen."""
        return reverse("webhooks:secret", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        """Offer nothing besides."""
        return []


class EditView(generic.EditView):  # type: ignore[misc]  # the same
    """Leaves unsent what waits when an endpoint is switched off; pokes it when it is on again."""

    def save_instance(self) -> Endpoint:
        """Save, and do what follows."""
        instance: Endpoint = super().save_instance()
        if "is_active" in self.form.changed_data:
            if instance.is_active:
                poke(instance)
            else:
                drop(instance.pk)
        return instance


class EndpointView(generic.InspectView):  # type: ignore[misc]  # the same
    """One endpoint and what it was sent."""

    page_title = _("Messages")
    template_name = "webhooks/endpoint.html"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Add the way to the secret."""
        buttons: list[Button] = super().header_more_buttons
        if self.user_has_permission("change"):
            url = reverse("webhooks:secret", args=[self.object.pk])
            buttons.append(Button(_("Secret"), url=url, icon_name="key", priority=15))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the deliveries and what may be done."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        names = dict(type_choices())
        return {
            **context,
            "deliveries": latest(self.object),
            "types": [names.get(label, label) for label in self.object.types],
            "can_change": self.user_has_permission("change"),
        }


class SecretView(generic.InspectView):  # type: ignore[misc]  # the same
    """Shows a secret one time, and makes a new one.

    The secret is in the answer to a POST and nowhere else: neither in the session nor in an
    address. Who repeats the question is told that it has been shown.
    """

    page_title = _("Secret")
    permission_required = "change"
    any_permission_required = None
    template_name = "webhooks/secret.html"
    fields = ["name"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the secret, or replace it."""
        if "renew" in request.POST:
            self.object.renew_secret()
            log(self.object, NEW_SECRET)
            messages.success(request, _("There is a new secret: messages are signed with it now."))
            return redirect(request.path)
        try:
            secret = self.object.secret
        except UnreadableSecretError:
            messages.error(request, Result.SECRET.label)
            return redirect(request.path)
        unseen = Endpoint.objects.filter(pk=self.object.pk, secret_shown_at=None)
        if unseen.update(secret_shown_at=timezone.now()):
            log(self.object, SECRET_SHOWN)
        else:
            secret = ""
        self.object.refresh_from_db()
        response: HttpResponse = self.render_to_response(self.get_context_data(secret=secret))
        return response


class _ActionView(PermissionCheckedMixin, View):  # type: ignore[misc]  # the same
    """Does something with an endpoint and goes back to it."""

    # Without it nobody would be asked for permission.
    model = Endpoint
    http_method_names = ["post"]
    permission_required = "change"

    def _back(self, endpoint_id: int) -> HttpResponseRedirect:
        return redirect("webhooks:inspect", endpoint_id)


class PokeView(_ActionView):
    """Sends a message as if something had changed."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write it; the worker sends it within a second."""
        endpoint = get_object_or_404(Endpoint, pk=pk)
        if endpoint.is_active:
            poke(endpoint)
            messages.success(request, ON_ITS_WAY)
        else:
            messages.error(request, SWITCHED_OFF)
        return self._back(pk)


class SendAgainView(_ActionView):
    """Sends again what has failed."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have it tried for another day."""
        delivery = get_object_or_404(Delivery.objects.select_related("endpoint"), pk=pk)
        if not delivery.endpoint.is_active:
            messages.error(request, SWITCHED_OFF)
        elif send_again(delivery):
            messages.success(request, ON_ITS_WAY)
        else:
            messages.warning(request, _("This message has not failed: it is not sent again."))
        return self._back(delivery.endpoint_id)
