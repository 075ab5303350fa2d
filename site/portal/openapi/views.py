"""The description of the API as an answer of the API."""

from django.http import HttpResponse
from rest_framework.request import Request

from portal.entity_tags import etag
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
