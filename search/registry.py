"""What can be found. Each app registers its own from `AppConfig.ready`.

This module imports nothing of ours, so that any app may import it. Search knows no type of page: it
finds what is registered here, in the languages and on the sites where it is public.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear


@dataclass(frozen=True)
class Findable:
    """An object as the index holds it: of its texts those alone that all of its readers are shown.

    Attributes:
        object_id: its id.
        title: by what readers know it; an official number belongs to it.
        summary: one paragraph.
        body: the rest of its text, without markup.
        date: among what fits equally well the newest stands first.
        attached: ids of the objects that are attached to it. They are found for themselves, and
            lead to it as well.
    """

    object_id: int
    title: str
    summary: str
    body: str
    date: datetime
    attached: tuple[int, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A value of a filter, as it is offered, and how many of the objects found have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Filter:
    """What objects can be narrowed by.

    Attributes:
        narrow: returns a condition on the objects' model for a value; one that nothing meets for a
            value that nobody has.
        choices: returns the values of some objects, those with most objects first; of the objects
            it is given a query of ids, and the language in which the labels are wanted.
    """

    narrow: Callable[[str], Q]
    choices: Callable[[QuerySet, str], Sequence[Choice]]


# Reads the objects with these ids; leaves out what is not live.
Read = Callable[[Sequence[int]], Iterable[Findable]]


@dataclass(frozen=True)
class Source:
    """Objects that have an endpoint of the API, some of whose types can be found.

    Attributes:
        name: of the source and its endpoint, `pages`.
        label: the model that the ids are of, `wagtailcore.Page`.
        public: narrows objects of the model to what an anonymous visitor may see.
        attached: the name of the source of attached objects; empty where nothing is attached.
        readers: what reads the objects, by the label of their type.
        filters: by their names in an address.
    """

    name: str
    label: str
    public: Callable[[QuerySet], QuerySet]
    attached: str = ""
    readers: dict[str, Read] = field(default_factory=dict)
    filters: dict[str, Filter] = field(default_factory=dict)

    @property
    def model(self) -> Any:
        """The model itself."""
        return apps.get_model(self.label)

    def read(self, ids: Sequence[int]) -> Iterator[Findable]:
        """Yield the objects with these ids, of whatever type."""
        for reader in self.readers.values():
            yield from reader(ids)

    def type_ids(self, label: str) -> QuerySet:
        """Return the ids of all objects of a type, in order."""
        ids: QuerySet = apps.get_model(label)._default_manager.order_by("pk").values_list("pk")
        return ids


@dataclass(frozen=True)
class Destination:
    """Where a reader may want to go who types its name.

    Attributes:
        label: its name.
        kind: what it is, in the language that is active.
        url: its path.
    """

    label: str
    kind: str
    url: str


# Returns the destinations on a site, in a language, whose names fit; both are told what does.
Suggest = Callable[[Callable[[str], bool], Any, Any], Iterable[Destination]]

SOURCES: dict[str, Source] = {}
# What is suggested to who is typing besides the titles of objects, in this order.
SUGGESTS: list[Suggest] = []
# The date of what has none: behind everything else.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# By the label of a model: the sources whose objects change with its rows, and which ones do.
WATCHES: dict[str, list[tuple[str, Callable[[Any], Iterable[int]]]]] = {}


def add_source(
    name: str, label: str, public: Callable[[QuerySet], QuerySet], attached: str = ""
) -> None:
    """Have objects of a model found; of which types `find` says."""
    SOURCES[name] = Source(name, label, public, attached)
    watch(label, name, lambda row: [row.pk])


def find(source: str, label: str, read: Read) -> None:
    """Have the objects of a type found.

    Args:
        source: the name of their source.
        label: the type, `announcements.AnnouncementPage`.
        read: reads them.
    """
    SOURCES[source].readers[label] = read
    if label != SOURCES[source].label:
        watch(label, source, lambda row: [row.pk])


def watch(label: str, source: str, ids: Callable[[Any], Iterable[int]]) -> None:
    """Have objects of a source read again when a row of another model is saved or deleted."""
    WATCHES.setdefault(label, []).append((source, ids))


def add_filter(source: str, name: str, narrow: Callable[[str], Q], choices: Any) -> None:
    """Have the objects of a source narrowed by `name`; see `Filter`."""
    SOURCES[source].filters[name] = Filter(narrow, choices)


def add_year_filter(source: str, label: str, column: str) -> None:
    """Have the objects of a type narrowed by the year of a date of theirs."""

    def objects() -> QuerySet:
        found: QuerySet = apps.get_model(label)._default_manager.order_by()
        return found

    def narrow(text: str) -> Q:
        is_year = len(text) == 4 and text.isascii() and text.isdecimal() and text > "0001"
        found = objects().filter(**{f"{column}__year": int(text)}) if is_year else objects().none()
        return Q(pk__in=found.values("pk"))

    def choices(ids: QuerySet, language: str) -> list[Choice]:
        dated = objects().filter(pk__in=ids, **{f"{column}__isnull": False})
        counted = dated.values_list(ExtractYear(column)).annotate(count=Count("pk"))
        newest_first = sorted(counted, reverse=True)
        return [Choice(str(year), str(year), count) for year, count in newest_first]

    add_filter(source, "year", narrow, choices)


def suggest(destinations: Suggest) -> None:
    """Have destinations suggested that are no objects of a source: categories, for example.

    Args:
        destinations: returns the public ones, those that fit best first; of the names it is given a
            function that tells which fit, of the readers their site and the locale.
    """
    SUGGESTS.append(destinations)


def source_of(model: type[Any]) -> Source | None:
    """Return the source of the objects of a model; None where no type of them can be found."""
    for source in SOURCES.values():
        if issubclass(model, source.model) and any(_overlap(model, one) for one in source.readers):
            return source
    return None


def _overlap(model: type[Any], label: str) -> bool:
    found = apps.get_model(label)
    return issubclass(found, model) or issubclass(model, found)
