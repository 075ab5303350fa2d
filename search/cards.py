"""Hits, as the search page shows them: with what is read of all their objects together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from wagtail.models import TranslatableMixin

from .engine import Hit
from .passages import Passage, Piece
from .registry import SOURCES, Source


@dataclass(frozen=True)
class Card:
    """One hit.

    Attributes:
        title: with the words marked.
        address: where the object is.
        found: the object.
        template: shows more of it; empty where there is no more.
        has_languages: whether the object is in the reader's language, and not in ours alone.
        passage: a part of its text, or of that of the attached object; None where there is none.
        attached: title and address of the object in which the words were found, else None.
    """

    title: Sequence[Piece]
    address: str
    found: Any
    template: str
    has_languages: bool
    passage: Passage | None
    attached: tuple[str, str] | None


def cards(hits: Sequence[Hit], request: HttpRequest) -> Iterator[Card]:
    """Yield hits as they are shown; what has been removed meanwhile is left out."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for hit in hits:
        wanted[hit.source].add(hit.object_id)
        if hit.attached_id is not None:
            wanted[SOURCES[hit.source].attached].add(hit.attached_id)
    read = {name: _read(SOURCES[name], ids) for name, ids in wanted.items()}
    for hit in hits:
        source = SOURCES[hit.source]
        found, template = read[hit.source].get(hit.object_id, (None, ""))
        if found is None:
            continue
        yield Card(
            title=hit.title or (Piece(found.title, is_marked=False),),
            address=source.address(found, request),
            found=found,
            template=template,
            has_languages=issubclass(source.model, TranslatableMixin),
            passage=hit.passage,
            attached=_attached(hit, read, request),
        )


def _attached(
    hit: Hit, read: dict[str, dict[int, tuple[Any, str]]], request: HttpRequest
) -> tuple[str, str] | None:
    if hit.attached_id is None:
        return None
    source = SOURCES[SOURCES[hit.source].attached]
    document, _ = read[source.name].get(hit.attached_id, (None, ""))
    return (document.title, source.address(document, request)) if document else None


def _read(source: Source, ids: Iterable[int]) -> dict[int, tuple[Any, str]]:
    """Return the public objects with these ids, each with its template."""
    found: dict[int, tuple[Any, str]] = {}
    rest = set(ids)
    for label, display in source.displays.items():
        objects = apps.get_model(label)._default_manager.filter(pk__in=rest)
        public = source.public(objects).select_related(*display.related).in_bulk()
        found |= {pk: (one, display.template) for pk, one in public.items()}
        rest -= public.keys()
    if rest:
        others = source.public(source.model._default_manager.filter(pk__in=rest))
        found |= {pk: (one, "") for pk, one in others.in_bulk().items()}
    return found
