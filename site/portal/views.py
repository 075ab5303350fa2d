"""Error pages in the portal's clothes."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.views import defaults

from .api_errors import error, is_api


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, in other words for a page that was published once and has been withdrawn.

    `WithdrawnMiddleware` makes that a 410, after the redirects have had their chance.
    """
    if is_api(request):
        return error("not found", HTTPStatus.NOT_FOUND)
    template = "410.html" if getattr(request, "is_withdrawn", False) else "404.html"
    response = TemplateResponse(request, template, status=HTTPStatus.NOT_FOUND)
    response["Cache-Control"] = "no-store"
    return response.render()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 for what no view gets to see: a wrong host, too many fields."""
    if is_api(request):
        return error("the request cannot be understood", HTTPStatus.BAD_REQUEST)
    return defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    if is_api(request):
        return error("forbidden", HTTPStatus.FORBIDDEN)
    return defaults.permission_denied(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database: it may be what failed."""
    if is_api(request):
        return error("something went wrong here; try again later", HTTPStatus.INTERNAL_SERVER_ERROR)
    html = render_to_string("500.html")
    return HttpResponse(html, status=HTTPStatus.INTERNAL_SERVER_ERROR)
