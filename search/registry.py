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
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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
    """A value of a filter, as it is offered.

    Attributes:
        value: as it stands in an address.
        label: what readers are told.
        count: how many of the objects found have it.
        language: that of the label, `vi`; empty where it is of none.
    """

    value: str
    label: str
    count: int = 0
    language: str = ""


@dataclass(frozen=True)
class Filter:
    """What objects can be narrowed by.

    Attributes:
        narrow: returns a condition on the objects' model for a value; one that nothing meets for a
            value that nobody has.
        choices: returns the values of some objects; of these it is given a query of ids, and the
            language in which the labels are wanted.
        choice: returns a value with its label, in that language, whatever was found; None for one
            that nobody may know.
        heading: what readers call it.
        everything: what they are told where it narrows nothing.
        is_by_value: whether the highest value stands first, not the one with most objects.
    """

    narrow: Callable[[str], Q]
    choices: Callable[[QuerySet, str], Sequence[Choice]]
    choice: Callable[[str, str], Choice | None]
    heading: str | Promise
    everything: str | Promise
    is_by_value: bool = False

    def in_order(self, choices: Iterable[Choice]) -> list[Choice]:
        """Return choices in the order in which they are offered."""
        if self.is_by_value:
            return sorted(choices, key=lambda choice: choice.value, reverse=True)
        return sorted(choices, key=lambda choice: -choice.count)


@dataclass(frozen=True)
class Display:
    """What the search page tells of the objects of a type, besides title and passage.

    Attributes:
        template: shows it of `found`, an object, to a reader of the language `locale`.
        related: the relations that the template follows.
    """

    template: str
    related: tuple[str, ...] = ()


# Reads the objects with these ids; leaves out what is not live.
Read = Callable[[Sequence[int]], Iterable[Findable]]


@dataclass(frozen=True)
class Source:
    """Objects that have an endpoint of the API, some of whose types can be found.

    Attributes:
        name: of the source and its endpoint, `pages`.
        label: the model that the ids are of, `wagtailcore.Page`.
        public: narrows objects of the model to what an anonymous visitor may see.
        address: returns where readers find an object, for a request.
        attached: the name of the source of attached objects; empty where nothing is attached.
        readers: what reads the objects, by the label of their type.
        filters: by their names in an address.
        displays: what is told of the objects, by the label of their type; nothing of other types.
    """

    name: str
    label: str
    public: Callable[[QuerySet], QuerySet]
    address: Callable[[Any, HttpRequest], str]
    attached: str = ""
    readers: dict[str, Read] = field(default_factory=dict)
    filters: dict[str, Filter] = field(default_factory=dict)
    displays: dict[str, Display] = field(default_factory=dict)

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
    """Where a reader may want to go who types its name, or who looks around.

    Attributes:
        label: its name.
        kind: what it is, in the language that is active.
        group: what several of its kind are called.
        url: its path.
    """

    label: str
    kind: str
    group: str
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
    name: str,
    label: str,
    public: Callable[[QuerySet], QuerySet],
    address: Callable[[Any, HttpRequest], str],
    attached: str = "",
) -> None:
    """Have objects of a model found; of which types `find` says."""
    SOURCES[name] = Source(name, label, public, address, attached)
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


def display(source: str, label: str, template: str, related: tuple[str, ...] = ()) -> None:
    """Have the search page tell more of the objects of a type; see `Display`."""
    SOURCES[source].displays[label] = Display(template, related)


def add_filter(source: str, name: str, added: Filter) -> None:
    """Have the objects of a source narrowed by `name`."""
    SOURCES[source].filters[name] = added


def all_filters() -> dict[str, Filter]:
    """Return the filters by name, in the order in which addresses and readers have them.

    Where several sources have one of a name, that of the first one speaks for the others.
    """
    filters: dict[str, Filter] = {}
    for source in SOURCES.values():
        filters |= {name: one for name, one in source.filters.items() if name not in filters}
    return filters


def named(snippets: QuerySet, language: str) -> dict[str, Choice]:
    """Return choices by the slugs of snippets, called as they are in a language where they can."""
    rows = snippets.order_by().values_list("locale__language_code", "slug", "name")
    wanted_last = sorted(rows, key=lambda row: row[0] == language)
    return {slug: Choice(slug, name, language=code) for code, slug, name in wanted_last}


def add_year_filter(source: str, label: str, column: str) -> None:
    """Have the objects of a type narrowed by the year of a date of theirs."""

    def objects() -> QuerySet:
        found: QuerySet = apps.get_model(label)._default_manager.order_by()
        return found

    def narrow(text: str) -> Q:
        known = {f"{column}__year": int(text)} if _is_year(text) else None
        found = objects().filter(**known) if known else objects().none()
        return Q(pk__in=found.values("pk"))

    def choices(ids: QuerySet, language: str) -> list[Choice]:
        dated = objects().filter(pk__in=ids, **{f"{column}__isnull": False})
        counted = dated.values_list(ExtractYear(column)).annotate(count=Count("pk"))
        return [Choice(str(year), str(year), count) for year, count in counted]

    def choice(text: str, language: str) -> Choice | None:
        return Choice(text, text) if _is_year(text) else None

    added = Filter(
        narrow=narrow,
        choices=choices,
        choice=choice,
        heading=_("Year"),
        everything=_("All years"),
        is_by_value=True,
    )
    add_filter(source, "year", added)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdecimal() and text > "0001"


def suggest(destinations: Suggest) -> None:
    """Have destinations offered that are no objects of a source: categories, for example.

    Args:
        destinations: returns the public ones, in the order in which readers see them; of the names
            it is given a function that tells which fit, of the readers their site and the locale.
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
