"""Wagtail's preview on the front end: what page types inherit."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from wagtail.models import PreviewableMixin

from .front_end import front_end
from .links import make_link

FRONT_END_MODE = "front-end"


class FrontEndPreviewMixin(PreviewableMixin):
    """Offers the preview on the front end first, where one is set, then that on the portal."""

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Pairs of name and label of the ways in which editors see a draft."""
        known = front_end()
        modes: list[tuple[str, Any]] = super().preview_modes
        if known is None:
            return modes
        own = [(name, _("On this portal")) for name, _label in modes]
        return [(FRONT_END_MODE, _("On %(host)s") % {"host": known.host}), *own]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Lead to the front end with a fresh link; what it never shows the portal shows itself."""
        known = front_end()
        if mode_name == FRONT_END_MODE and known and request.user.is_authenticated:
            address = make_link(self, request.user, known)
            if address is not None:
                return _lead_to(address)
        shown: HttpResponse = super().serve_preview(request, mode_name)
        return shown


def _lead_to(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    add_never_cache_headers(response)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
