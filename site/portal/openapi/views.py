"""The description of the API: for programs as an answer of the API, for people as a page."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework.request import Request

from portal.api_errors import error
from portal.entity_tags import etag
from portal.middleware import shared_answer
from portal.public_views import public_view
from portal.viewsets import OneAnswerAPIViewSet

from .document import document


class DescriptionAPIViewSet(OneAnswerAPIViewSet):
    """`openapi.json`: the same bytes whoever asks, from whatever host and process."""

    def listing_view(self, request: Request) -> HttpResponse:
        """Answer with the description."""
        content = document()
        return HttpResponse(
            content, content_type="application/json", headers={"ETag": etag(content)}
        )


description = DescriptionAPIViewSet.as_view({"get": "listing_view"})


# Whatever the method: a form's protection would answer in HTML.
@csrf_exempt
def documentation(request: HttpRequest) -> HttpResponse:
    """Show the description to people, in the language of the address.

    Raises:
        Http404: the request's host belongs to no site, or its language to no locale.
    """
    if request.method not in ("GET", "HEAD"):
        refusal = error(f'Method "{request.method}" not allowed.', HTTPStatus.METHOD_NOT_ALLOWED)
        refusal.headers["Allow"] = "GET, HEAD"
        return refusal
    view = public_view(request)
    title = _("The API for other systems")
    metadata = view.metadata(
        title=title,
        description=_("What programs can ask the portal for, and what they are answered."),
        path=reverse("api_docs"),
        above=view.above,
    )
    context = {"title": title, "metadata": metadata, "above": view.above}
    page = TemplateResponse(request, "portal/api_docs.html", context)
    return shared_answer(request, page.render())
