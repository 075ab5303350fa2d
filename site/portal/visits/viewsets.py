"""`visits/`: the counts, which stand in no other answer."""

from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from portal.parameters import MAX_INTEGER
from portal.public import public_pages
from portal.site_settings import settings_of
from portal.viewsets import AnonymousMixin

from .counting import totals
from .models import DailyVisits

MAX_IDS = 100
MAX_DIGITS = len(str(MAX_INTEGER))


class VisitsAPIViewSet(AnonymousMixin):
    """The counts of the request's site, or of `site=`, and of those pages that `ids=` names."""

    name = "visits"
    model = DailyVisits
    known_query_parameters = frozenset({"ids", "site", "_", "format"})

    def listing_view(self, request: Request) -> Response:
        """Answer with the one object."""
        self.check_query_parameters(self.get_queryset())
        ids = page_ids(request.GET["ids"]) if "ids" in request.GET else set()
        if self.site is None:
            raise Http404
        pages = public_pages(Page.objects.filter(pk__in=ids), self.site).order_by("pk")
        counted = pages.values_list("pk", Coalesce("view_count__views", 0)) if ids else []
        visits, views = totals(settings_of(self.site))
        return Response({"visits": visits, "views": views, "pages": dict(counted)})

    @classmethod
    def get_available_fields(cls, model: type, db_fields_only: bool = False) -> list[str]:
        """Return no field: one object is not filtered."""
        return []

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return one address: there is one object."""
        return [path("", cls.as_view({"get": "listing_view"}), name="listing")]


def page_ids(text: str) -> set[int]:
    """Return the ids of pages in `text`, `12,31`.

    Raises:
        BadRequestError: one is no id, or there are too many.
    """
    parts = {part.strip() for part in text.split(",")}
    if len(parts) > MAX_IDS:
        raise BadRequestError(f"ids must not name more than {MAX_IDS} pages")
    if not all(part.isascii() and part.isdecimal() for part in parts):
        raise BadRequestError("ids must be ids of pages, separated by commas (12,31)")
    if any(len(part) > MAX_DIGITS or int(part) > MAX_INTEGER for part in parts):
        raise BadRequestError(f"ids must not be greater than {MAX_INTEGER}")
    return {int(part) for part in parts}
