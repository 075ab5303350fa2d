"""One run: the data, the site, everything that is measured, in an order that leaves it intact."""

import sys
import time
from collections.abc import Iterable
from contextlib import closing

from django.db import connection

from portal.syndication import builder, triggers
from portal.syndication.models import PublishedItem

from . import announcements, editing, growth, reading, spreading
from .figures import Figure
from .site import Site


def measure(url: str, count: int) -> list[Figure]:
    """Return all figures of a site with `count` announcements; its database is used up then."""
    figures: list[Figure] = []

    def note(found: Iterable[Figure]) -> None:
        for figure in found:
            figures.append(figure)
            print(figure, file=sys.stderr, flush=True)

    triggers.uninstall()
    category = announcements.generate(count).category
    triggers.install()
    note([_first_build()])
    _settle()
    with closing(Site(url)) as site, site.serving():
        note(reading.details(site.client()))
        note(reading.lists(site.client()))
        note(reading.full_copy(site.client()))
        note(editing.publishing())
        note(editing.renaming(category))
        note(spreading.spreading(site, category))
        note(growth.feed_pages(site))
    connection.close()
    return figures


def _first_build() -> Figure:
    started = time.perf_counter()
    builder.drain()
    seconds = time.perf_counter() - started
    items = PublishedItem.objects.count()
    note = f"{items} objects, {seconds / items * 1000:.1f} ms each"
    return Figure("first build", seconds, "s", note=note)


def _settle() -> None:
    # As the database does by itself, some time after rows have come.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
