"""`preview/`: the draft of a preview link, once, in the shape of its page's own answer."""

from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from rest_framework.parsers import FormParser
from rest_framework.request import Request
from wagtail.models import Page

from portal.api import router
from portal.viewsets import AnonymousMixin

from .drafts import draft_of
from .front_end import front_end
from .links import redeem
from .models import PreviewLink
from .refusals import ForeignOriginError

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Access-Control-Expose-Headers": "Retry-After",
}


class PreviewAPIViewSet(AnonymousMixin):
    """Redeems links by `POST`, which nothing on the way keeps, repeats or writes down.

    The form is that of OAuth's endpoints for tokens (RFC 6749): a browser sends it to another
    origin without asking first.
    """

    model = PreviewLink
    parser_classes: ClassVar[list] = [FormParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse everybody but the front end.

        Raises:
            Http404: none is set.
            ForeignOriginError: a browser asks for the page of another site.
        """
        super().initial(request, *args, **kwargs)
        # Django stops here at DATA_UPLOAD_MAX_MEMORY_SIZE; the parser would read whatever comes.
        request._request.body  # noqa: B018 - read for what it refuses
        known = front_end()
        if known is None:
            raise Http404
        # Without one it is no browser, or one that asks its own server, which has the token.
        if request.headers.get("Origin", known.origin) != known.origin:
            raise ForeignOriginError

    def take(self, request: Request) -> HttpResponse:
        """Answer with the draft that the link shows.

        Raises:
            RefusedPreviewError: it shows none, or not this one, or not any more.
        """
        link = redeem(request.data.get("token", ""), request.data.get("page", ""))
        draft = draft_of(link)
        endpoint = router.get_model_endpoint(Page)[1]
        content = endpoint.represented_draft(router, draft, draft.get_site())
        return HttpResponse(content, content_type="application/json")

    def preflight(self, request: Request) -> HttpResponse:
        """Tell a browser that the front end may send headers of its own."""
        response = HttpResponse()
        response.headers["Access-Control-Allow-Methods"] = "POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "authorization, content-type"
        return response

    def finalize_response(
        self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Keep the answer, whatever it is, from caches, search engines and other origins."""
        answer: HttpResponse = super().finalize_response(request, response, *args, **kwargs)
        for name, value in HEADERS.items():
            answer.headers[name] = value
        if (known := front_end()) is not None:
            # Always the same, whoever asks: a browser itself refuses it to others.
            answer.headers["Access-Control-Allow-Origin"] = known.origin
        return answer
