"""Telling a cache that can purge which addresses answer otherwise now."""

import logging
import socket
from collections.abc import Iterable
from http import HTTPStatus

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.queue.jobs import enqueue, job

ADDRESSES_IN_ONE_JOB = 200
SECONDS = 10
SENTENCES = 5


def purge_changed(addresses: Iterable[str]) -> None:
    """Have `addresses` purged, where an operator has configured a cache that can."""
    if not settings.WAGTAILFRONTENDCACHE:
        return
    urls = sorted(addresses)
    for start in range(0, len(urls), ADDRESSES_IN_ONE_JOB):
        enqueue("syndication.purge", urls=urls[start : start + ADDRESSES_IN_ONE_JOB])


class PurgeError(Exception):
    """A cache that has not taken what it was told."""


class _Failures(logging.Handler):
    """Collects what Wagtail's backends tell the log, and nobody else."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # Who keeps nothing of an address has nothing to purge: some caches answer so.
        if HTTPStatus.NOT_FOUND not in (record.args or ()):
            self.said.append(record.getMessage())


@job("syndication.purge", _("Tell the caches what has changed"))
def purge(*, urls: list[str]) -> None:
    """Purge `urls` from every configured cache.

    Raises:
        PurgeError: one of them did not do it; the queue tries again.
    """
    from wagtail.contrib.frontend_cache.utils import get_backends

    failures = _Failures()
    logger = logging.getLogger("wagtail.frontendcache")
    logger.addHandler(failures)
    # The backends wait without end for a cache that says nothing.
    patience = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SECONDS)
    try:
        for backend in get_backends().values():
            backend.purge_batch(urls)
    finally:
        socket.setdefaulttimeout(patience)
        logger.removeHandler(failures)
    if failures.said:
        raise PurgeError("; ".join(failures.said[:SENTENCES]))
