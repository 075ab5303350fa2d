"""The beacon: what a page that is being read asks for, by script or as an image."""

import logging
from base64 import b64decode
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page, Site

from portal.public import public_pages
from portal.throttling import network, read_rate, seconds_to_wait

from .counting import count_view
from .origins import is_foreign
from .readers import Reading, pseudonym
from .robots import is_reader

logger = logging.getLogger(__name__)

# One transparent pixel.
PIXEL = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


# No form: whoever sends one counts a view and changes nothing else.
@csrf_exempt
@cache_control(no_store=True)
@require_POST
def beacon(request: HttpRequest, page_id: int) -> HttpResponse:
    """Count a view, asked by script."""
    return _count(request, page_id) or HttpResponse(status=HTTPStatus.NO_CONTENT)


@csrf_exempt
@cache_control(no_store=True)
@require_safe
def image(request: HttpRequest, page_id: int) -> HttpResponse:
    """Count a view, asked by a browser that runs no script."""
    return _count(request, page_id) or HttpResponse(PIXEL, content_type="image/gif")


def _count(request: HttpRequest, page_id: int) -> HttpResponse | None:
    """Count the view of a public page, once for each reader; return a refusal, if any."""
    if refusal := _refuse(request):
        return refusal
    site = Site.find_for_request(request)
    pages = Page.objects.filter(pk=page_id)
    if site is None or not public_pages(pages, site).exists():
        return _refusal(HTTPStatus.NOT_FOUND, "There is no such page.")
    if request.method == "HEAD" or not is_reader(request):
        return None
    reading = Reading(request, page_id, site.pk)
    if not reading.is_new:
        return None
    try:
        count_view(page_id, site, is_visit=reading.is_visit)
    except DatabaseError as problem:
        logger.warning("A view of page %s could not be counted: %s", page_id, problem)
        reading.forget()
        return _refusal(HTTPStatus.SERVICE_UNAVAILABLE, "Try again later.")
    return None


def _refuse(request: HttpRequest) -> HttpResponse | None:
    """Refuse pages of other sites, and an address that counts too often."""
    if is_foreign(request):
        return _refusal(HTTPStatus.FORBIDDEN, "Only the portal's own pages count their views.")
    # The cache knows the address by its pseudonym only.
    asker = f"visits:{pseudonym(network(request))}"
    seconds = seconds_to_wait(asker, read_rate(settings.VISITS_RATE))
    if not seconds:
        return None
    response = _refusal(HTTPStatus.TOO_MANY_REQUESTS, "Too many views; try again later.")
    response["Retry-After"] = str(seconds)
    return response


def _refusal(status: HTTPStatus, sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
