"""The entries that match a query, among the objects that may be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Q, QuerySet

from .asked import Asked
from .models import Attachment, Entry
from .ranking import Ranking, ranking
from .registry import SOURCES, Source

Order = Literal["fit", "date"]
Operator = Literal["and", "or"]

# In this order stands what fits equally well.
_NEWEST = ("-date", "source", "-object_id")


@dataclass(frozen=True)
class Found:
    """What a query finds.

    Attributes:
        entries: of the objects found.
        ranking: how they are ordered.
    """

    entries: QuerySet[Entry]
    ranking: Ranking

    def rows(self, order: Order = "fit") -> QuerySet[Entry]:
        """Return the entries in order, without their texts, each with its `fit`."""
        ranked = self.entries.annotate(fit=self.ranking.fit)
        first = ("fit",) if order == "fit" else ()
        return ranked.order_by(*first, *_NEWEST).defer("title", "summary", "body")

    def attached_ids(self, rows: Sequence[Entry]) -> dict[int, int]:
        """Return the attached object that leads to each of some rows, by the keys of the rows.

        Rows to which none leads are left out.
        """
        found: dict[int, int] = {}
        for fit in {row.fit for row in rows}:  # type: ignore[attr-defined]  # annotated above
            tier = self.ranking.tiers[fit]
            if tier.place != "attached":
                continue
            entries = [row.pk for row in rows if row.fit == fit]  # type: ignore[attr-defined]
            leading = Attachment.objects.filter(
                entry__in=entries, object_id__in=self.ranking.leading(tier).values("object_id")
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
    shown = Q(pk__in=[])
    for name, narrowed in objects.items():
        # Of what matches it is asked whether it may be shown: what matches is found at once.
        matching = Entry.objects.filter(ranked.matching, source=name).values("object_id")
        may_be_shown = narrowed.order_by().filter(pk__in=matching)
        shown |= Q(source=name, object_id__in=may_be_shown.values("pk"))
    return Found(Entry.objects.filter(shown), ranked)


def _public_entries(source: Source) -> QuerySet[Entry]:
    public = source.public(source.model._default_manager.all()).order_by()
    return Entry.objects.filter(source=source.name, object_id__in=public.values("pk"))
