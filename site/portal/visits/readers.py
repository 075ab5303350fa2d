"""Readers, told apart for a day and known by nothing afterwards.

A reader is an HMAC of address and browser under a key that is made anew each day and stands in the
cache alone. When the day is over the key is gone, and with it every way back to an address.
"""

import hmac
import secrets
from datetime import datetime, time, timedelta

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from portal.client_address import client_address

VISIT_SECONDS = 30 * 60
VIEW_SECONDS = 10
# No browser says more; a longer one would only cost time.
BROWSER_LENGTH = 512


def browser(request: HttpRequest) -> str:
    """Return what the browser calls itself, cut to a length that a browser has."""
    return request.headers.get("User-Agent", "")[:BROWSER_LENGTH]


def pseudonym(*parts: str) -> str:
    """Return what stands for `parts` today, and for nothing tomorrow."""
    message = "\0".join(parts).encode(errors="replace")
    return hmac.digest(_key_of_the_day(), message, "sha256").hex()[:32]


def reader_of(request: HttpRequest) -> str:
    """Return what stands for the reader until midnight."""
    return pseudonym(client_address(request), browser(request))


class Reading:
    """One reader's view of one page: whether it counts, and whether a visit begins with it."""

    def __init__(self, request: HttpRequest, page_id: int, site_id: int) -> None:
        reader = reader_of(request)
        self._view = f"visits:view:{reader}:{page_id}"
        self._visit = f"visits:visit:{reader}:{site_id}"
        self.is_new = cache.add(self._view, 1, VIEW_SECONDS)
        self.is_visit = self.is_new and self._comes()

    def _comes(self) -> bool:
        """Tell whether the reader was not here; a visit lasts as long as its views go on."""
        if cache.add(self._visit, 1, VISIT_SECONDS):
            return True
        cache.touch(self._visit, VISIT_SECONDS)
        return False

    def forget(self) -> None:
        """Let the same view be counted later: this time it could not be."""
        cache.delete(self._view)
        if self.is_visit:
            cache.delete(self._visit)


def _key_of_the_day() -> bytes:
    now = timezone.localtime()
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    seconds = int((midnight - now).total_seconds()) + 1
    name = f"visits:key:{now.date()}"
    fresh = secrets.token_bytes(32)
    if cache.add(name, fresh, seconds):
        return fresh
    # Where the cache has just dropped it, one reader counts twice.
    return cache.get(name) or fresh
