"""What decides whether something is public: the rules of `portal.public`, as dependencies.

Where a rule is added there, what it looks at is added here: the proof of the exact copy
(tests/syndication) finds a difference between the two.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from wagtail.models import Collection, Page

from .dependencies import collection_key, restriction_key, row_key, text_key

Row = dict[str, Any]

_STEPLEN = Page.steplen
_COLUMNS = ("pk", "path", "translation_key", "alias_of", "expire_at", "live")


@dataclass
class Deciders:
    """The keys that decide whether an object is public, and when it expires by itself."""

    keys: set[str] = field(default_factory=set)
    expiries: set[datetime] = field(default_factory=set)


def deciders_of_pages(ids: Iterable[int]) -> dict[int, Deciders]:
    """Return what decides on each of the pages, and where a link to it leads.

    That is the page itself with what stands above it; its text in all languages, of which one may
    be the source; of an alias the original, with all of that.
    """
    wanted = set(ids)
    rows = _related(wanted)
    by_text = defaultdict(set)
    for pk, row in rows.items():
        by_text[row["translation_key"]].add(pk)
    above = _ids_above({row["path"] for row in rows.values()})
    found = {}
    for pk in wanted:
        found[pk] = decided = Deciders({row_key(Page, pk)})
        seen: set[int] = set()
        waiting = {pk} & rows.keys()
        while waiting:
            seen |= waiting
            row = rows[waiting.pop()]
            decided.keys.add(row_key(Page, row["pk"]))
            if not row["live"]:
                # Whatever else is true of it, and changes unseen: it has to go live first.
                continue
            decided.keys.add(text_key(row["translation_key"]))
            decided.keys.update(map(restriction_key, above[row["path"]]))
            if row["expire_at"]:
                decided.expiries.add(row["expire_at"])
            waiting |= (by_text[row["translation_key"]] | {row["alias_of"]}) & rows.keys() - seen
    return found


def deciders_of_members(model: type[Model], ids: Iterable[int]) -> dict[int, Deciders]:
    """Return what decides on each of the images or documents: its row, and the collections."""
    wanted = set(ids)
    collections = dict(
        model._default_manager.filter(pk__in=wanted).values_list("pk", "collection_id")
    )
    chains = _collection_chains() if collections else {}
    return {
        pk: Deciders(
            {row_key(model, pk), *map(collection_key, chains.get(collections.get(pk), ()))}
        )
        for pk in wanted
    }


def _related(ids: set[int]) -> dict[int, Row]:
    """Return the pages, their translations and originals, and those of these, by id."""
    rows: dict[int, Row] = {}
    texts: set[UUID] = set()
    missing, new_texts = set(ids), set(texts)
    while missing or new_texts:
        asked = Page.objects.filter(Q(pk__in=missing) | Q(translation_key__in=new_texts))
        texts |= new_texts
        known = rows.keys() | missing
        rows |= {row["pk"]: row for row in asked.order_by().values(*_COLUMNS)}
        missing = (
            {row["alias_of"] for row in rows.values() if row["alias_of"]} - known - rows.keys()
        )
        new_texts = {row["translation_key"] for row in rows.values()} - texts
    return rows


def _ids_above(paths: set[str]) -> dict[str, list[int]]:
    """Return the ids of the page at each path and of those above it."""
    prefixes = {
        path: [path[:end] for end in range(_STEPLEN, len(path) + 1, _STEPLEN)] for path in paths
    }
    every = {prefix for found in prefixes.values() for prefix in found}
    ids = dict(Page.objects.filter(path__in=every).values_list("path", "pk"))
    return {
        path: [ids[prefix] for prefix in found if prefix in ids] for path, found in prefixes.items()
    }


def _collection_chains() -> dict[int | None, list[int]]:
    """Return the ids of each collection and of those above it; there are few."""
    paths = dict(Collection.objects.values_list("path", "pk"))
    steps = Collection.steplen
    return {
        pk: [paths[path[:end]] for end in range(steps, len(path) + 1, steps) if path[:end] in paths]
        for path, pk in paths.items()
    }
