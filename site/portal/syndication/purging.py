"""Telling a cache that can purge which addresses answer otherwise now."""

from collections.abc import Iterable

from django.conf import settings

from portal.queue.jobs import enqueue, job

ADDRESSES_IN_ONE_JOB = 200


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

    Not Wagtail's `purge_urls_from_cache`: its task ends well whatever the cache answers, and this
    one is to be tried again.
    """
    from wagtail.contrib.frontend_cache.utils import get_backends

    for backend in get_backends().values():
        for url in urls:
            backend.purge(url)
