"""Errors under `/api/`: always JSON, never kept by a cache."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt

API_ROOT = "/api/"


def error(message: str, status: HTTPStatus) -> JsonResponse:
    """Return an error in the shape of every error under `/api/`."""
    response = JsonResponse({"message": message}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def is_api(request: HttpRequest) -> bool:
    """Tell whether the answer to `request` is for a program."""
    return request.path_info.startswith(API_ROOT)


# Whatever the method: a form's protection would answer in HTML.
@csrf_exempt
def unknown_endpoint(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer for every path under `/api/` that is no endpoint, or lacks the slash at its end."""
    with_slash = f"{request.path_info}/"
    if not path.endswith("/") and resolve(with_slash).func is not unknown_endpoint:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{with_slash}?{query}" if query else with_slash)
    return error("not found", HTTPStatus.NOT_FOUND)
