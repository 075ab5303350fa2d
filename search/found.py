"""What a query finds among the objects that may be shown.

Two questions, for SQLite reads no statement that is nested as deeply as both together: which
entries match, and which of their objects `portal.public` lets the reader see. Nothing is kept
between the two, or after the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from django.db.models import F, QuerySet

from .asked import Asked
from .matching import Among
from .models import Attachment, Entry
from .ranking import Ranking, ranking
from .registry import SOURCES, Source

Order = Literal["fit", "date"]
Operator = Literal["and", "or"]


class Row(NamedTuple):
    """An entry that was found: its key, its object, and how well it fits (0 fits best)."""

    entry_id: int
    source: str
    object_id: int
    date: datetime
    fit: int


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

    def attached_ids(self, rows: Sequence[Row]) -> dict[int, int]:
        """Return the attached object that leads to each of some rows, by the ids of the entries.

        Rows to which none leads are left out.
        """
        found: dict[int, int] = {}
        for fit in {row.fit for row in rows}:
            tier = self.ranking.tiers[fit]
            if tier.place == "attached":
                leading = Attachment.objects.filter(
                    entry__in=[row.entry_id for row in rows if row.fit == fit],
                    object_id__in=self.ranking.leading(tier).values("object_id"),
                )
                # The first one of a page stands for the others.
                found |= dict(leading.order_by("-pk").values_list("entry", "object_id"))
        return found


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
    matching = Entry.objects.filter(ranked.matching, source__in=objects.keys())
    ordered = matching.annotate(fit=ranked.fit).order_by("fit", "-date", "source", "-object_id")
    rows = [Row(*row) for row in ordered.values_list("pk", "source", "object_id", "date", F("fit"))]
    shown = {name: _shown(narrowed, name, rows) for name, narrowed in objects.items()}
    return Found([row for row in rows if row.object_id in shown[row.source]], ranked)


def _shown(objects: QuerySet, source: str, rows: Sequence[Row]) -> set[int]:
    """Return the ids of those objects of some rows that may be shown."""
    ids = [row.object_id for row in rows if row.source == source]
    if not ids:
        return set()
    return set(objects.order_by().filter(pk__in=Among(ids)).values_list("pk", flat=True))


def _public_entries(source: Source) -> QuerySet[Entry]:
    public = source.public(source.model._default_manager.all()).order_by()
    return Entry.objects.filter(source=source.name, object_id__in=public.values("pk"))
