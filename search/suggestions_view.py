"""The endpoint of suggestions."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from portal.middleware import shared

from .suggesting import Suggestion, suggestions


@shared
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer with what may be meant by `q`, as JSON, and with what a screen reader says of it."""
    site = Site.find_for_request(request)
    locale = Locale.objects.filter(language_code=get_language()).first()
    found: list[Suggestion] = []
    if site is not None and locale is not None:
        found = suggestions(request.GET.get("q", ""), site, locale, settings.LANGUAGE_CODE)
    return JsonResponse({"told": _told(len(found)), "suggestions": list(map(_as_json, found))})


def _told(count: int) -> str:
    if not count:
        return _("No suggestions.")
    told = ngettext(
        "%(count)d suggestion. Choose one with the arrow keys.",
        "%(count)d suggestions. Choose one with the arrow keys.",
        count,
    )
    return told % {"count": count}


def _as_json(found: Suggestion) -> dict[str, object]:
    return {
        "label": "".join(piece.text for piece in found.label),
        "pieces": [{"text": piece.text, "is_marked": piece.is_marked} for piece in found.label],
        "kind": found.kind,
        "url": found.url,
        "language": found.language,
    }
