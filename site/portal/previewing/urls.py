"""The address at which preview links are redeemed."""

from django.urls import path

from .viewsets import PreviewAPIViewSet

app_name = "previewing"
urlpatterns = [
    path("", PreviewAPIViewSet.as_view({"post": "take", "options": "preflight"}), name="take"),
]
