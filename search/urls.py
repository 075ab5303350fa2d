"""Addresses of the search page and of what is suggested while somebody types."""

from django.urls import path

from . import suggestions_view, views

app_name = "search"

urlpatterns = [
    path("", views.search, name="search"),
    path("suggestions/", suggestions_view.suggest, name="suggestions"),
]
