"""The addresses of webhooks in Wagtail's admin."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from . import admin_views
from .forms import EndpointForm
from .models import Endpoint


class EndpointViewSet(ModelViewSet):  # type: ignore[misc]  # Wagtail has no types
    """Endpoints: list, form, deliveries, secret."""

    model = Endpoint
    icon = "mail"
    menu_label = _("Webhooks")
    menu_name = "webhooks"
    menu_order = 890
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    ordering = "name"
    index_view_class = admin_views.IndexView
    add_view_class = admin_views.CreateView
    edit_view_class = admin_views.EditView
    inspect_view_class = admin_views.EndpointView

    def get_form_class(self, for_update: bool = False) -> type[EndpointForm]:
        """Return the form."""
        return EndpointForm

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the template of the view."""
        found: dict[str, Any] = super().get_inspect_view_kwargs(**kwargs)
        return {**found, "template_name": self.inspect_view_class.template_name}

    @property
    def secret_view(self) -> Any:
        """The view of a secret, with the ways of the others."""
        kwargs = super().get_inspect_view_kwargs()
        template_name = admin_views.SecretView.template_name
        return self.construct_view(
            admin_views.SecretView, **{**kwargs, "template_name": template_name}
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add what only webhooks have."""
        poke_view = self.construct_view(admin_views.PokeView)
        again_view = self.construct_view(admin_views.SendAgainView)
        return [
            *super().get_urlpatterns(),
            path("secret/<int:pk>/", self.secret_view, name="secret"),
            path("poke/<int:pk>/", poke_view, name="poke"),
            path("again/<int:pk>/", again_view, name="again"),
        ]
