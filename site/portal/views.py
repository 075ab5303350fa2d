"""Error pages in the portal's clothes."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from .models import PageWithdrawn
from .viewsets import error


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, or 410 for a page that was published once and has been withdrawn."""
    if request.path.startswith("/api/"):
        return error("not found", HTTPStatus.NOT_FOUND)
    if isinstance(exception, PageWithdrawn):
        status, template = HTTPStatus.GONE, "410.html"
    else:
        status, template = HTTPStatus.NOT_FOUND, "404.html"
    response = TemplateResponse(request, template, status=status)
    response["Cache-Control"] = "no-store"
    return response.render()


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database: it may be what failed."""
    if request.path.startswith("/api/"):
        return error("something went wrong here; try again later", HTTPStatus.INTERNAL_SERVER_ERROR)
    html = render_to_string("500.html")
    return HttpResponse(html, status=HTTPStatus.INTERNAL_SERVER_ERROR)
