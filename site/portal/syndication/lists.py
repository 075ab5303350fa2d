"""Lists of whole objects from the store: their members in order, and their bytes."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from .models import PublishedItem
from .raw_texts import decoded, encoded, raw_cursor
from .store import Stored, moment_of_asking

# Stand for the values of a question in a statement that is composed once for all.
_ANY_SITE = 2**62 + 1
_ANY_LOCALE = "any-locale"

# Nothing has been built or spread since the members were read, when nothing waited, and nothing has
# expired: none is missing, none has come, and all are clean.
_LIST = """
    SELECT item.object_id, item.body, item.etag FROM syndication_publisheditem AS item
    WHERE item.endpoint = %(endpoint)s AND item.site_id = %(site_id)s AND item.is_public
    AND item.object_id IN ({ids})
    AND EXISTS (SELECT 1 FROM syndication_storeversion WHERE number = %(version)s)
    AND NOT EXISTS (SELECT 1 FROM syndication_mark)
    AND NOT EXISTS (
        SELECT 1 FROM syndication_publisheditem AS item
        WHERE item.valid_until <= %(now)s AND item.is_tracked
    )
"""

# The version of the store, null while something waits.
_VERSION = """
    SELECT MAX(number) FROM syndication_storeversion
    WHERE NOT EXISTS (SELECT 1 FROM syndication_mark)
    AND NOT EXISTS (
        SELECT 1 FROM syndication_publisheditem AS item
        WHERE item.is_tracked AND item.stale_since IS NOT NULL
    )
    AND NOT EXISTS (
        SELECT 1 FROM syndication_publisheditem AS item
        WHERE item.is_tracked AND item.schema < %(schema)s
    )
    AND NOT EXISTS (
        SELECT 1 FROM syndication_publisheditem AS item
        WHERE item.is_tracked AND item.schema > %(schema)s
    )
"""


@dataclass(frozen=True)
class ListAsked:
    """What a list is narrowed to.

    Attributes:
        endpoint: the name of the endpoint.
        site_id: the site that is asked; 0 for what sites share.
        type_label: the type; empty for none.
        locale: the language; empty for none.
    """

    endpoint: str
    site_id: int
    type_label: str
    locale: str


@dataclass(frozen=True)
class MembersStatement:
    """The statement that finds the members of a list, for any site and language."""

    sql: str
    parameters: tuple[Any, ...]


def ordered_members(ordered: QuerySet[Model], asked: ListAsked) -> MembersStatement:
    """Return the statement that finds those of `ordered` which are kept as public."""
    items = PublishedItem.objects.filter(
        endpoint=asked.endpoint, site_id=_ANY_SITE, is_public=True
    ).order_by()
    if asked.type_label:
        items = items.filter(type=asked.type_label)
    if asked.locale:
        items = items.filter(locale=_ANY_LOCALE)
    members = ordered.filter(pk__in=items.values("object_id")).values_list("pk", flat=True)
    return MembersStatement(*members.query.sql_with_params())


@dataclass(frozen=True)
class Members:
    """The ids of all members of a list in their order, as a version of the store has them."""

    version: int
    ids: "array[int]"


def read_members(statement: MembersStatement, asked: ListAsked) -> Members | None:
    """Return the members of the list that `asked` narrows, with the version that they are of.

    None while something waits to be built.
    """
    values: dict[Any, Any] = {_ANY_SITE: asked.site_id, _ANY_LOCALE: asked.locale}
    parameters = [values.get(value, value) for value in statement.parameters]
    with connection.cursor() as cursor:
        # Before the members: what is built in between makes them of no use, never wrong.
        cursor.execute(_VERSION, moment_of_asking())
        version = cursor.fetchone()[0]
        if version is None:
            return None
        cursor.execute(statement.sql, parameters)
        return Members(version, array("q", (row[0] for row in cursor.fetchall())))


def stored_list(asked: ListAsked, ids: Sequence[int], version: int) -> list[Stored] | None:
    """Return the answers of `ids`, in their order.

    Args:
        asked: what the list is narrowed to.
        ids: one page of the list.
        version: of the store, in which they were found to be that.

    Returns:
        None where the store cannot give it: it has changed, or something waits to be built.
    """
    parameters: dict[str, Any] = {
        "endpoint": asked.endpoint,
        "site_id": asked.site_id,
        "version": version,
        **moment_of_asking(),
        **{f"id{number}": pk for number, pk in enumerate(ids)},
    }
    places = ", ".join(f"%(id{number})s" for number in range(len(ids)))
    with raw_cursor() as cursor:
        cursor.execute(_LIST.format(ids=places), parameters)
        rows = cursor.fetchall()
    found = {pk: Stored(encoded(body), decoded(tag)) for pk, body, tag in rows}
    return [found[pk] for pk in ids] if len(found) == len(ids) else None
