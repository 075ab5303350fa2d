"""What is said of an answer, whoever made it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from .api_errors import is_api
from .entity_tags import etag

GetResponse = Callable[[HttpRequest], HttpResponse]


class SharedAnswersMiddleware:
    """Stands first, so that it has the last word of what caches may share.

    Languages and cookies change nothing of an API answer, nor of what says itself that caches may
    share it: public files, feeds, sitemaps.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then set `Vary`; the language of the server is nobody's business."""
        response = self.get_response(request)
        if is_api(request) or "s-maxage" in response.get("Cache-Control", ""):
            response.headers["Vary"] = "Accept-Encoding"
            response.headers.pop("Content-Language", None)
        return response


class ConditionalApiMiddleware:
    """Gives API answers their `ETag` and their life in caches; answers 304 to who has them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse | None:
        """Answer; not again to a reader who has the same bytes."""
        response = self.get_response(request)
        if not is_api(request) or request.method not in ("GET", "HEAD"):
            return response
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            response.headers["Cache-Control"] = "no-store"
            return response
        return shared_answer(request, response)


def shared_answer(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return `response` with its `ETag` and its life in caches; 304 for who has the same bytes."""
    shared = f"public, max-age=0, s-maxage={settings.API_SHARED_SECONDS}"
    response.headers.setdefault("Cache-Control", shared)
    if response.status_code != HTTPStatus.OK:
        return response
    if "ETag" not in response.headers:
        response.headers["ETag"] = etag(response.content)
    if "If-Match" in request.headers:
        # A condition for writing; a read that answered it would have an error of its own.
        return response
    tag = response.headers["ETag"]
    return get_conditional_response(request, etag=tag, response=response) or response


def shared(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view that only reads, and answers everybody with the same bytes."""

    # A form's protection would refuse other methods before `require_safe` can say which it knows.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return shared_answer(request, view(request, *args, **kwargs))

    return answer


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
