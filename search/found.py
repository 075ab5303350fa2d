"""What a query finds among the objects that may be shown.

One question after the other: which entries match, to which ones attached objects lead, and which of
their objects `portal.public` lets the reader see. In one statement neither database would use its
index of words. Nothing is kept between the questions, or after the answer.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from django.db.models import F, QuerySet

from .asked import Asked
from .matching import Among
from .models import Attachment, Entry
from .ranking import Ranking, ranking
from .registry import SOURCES, Source

Order = Literal["fit", "date"]
Operator = Literal["and", "or"]


class Row(NamedTuple):
    """An entry that was found: its key, its object, and how well it fits (0 fits best).

    Where an attached object leads to it, `attached_id` is the id of that.
    """

    entry_id: int
    source: str
    object_id: int
    date: datetime
    fit: int
    attached_id: int | None = None


_COLUMNS: Final = ("pk", "source", "object_id", "date")


@dataclass(frozen=True)
class Found:
    """What a query finds.

    Attributes:
        rows: in the order of fit, among equals the newest first.
        ranking: what their fit means.
    """

    rows: Sequence[Row]
    ranking: Ranking

    def in_order(self, order: Order) -> Sequence[Row]:
        """Return the rows in an order."""
        if order == "fit":
            return self.rows
        return sorted(self.rows, key=lambda row: row.date, reverse=True)

    def ids(self, source: str) -> list[int]:
        """Return the ids of the objects of a source, in order."""
        return [row.object_id for row in self.rows if row.source == source]


def find_among(objects: Mapping[str, QuerySet], asked: Asked, operator: Operator = "and") -> Found:
    """Look for a query among objects.

    Args:
        objects: those of each source that may be shown, by the name of the source.
        asked: the query.
        operator: whether all words are required, or one of them.
    """
    names = {SOURCES[name].attached for name in objects} - {""}
    attached = next((_public_entries(SOURCES[name]) for name in names), None)
    ranked = ranking(asked, attached, any_word=operator == "or")
    matching = ranked.matching.filter(source__in=objects.keys())
    ordered = matching.order_by("fit", "-date", "source", "-object_id")
    rows = [Row(*row) for row in ordered.values_list(*_COLUMNS, F("fit"))]
    if attached is not None and (led := _led(ranked, objects.keys())):
        rows = _best([*rows, *led])
    shown = {name: _shown(narrowed, name, rows) for name, narrowed in objects.items()}
    return Found([row for row in rows if row.object_id in shown[row.source]], ranked)


def _led(ranked: Ranking, sources: Collection[str]) -> list[Row]:
    """Return the entries to which attached objects lead that match."""
    fits = dict(ranked.leading.order_by().values_list("object_id", "fit"))
    if not fits:
        return []
    columns = (f"entry__{name}" for name in _COLUMNS)
    links = Attachment.objects.filter(Among("object_id", [*fits]), entry__source__in=sources)
    led: Any = links.order_by("pk").values_list(*columns, "object_id")
    return [
        Row(entry_id, source, object_id, date, fits[attached_id], attached_id)
        for entry_id, source, object_id, date, attached_id in led
    ]


def _best(rows: Iterable[Row]) -> list[Row]:
    """Return the row of each entry that fits best, in order; among equals the first one."""
    best: dict[int, Row] = {}
    for row in rows:
        if row.entry_id not in best or row.fit < best[row.entry_id].fit:
            best[row.entry_id] = row
    return sorted(
        best.values(),
        key=lambda row: (row.fit, -row.date.timestamp(), row.source, -row.object_id),
    )


def _shown(objects: QuerySet, source: str, rows: Sequence[Row]) -> set[int]:
    """Return the ids of those objects of some rows that may be shown."""
    ids = [row.object_id for row in rows if row.source == source]
    if not ids:
        return set()
    return set(objects.order_by().filter(Among("pk", ids)).values_list("pk", flat=True))


def _public_entries(source: Source) -> QuerySet[Entry]:
    public = source.public(source.model._default_manager.all()).order_by()
    return Entry.objects.filter(source=source.name, object_id__in=public.values("pk"))
