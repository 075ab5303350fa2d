"""Results of a search among objects of one model, as lists of Wagtail's API take them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from .abbreviations import abbreviations
from .asked import understand
from .found import Operator, find_among
from .matching import Among
from .registry import source_of


class Results:
    """Objects in the order in which they fit: a part of them, or their number."""

    def __init__(self, objects: QuerySet, ids: Sequence[int]) -> None:
        self._objects, self._ids = objects, ids

    def count(self) -> int:
        """Return how many objects are found."""
        return len(self._ids)

    def __getitem__(self, window: slice) -> list[Any]:
        ids = self._ids[window]
        objects = _without_conditions(self._objects).in_bulk(ids)
        return [objects[pk] for pk in ids if pk in objects]


def _without_conditions(objects: QuerySet) -> QuerySet:
    """Return all objects, read in the same way: those of the ids have just met all conditions."""
    every: QuerySet = objects.model._default_manager.order_by()
    every.query.select_related = objects.query.select_related
    lookups = objects._prefetch_related_lookups  # type: ignore[attr-defined]  # no public name
    return every.prefetch_related(*lookups)


def search(
    objects: QuerySet, text: str, *, operator: Operator = "and", keep_order: bool = False
) -> Results | QuerySet | None:
    """Return those of some objects that a text finds, in the order of the search page.

    None for objects of a model that is not in the index.

    Args:
        objects: narrowed to what may be shown.
        text: what is looked for.
        operator: whether all words are required, or one of them.
        keep_order: the objects stay in the order in which they are.
    """
    source = source_of(objects.model)
    if source is None:
        return None
    asked = understand(text, abbreviations())
    if asked is None:
        return objects.none()
    ids = find_among({source.name: objects}, asked, operator).ids(source.name)
    return objects.filter(Among("pk", ids)) if keep_order else Results(objects, ids)
