"""The search page."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from portal.public import public_pages

from .folding import nfc
from .log import record_search
from .results import search as search_among

PAGE_SIZE = 10
MAX_QUERY = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the public pages of this site, in the reader's language, that hold the words of `q`."""
    query = nfc(request.GET.get("q", "")).replace("\x00", "").strip()[:MAX_QUERY]
    results: Any = []
    site = Site.find_for_request(request)
    if query and site is not None:
        in_language = Page.objects.filter(locale__language_code=get_language())
        pages: Any = public_pages(in_language, site)
        results = search_among(pages.specific(), query)
    paginator = Paginator(results, PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    record_search(request, query, paginator.count)
    return TemplateResponse(
        request, "search/search.html", {"query": query, "results": page, "total": paginator.count}
    )
