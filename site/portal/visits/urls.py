"""Where pages tell that they are read."""

from django.urls import path

from . import views

app_name = "visits"

urlpatterns = [
    path("<int:page_id>/", views.beacon, name="beacon"),
    path("<int:page_id>.gif", views.image, name="image"),
]
