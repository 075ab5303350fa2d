"""What is said of every answer under `/api/`, whoever made it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class ApiHeadersMiddleware:
    """Stands first, so that it has the last word: languages and cookies change nothing there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then set `Vary`."""
        response = self.get_response(request)
        if request.path_info.startswith("/api/"):
            response.headers["Vary"] = "Accept-Encoding"
        return response
