"""The portal's addresses, and beside them Wagtail's own API of the same pages."""

from django.urls import path

from portal.urls import *  # noqa: F403 - handlers of errors too
from portal.urls import urlpatterns as portal_urlpatterns

from .stock import our_shapes, stock

urlpatterns = [
    path("stock/", stock.urls),
    path("shapes/", our_shapes.urls),
    *portal_urlpatterns,
]
