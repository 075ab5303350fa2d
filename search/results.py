"""Results of a search among objects of one model, as lists of Wagtail's API take them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.db.models.sql.where import WhereNode

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
        objects = _with_any_id(self._objects).in_bulk(ids)
        return [objects[pk] for pk in ids if pk in objects]


def _with_any_id(objects: QuerySet) -> QuerySet:
    """Return objects as they are read, without conditions: the ids have just met all of them."""
    unconditioned = objects.order_by()
    unconditioned.query.where = WhereNode()
    return unconditioned


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
