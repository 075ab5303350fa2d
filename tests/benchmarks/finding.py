"""How well and how fast search finds, beside stock Wagtail on the same pages."""

import json
import math
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from statistics import mean
from urllib.parse import quote

from django.core.management import call_command
from django.db import connection
from django.test import Client

from search.indexing import rebuild

from .figures import Figure, Times
from .questions import Judged

LIST = "type=announcements.AnnouncementPage&limit=10&search="
HOSTILE = [
    "", " ", '"', "'", "''''", '"đề án"', "( đề", "đề )", "\x00", "\ud800", "a AND OR NOT",
    "NEAR(a b)", "title:đề", "^đề", "đề*", "a & | !", "a <-> b:*", "\\", "%", "_", "--", "%s %d",
    "<script>", "😀", "\u202e", "e\u0301" * 5000, "a" * 10_000, "đề " * 3000, "UBND " * 2000,
]  # fmt: skip
OVERALL, OF_EACH_KIND, SLOWEST = 0.97, 0.85, 5.0
TIMED = 60


def index() -> tuple[float, int]:
    """Build the index; return how long it took, in seconds, and its size in bytes."""
    before = _size()
    started = time.perf_counter()
    for _ in rebuild():
        pass
    seconds = time.perf_counter() - started
    settle()
    return seconds, _size() - before


def index_stock() -> float:
    """Build Wagtail's own index of everything; return how long it took, in seconds."""
    started = time.perf_counter()
    call_command("update_index", verbosity=0)
    settle()
    return time.perf_counter() - started


def settle() -> None:
    """Let the database know its tables, as it does by itself some time after rows have come."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def quality(asked: Sequence[Judged], ids: dict[int, int]) -> list[Figure]:
    """Return nDCG@10 of each kind of question and of all, and what hostile texts do.

    Args:
        asked: questions with their right answers.
        ids: ids of the corpus, by those of the pages.
    """
    client = Client(raise_request_exception=False)
    scores: defaultdict[str, list[float]] = defaultdict(list)
    errors = 0
    for question in asked:
        status, found, _ = _ask(client, "api/v2/pages", question.text)
        errors += status != 200
        scores[question.kind].append(ndcg([ids[pk] for pk in found], question.relevant))
    figures = [
        Figure(kind, mean(found), "nDCG@10", at_least=OF_EACH_KIND, note=f"{len(found)} questions")
        for kind, found in sorted(scores.items())
    ]
    everything = [score for found in scores.values() for score in found]
    figures.append(Figure("all", mean(everything), "nDCG@10", at_least=OVERALL))
    figures.append(Figure("errors", errors, "answers", at_most=0))
    answers = [_ask(client, "api/v2/pages", text) for text in HOSTILE]
    bad = sum(status >= 500 or seconds > SLOWEST for status, _, seconds in answers)
    slowest = Times([seconds for _, _, seconds in answers])
    figures.append(Figure("hostile texts", bad, "5xx or slow", at_most=0, measured=slowest))
    return figures


def times(asked: Sequence[Judged]) -> tuple[Times, Times]:
    """Return what the same questions take with our search and with Wagtail's, in turns."""
    client = Client(raise_request_exception=False)
    some = Random(1).sample(list(asked), min(TIMED, len(asked)))
    ways: dict[str, list[float]] = {"api/v2/pages": [], "stock/pages": []}
    for way in ways:
        _ask(client, way, some[0].text)
    for question in some:
        for way, taken in ways.items():
            taken.append(_ask(client, way, question.text)[2])
    ours, stock = ways.values()
    return Times(ours), Times(stock)


def ndcg(found: Sequence[int], relevant: dict[int, int], depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain of the first results."""
    gained = [relevant.get(pk, 0) for pk in found[:depth]]
    ideal = sorted(relevant.values(), reverse=True)[:depth]
    return _gain(gained) / _gain(ideal)


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def read_questions(path: Path) -> list[Judged]:
    """Return the questions of a file: `queries`, each with `q`, `kind` and `relevant`."""
    found = json.loads(path.read_text(encoding="utf-8"))["queries"]
    return [
        Judged(one["q"], one["kind"], {int(pk): grade for pk, grade in one["relevant"].items()})
        for one in found
    ]


def _ask(client: Client, way: str, text: str) -> tuple[int, list[int], float]:
    """Return status, ids and seconds of an answer."""
    query = quote(text.encode("utf-8", "surrogatepass"))
    started = time.perf_counter()
    response = client.get(f"/{way}/?{LIST}{query}")
    seconds = time.perf_counter() - started
    items = response.json()["items"] if response.status_code == 200 else []
    return response.status_code, [item["id"] for item in items], seconds


def _size() -> int:
    """Return the size in bytes of the index, of the whole database on SQLite."""
    statement = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if connection.vendor == "sqlite"
        else "SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
        "WHERE relkind = 'r' AND relname LIKE 'search\\_%%'"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [])
        return int(cursor.fetchone()[0])
