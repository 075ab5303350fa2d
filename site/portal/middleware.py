"""What is said of an answer, whoever made it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]


class ApiHeadersMiddleware:
    """Stands first, so that it has the last word: languages and cookies change nothing there."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then set `Vary`."""
        response = self.get_response(request)
        if request.path_info.startswith("/api/"):
            response.headers["Vary"] = "Accept-Encoding"
        return response


class WithdrawnMiddleware:
    """Stands before Wagtail's redirects: where none leads on, a withdrawn page is gone (410)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then make a 404 of a withdrawn page a 410."""
        response = self.get_response(request)
        is_missing = response.status_code == HTTPStatus.NOT_FOUND
        if is_missing and getattr(request, "is_withdrawn", False):
            response.status_code = HTTPStatus.GONE
        return response
