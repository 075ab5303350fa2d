"""`visits/`: the counts, which stand in no other answer."""

from django.db.models.functions import Coalesce
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from portal.parameters import MAX_INTEGER, Parameter
from portal.public import public_pages
from portal.site_settings import settings_of
from portal.viewsets import OneAnswerAPIViewSet

from .counting import totals
from .models import DailyVisits
from .shapes import Visits

MAX_IDS = 100
MAX_DIGITS = len(str(MAX_INTEGER))


class VisitsAPIViewSet(OneAnswerAPIViewSet):
    """The counts of the request's site, or of `site=`, and of those pages that `ids=` names."""

    name = "visits"
    model = DailyVisits
    about = "How often the portal and its pages were read."
    shape = Visits
    own_parameters = {
        "ids": Parameter(
            f"The views of these pages, up to {MAX_IDS}, by their ids with commas between them. "
            "One that is not public, or on another site, is left out.",
            "12,31",
            {"type": "string", "pattern": r"^[0-9]{1,9}(,[0-9]{1,9})*$"},
        )
    }
    known_query_parameters = (
        OneAnswerAPIViewSet.known_query_parameters | own_parameters.keys() | {"site"}
    )

    def listing_view(self, request: Request) -> Response:
        """Answer with the one object."""
        ids = page_ids(request.GET["ids"]) if "ids" in request.GET else set()
        if self.site is None:
            raise Http404
        pages = public_pages(Page.objects.filter(pk__in=ids), self.site).order_by("pk")
        counted = pages.values_list("pk", Coalesce("view_count__views", 0)) if ids else []
        visits, views = totals(settings_of(self.site))
        return Response({"visits": visits, "views": views, "pages": dict(counted)})


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
