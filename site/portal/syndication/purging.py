"""Telling a cache that can purge which addresses answer otherwise now."""

import socket
from collections.abc import Iterable

from django.conf import settings

from portal.queue.jobs import enqueue, job

ADDRESSES_IN_ONE_JOB = 200
SECONDS = 10


def purge_changed(addresses: Iterable[str]) -> None:
    """Have `addresses` purged, where an operator has configured a cache that can."""
    if not settings.WAGTAILFRONTENDCACHE:
        return
    urls = sorted(addresses)
    for start in range(0, len(urls), ADDRESSES_IN_ONE_JOB):
        enqueue("syndication.purge", urls=urls[start : start + ADDRESSES_IN_ONE_JOB])


@job("syndication.purge")
def purge(*, urls: list[str]) -> None:
    """Purge `urls` from every configured cache.

    What a cache refuses stands in the log, as Wagtail's backends leave it, and lives there until it
    is over. They wait without end for a cache that says nothing; this job does not.
    """
    from wagtail.contrib.frontend_cache.utils import get_backends

    patience = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SECONDS)
    try:
        for backend in get_backends().values():
            backend.purge_batch(urls)
    finally:
        socket.setdefaulttimeout(patience)
