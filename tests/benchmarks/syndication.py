"""Measures syndication beside stock Wagtail: `python -m tests.benchmarks.syndication`.

Everything in one run, on one machine, on the same data: thousands of announcements on PostgreSQL,
the site under gunicorn with two workers. Ends with 1 where a target is missed.
"""

import argparse
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests import databases
from tests.databases import ROOT

from .site import SETTINGS

ANNOUNCEMENTS, FEWEST = 5000, 50


def main(arguments: list[str]) -> int:
    """Measure and print the table; return 0 only if every target is met."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.syndication")
    parser.add_argument("--announcements", type=int, default=ANNOUNCEMENTS)
    parser.add_argument(
        "--database",
        metavar="URL",
        default="",
        help="a PostgreSQL server, or `sqlite`; the embedded PostgreSQL server if not given",
    )
    asked = parser.parse_args(arguments)
    if asked.announcements < FEWEST:
        parser.error(f"fewer than {FEWEST} announcements tell nothing")
    started = time.monotonic()
    # Whoever ends the run ends what it has started; Wagtail's tasks let nothing else through.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with databases.server(asked.database) as address, database(address) as url:
        set_up(url)
        from .figures import table
        from .measuring import measure

        figures = measure(url, asked.announcements)
    print(f"\n{asked.announcements} announcements, {time.monotonic() - started:.0f} s\n")
    print(table(figures), flush=True)
    missed = [figure.what for figure in figures if not figure.is_met]
    if missed:
        print(f"\nMissed: {', '.join(missed)}")
    return 1 if missed else 0


@contextmanager
def database(address: str) -> Iterator[str]:
    """Make a migrated database on a server; remove it in the end."""
    os.environ["DATABASE_URL"] = "" if address == "sqlite" else address
    url = databases.clone(f"benchmark_{os.getpid()}")
    try:
        yield url
    finally:
        databases.drop(url)


def set_up(url: str) -> None:
    """Let this process be one of the portal's."""
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": SETTINGS}
    sys.path.insert(0, str(ROOT / "site"))
    import django
    from django.conf import settings

    django.setup()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
