"""The base of every endpoint: anonymous by construction, errors as JSON, parameters checked.

Hooks of Wagtail's v2 viewsets are overridden, none of its code is repeated. The queries of the
stock viewsets stand; what they find is narrowed by `portal.public`.
"""

from http import HTTPStatus
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import translation
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from wagtail.api.v2.serializers import PageSerializer
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.models import Page

from .parameters import check_fields, check_operations
from .public import public_pages, searchable
from .representation import InstanceField, page_detail_url


def error(message: str, status: HTTPStatus) -> JsonResponse:
    """Return an error in the shape of every error under `/api/`."""
    response = JsonResponse({"message": message}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def unknown_endpoint(request: HttpRequest, path: str = "") -> JsonResponse:
    """Answer for every path under `/api/` that is no endpoint."""
    return error("not found", HTTPStatus.NOT_FOUND)


class AnonymousMixin(BaseAPIViewSet):
    """Knows no user, no session and no language of the reader; answers JSON only."""

    authentication_classes: ClassVar[list] = []
    permission_classes: ClassVar[list] = []
    renderer_classes: ClassVar[list] = [JSONRenderer]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Check what stock v2 hands to the database unread.

        Raises:
            BadRequestError: a parameter has a value that cannot be.
        """
        super().initial(request, *args, **kwargs)
        check_operations(request.GET)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow by the query, whose values fit the fields that they are compared with."""
        check_fields(self.request.GET, queryset.model)
        return super().filter_queryset(queryset)

    def handle_exception(self, exc: Exception) -> Response:
        """Give every error the same shape."""
        response = super().handle_exception(exc)
        if isinstance(exc, APIException):
            response.data = {"message": str(exc.detail)}
        elif isinstance(exc, Http404):
            # The stock message names the model and with it what exists.
            response.data = {"message": "not found"}
        response["Cache-Control"] = "no-store"
        return response


class PageDetailUrlField(InstanceField):
    """`detail_url` of a page: on its own site, whichever host was asked."""

    def to_representation(self, page: Page) -> str | None:
        """Return the absolute address of the page's own answer."""
        return page_detail_url(page, self.context)


class PortalPageSerializer(PageSerializer):
    """Pages in their own language, whatever language the server speaks at the moment."""

    detail_url = PageDetailUrlField()

    def to_representation(self, instance: Page) -> dict[str, Any]:
        """Return the shape, links leading on in the page's language."""
        with translation.override(instance.locale.language_code):
            return super().to_representation(instance)


class PortalPagesAPIViewSet(AnonymousMixin, PagesAPIViewSet):
    """The public pages of the request's site, or of `site=`."""

    base_serializer_class = PortalPageSerializer
    meta_fields: ClassVar[list[str]] = [
        *PagesAPIViewSet.meta_fields,
        "translation_key",
        "translations",
        "last_published_at",
    ]

    def get_base_queryset(self) -> QuerySet:
        """Return what an anonymous visitor may see of the site."""
        return searchable(public_pages(super().get_base_queryset())).select_related("locale")
