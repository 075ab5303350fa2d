"""The search page."""

from dataclasses import replace
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Site

from .address import MAX_QUERY, Address
from .cards import cards
from .engine import Answer, Question, ask
from .found import Order
from .log import record_search
from .offers import offers
from .suggesting import places_to_go

PAGE_SIZE = 10
ORDERS: Final[tuple[tuple[Order, Promise], ...]] = (
    ("fit", _("best fit")),
    ("date", _("newest")),
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what the public finds by the words of `q`, on this site, in the reader's language."""
    address = Address.read(request.GET)
    context: dict[str, Any] = {"address": address, "max_query": MAX_QUERY}
    site = Site.find_for_request(request)
    locale = Locale.objects.filter(language_code=get_language()).first()
    if address.text and not address.is_too_long and site and locale:
        question = Question(
            address.text, site=site, locale=locale, filters=address.filters, order=address.order
        )
        answer = ask(question)
        page = Paginator(range(answer.total), PAGE_SIZE).get_page(request.GET.get("page"))
        start = (page.number - 1) * PAGE_SIZE
        hits = answer.part(start, start + PAGE_SIZE)
        record_search(request, address.text, answer.total)
        context |= {
            "total": answer.total,
            "page_of_hits": page,
            "cards": list(cards(hits, request)),
            "offers": list(offers(address, answer.facets, locale.language_code)),
            "orders": [(name, label, address.in_order(name).href) for name, label in ORDERS],
            "locale": locale,
        }
        if not answer.total:
            context |= _ways_on(address, answer)
    if site and locale and not context.get("total"):
        context["places"] = places_to_go(site, locale)
    return TemplateResponse(request, "search/search.html", context)


def _ways_on(address: Address, answer: Answer) -> dict[str, Any]:
    """Return where somebody goes who found nothing: the same without filters, or other words."""
    everything = address.without(*address.filters)
    if address.filters:
        answer = ask(replace(answer.question, filters={}))
    meant = answer.did_you_mean
    return {
        "everything": everything,
        "total_of_everything": answer.total,
        "meant": everything.for_text(meant) if meant else None,
    }
