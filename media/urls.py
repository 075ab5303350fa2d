"""Addresses of files. The name is for the reader; the number finds the file."""

from django.urls import path, re_path

from . import views

app_name = "media"

urlpatterns = [
    path("images/<int:pk>/<str:name>", views.image, name="image"),
    path("renditions/<int:pk>/<str:name>", views.rendition, name="rendition"),
    path("documents/<int:pk>/<str:name>", views.document, name="document"),
    path("first-pages/<int:pk>/<str:name>", views.first_page, name="first_page"),
    # Everything else ends here: as a page's path it would be sent on to itself with a slash.
    re_path("^", views.missing),
]
