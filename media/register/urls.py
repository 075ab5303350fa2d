"""Addresses of the register. A document's id finds its page; the rest is for people."""

from django.urls import path

from portal.middleware import shared

from . import views
from .feed import RegisterFeed

app_name = "register"

urlpatterns = [
    path("", views.register, name="register"),
    path("atom.xml", shared(RegisterFeed()), name="atom"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>-<slug:slug>/", views.document, name="document"),
]
