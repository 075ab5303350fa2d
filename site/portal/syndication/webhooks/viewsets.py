"""The addresses of webhooks in Wagtail's admin."""

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
    # The template has them; by itself the view would spell out every column.
    inspect_view_fields = ["name"]
    ordering = "name"
    index_view_class = admin_views.IndexView
    add_view_class = admin_views.CreateView
    edit_view_class = admin_views.EditView
    inspect_view_class = admin_views.EndpointView

    def get_form_class(self, for_update: bool = False) -> type[EndpointForm]:
        """Return the form."""
        return EndpointForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add what only webhooks have."""
        secret_view = self.construct_view(admin_views.SecretView)
        poke_view = self.construct_view(admin_views.PokeView)
        again_view = self.construct_view(admin_views.SendAgainView)
        return [
            *super().get_urlpatterns(),
            path("secret/<int:pk>/", secret_view, name="secret"),
            path("poke/<int:pk>/", poke_view, name="poke"),
            path("again/<int:pk>/", again_view, name="again"),
        ]
