"""Keeping connected systems in the admin: what is added to Wagtail's generic views."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from .models import Consumer

NEW_TOKEN = "consumers.new_token"  # noqa: S105 - an action of the history
REVOKE = "consumers.revoke"


class AddView(generic.CreateView):  # type: ignore[misc]  # Wagtail has no types
    """Adds a system and shows its token, in the answer to the form and nowhere else."""

    def save_instance(self) -> Consumer:
        """Save it with a token."""
        self.token = self.form.instance.take_new_token()
        saved: Consumer = super().save_instance()
        return saved

    def save_action(self) -> HttpResponseBase:
        """Show the token: a redirect would have to keep it somewhere."""
        return _show_token(self, self.object, self.token)


class EditView(generic.EditView):  # type: ignore[misc]  # the same
    """Stands beside what is known of the token, and the ways to another one."""

    def get_queryset(self) -> QuerySet[Consumer]:
        """Return those among which the system is looked for."""
        return _consumers(self.request)

    def get_side_panels(self) -> MediaContainer:
        """Return none: the stock one tells whether something is published."""
        return MediaContainer([])


class ConsumerActionView(
    PermissionCheckedMixin,  # type: ignore[misc]  # the same
    WagtailAdminTemplateMixin,  # type: ignore[misc]  # the same
    TemplateView,
):
    """Asks whether something is to be done with a system, and does it."""

    model = Consumer
    permission_required = "change"

    @cached_property
    def object(self) -> Consumer:
        """The system."""
        return get_object_or_404(_consumers(self.request), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Return its name."""
        return self.object.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the list and to the system."""
        return _breadcrumbs(self, self.object, self.page_title)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the system."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "object": self.object}


class NewTokenView(ConsumerActionView):
    """Gives another token; the one before opens nothing from then on."""

    page_title = gettext_lazy("New token")
    header_icon = "key"
    template_name = "consumers/confirm_new_token.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it, in this answer and nowhere else."""
        token = self.object.take_new_token()
        self.object.save()
        log(self.object, NEW_TOKEN, user=request.user)
        return _show_token(self, self.object, token)


class RevokeView(ConsumerActionView):
    """Lets a token open nothing any more, and keeps what is known of the system."""

    page_title = gettext_lazy("Revoke token")
    header_icon = "key"
    template_name = "consumers/confirm_revocation.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Revoke it, once."""
        if not self.object.revoked_at:
            self.object.revoke()
            self.object.save()
            log(self.object, REVOKE, user=request.user)
        messages.success(
            request, _("The token of %(name)s is revoked.") % {"name": self.object.name}
        )
        return redirect("consumers:edit", self.object.pk)


def _consumers(request: HttpRequest) -> QuerySet[Consumer]:
    """Return all; locked where something is written, so that no form undoes a revocation."""
    consumers = Consumer.objects.all()
    return consumers.select_for_update() if request.method == "POST" else consumers


def _show_token(view: Any, consumer: Consumer, token: str) -> HttpResponseBase:
    """Return the page of a token, in the place of the form that made it."""
    title = _("Token")
    context = {
        **view.get_context_data(token=token),
        "header_title": f"{title}: {consumer.name}",
        "breadcrumbs_items": _breadcrumbs(view, consumer, title),
    }
    return TemplateResponse(view.request, "consumers/token.html", context)


def _breadcrumbs(view: Any, consumer: Consumer, title: str) -> list[dict[str, Any]]:
    return [
        *view.breadcrumbs_items,
        {"url": reverse("consumers:index"), "label": _("Connected systems")},
        {"url": reverse("consumers:edit", args=[consumer.pk]), "label": consumer.name},
        {"url": "", "label": title},
    ]
