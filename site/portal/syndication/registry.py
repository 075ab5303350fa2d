"""What is syndicated, and which tables its answers show.

Each app registers its own from `AppConfig.ready`. This module imports nothing of ours, so that any
app may import it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

# Marked when something changed that shows everywhere: addresses of sites, codes of languages.
EVERYTHING = "*"

Prepare = Callable[[Iterable[int]], object]
Bases = dict[str, Any]


@dataclass(frozen=True)
class Key:
    """What a changed row marks: `prefix` and the value of one of its columns, `page:12`.

    Attributes:
        prefix: what the key begins with.
        column: whose value follows, before and after the change.
        kind: `text`, `uuid` (hexadecimal digits alone, as SQLite stores it), or `constant`.
        lookup: an SQL query of one column in the place of `column`; `{row}` stands for the row.
        where: an SQL condition without which the row marks nothing; `{row}` stands for the row.
    """

    prefix: str
    column: str = "id"
    kind: str = "text"
    lookup: str = ""
    where: str = ""


@dataclass(frozen=True)
class Watch:
    """A table whose rows show in answers.

    Attributes:
        table: its name in the database.
        keys: what a changed row marks.
        columns: the columns that show; all where none are named.
        ignoring: the columns that do not show, where none are named.
        live: `row` where the table itself has a column `live` and a row that is not live, before
            and after, shows nowhere; `page` where the page has it whose id is in the column
            `page_ptr_id`; else empty.
        name: tells the watches of one table apart.
    """

    table: str
    keys: tuple[Key, ...]
    columns: tuple[str, ...] = ()
    ignoring: tuple[str, ...] = ()
    live: str = ""
    name: str = ""


@dataclass(frozen=True)
class Source:
    """Objects with an endpoint of the API, all of which are syndicated.

    Attributes:
        endpoint: the name of the endpoint, `documents`.
        label: their model, `media.PortalDocument`.
        prepare: called with ids of changed objects before they are represented, for what takes
            long and needs no lock.
    """

    endpoint: str
    label: str
    prepare: Prepare | None = None

    @property
    def model(self) -> Any:
        """The model itself."""
        return apps.get_model(self.label)


SOURCES: dict[str, Source] = {}
WATCHES: list[Watch] = []
PAGE_TYPES: set[str] = set()
# Page types that are not for other systems.
EXCLUDED_PAGE_TYPES: set[str] = set()
_routers: list[Callable[[], Any]] = []


def syndicate(endpoint: str, label: str, prepare: Prepare | None = None) -> None:
    """Have the public objects of a model copied by other systems."""
    SOURCES[endpoint] = Source(endpoint, label, prepare)


def source_of(model: Any) -> Source | None:
    """Return the source of the objects of `model`; None where they are not syndicated."""
    label = model._meta.label
    return next((source for source in SOURCES.values() if source.label == label), None)


def watch(table: str, *keys: Key, **options: Any) -> None:
    """Have changes of a table mark `keys`; the options are those of `Watch`."""
    found = Watch(table, keys, **options)
    if found not in WATCHES:
        WATCHES.append(found)


def syndicate_page_type(label: str, **tables: str) -> None:
    """Have the pages of a type copied by other systems.

    Args:
        label: the model, `announcements.AnnouncementPage`.
        tables: the further tables in which its pages are stored, each with the column that holds
            the id of the page.
    """
    PAGE_TYPES.add(label)
    model = apps.get_model(label)
    watch(model._meta.db_table, Key("page-text:", model._meta.pk.column), live="page")
    for table, column in tables.items():
        watch(table, Key("page-text:", column))


def syndicate_snippets(endpoint: str, label: str) -> None:
    """Have the published snippets of a translatable model copied by other systems."""
    syndicate(endpoint, label)
    model = apps.get_model(label)
    watch(
        model._meta.db_table,
        key_of_rows(label),
        Key("text:", "translation_key", kind="uuid"),
        live="row",
        ignoring=(
            "latest_revision_id",
            "has_unpublished_changes",
            "first_published_at",
            "last_published_at",
            "go_live_at",
            "expired",
        ),
    )


def key_of_rows(label: str, column: str = "id") -> Key:
    """Return the key that the rows of a model mark: table and id."""
    return Key(f"{apps.get_model(label)._meta.db_table}:", column)


def use_router(get_router: Callable[[], Any]) -> None:
    """Say where the API's router is; it cannot be imported before all models are loaded."""
    _routers[:] = [get_router]


def router() -> Any:
    """Return the API's router, whose viewsets represent what is syndicated."""
    return _routers[0]()
