"""Measures search beside stock Wagtail: `python -m tests.benchmarks.search`.

Quality on one corpus, time on two others of which one is ten times as large, everything in one run.
Ends with 1 where a target is missed.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests import databases

from .syndication import database, set_up

ANNOUNCEMENTS, FEWEST = 1500, 100
SMALL, LARGE = 2000, 20_000
# How much of stock Wagtail's time ours may take.
SHARE = {"postgresql": 1 / 5, "sqlite": 1 / 2}


def main(arguments: list[str]) -> int:
    """Measure and print the table; return 0 only if every target is met."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search")
    parser.add_argument("--announcements", type=int, default=ANNOUNCEMENTS)
    parser.add_argument(
        "--corpus", type=Path, help="a file of announcements, one JSON object a line"
    )
    parser.add_argument("--queries", type=Path, help="questions about them with their answers")
    parser.add_argument("--quality-only", action="store_true", help="leave the times out")
    parser.add_argument(
        "--database",
        metavar="URL",
        default="sqlite",
        help="a PostgreSQL server, `embedded` for one of our own, `sqlite` if not given",
    )
    asked = parser.parse_args(arguments)
    if bool(asked.corpus) != bool(asked.queries):
        parser.error("a corpus needs its questions, and questions their corpus")
    if asked.announcements < FEWEST:
        parser.error(f"fewer than {FEWEST} announcements tell nothing")
    started = time.monotonic()
    with databases.server("" if asked.database == "embedded" else asked.database) as address:
        figures = _measured(address, asked)
    from .figures import table

    print(f"\n{time.monotonic() - started:.0f} s\n")
    print(table(figures), flush=True)
    missed = [figure.what for figure in figures if not figure.is_met]
    if missed:
        print(f"\nMissed: {', '.join(missed)}")
    return 1 if missed else 0


def _measured(address: str, asked: argparse.Namespace) -> list[Any]:
    from .questions import corpus, questions

    rows = list(_read(asked.corpus) if asked.corpus else corpus(asked.announcements))
    figures = []
    with database(address) as url:
        set_up(url)
        from .corpus import load
        from .finding import index, quality, read_questions

        judged = read_questions(asked.queries) if asked.queries else list(questions(rows))
        ids = load(rows)
        index()
        figures += quality(judged, ids)
        _close()
    if not asked.quality_only:
        figures += _times(address, corpus, questions)
    return figures


def _times(address: str, corpus: Callable, questions: Callable) -> list[Any]:
    """Compare with stock Wagtail on a small and on a large portal."""
    from django.db import connection

    from .corpus import load
    from .figures import Figure
    from .finding import index, index_stock, times

    figures, medians = [], []
    for count in (SMALL, LARGE):
        with database(address) as url:
            _connect(url)
            rows = list(corpus(count))
            load(rows)
            seconds, size = index()
            stock_seconds = index_stock()
            ours, stock = times(list(questions(rows)))
            medians.append(ours.median)
            figures.append(
                Figure(
                    f"time of a search, {count} announcements",
                    ours.median / stock.median,
                    at_most=SHARE[connection.vendor] if count == LARGE else None,
                    measured=ours,
                    against=stock,
                    note="of stock Wagtail's",
                )
            )
            note = f"{seconds:.0f} s to build, stock Wagtail {stock_seconds:.0f} s"
            figures.append(Figure("index", size / 1e6, "MB", note=note))
            _close()
    growth = medians[1] / medians[0]
    note = f"{LARGE // SMALL} times as many announcements"
    figures.append(Figure("growth of the time", growth, at_most=LARGE / SMALL, note=note))
    return figures


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _connect(url: str) -> None:
    """Go over to another database."""
    import environ
    from django.db import connection

    connection.settings_dict["NAME"] = environ.Env.db_url_config(url)["NAME"]


def _close() -> None:
    from django.core.cache import cache
    from django.db import connections

    connections.close_all()
    # Wagtail keeps the roots of sites there.
    cache.clear()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
