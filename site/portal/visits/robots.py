"""What asks and is no reader: programs, and browsers that fetch ahead or wish not to be counted."""

from crawleruseragents import is_crawler
from django.http import HttpRequest

from .readers import browser


def is_reader(request: HttpRequest) -> bool:
    """Tell whether a person asks who has not declined to be counted."""
    name = browser(request)
    if not name or is_crawler(name):
        return False
    return not _fetches_ahead(request) and request.headers.get("DNT") != "1"


def _fetches_ahead(request: HttpRequest) -> bool:
    purposes = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any("prefetch" in purpose or "prerender" in purpose for purpose in purposes)
