"""Lists of whole objects from the store: their members in order, and their bytes."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from .models import PublishedItem
from .store import moment_of_asking

# Stand for the values of a question in a statement that is composed once for all.
_ANY_SITE = 2**62 + 1
_ANY_LOCALE = "any-locale"

# A list needs more than clean items: that none is missing, and none has come.
_LIST = """
    SELECT item.object_id, item.body, (
        SELECT COUNT(*) FROM syndication_publisheditem AS item
        WHERE item.endpoint = %(endpoint)s AND item.site_id = %(site_id)s
        AND item.is_public {narrowed}
    )
    FROM syndication_publisheditem AS item
    WHERE item.endpoint = %(endpoint)s AND item.site_id = %(site_id)s AND item.is_public
    AND item.object_id IN ({ids})
    AND NOT EXISTS (SELECT 1 FROM syndication_mark)
    AND NOT EXISTS (
        SELECT 1 FROM syndication_publisheditem AS item
        WHERE item.stale_since IS NOT NULL AND item.endpoint = %(endpoint)s
    )
    AND NOT EXISTS (
        SELECT 1 FROM syndication_publisheditem AS item
        WHERE item.valid_until <= %(now)s AND item.endpoint = %(endpoint)s AND item.is_tracked
    )
    AND NOT EXISTS (
        SELECT 1 FROM syndication_publisheditem AS item
        WHERE item.schema < %(schema)s AND item.is_tracked
    )
    AND NOT EXISTS (
        SELECT 1 FROM syndication_publisheditem AS item
        WHERE item.schema > %(schema)s AND item.is_tracked
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


def listed_ids(statement: MembersStatement, asked: ListAsked, window: tuple[int, int]) -> list[int]:
    """Return the ids of a part of the list, in order.

    Args:
        statement: of a list that is narrowed by the same.
        asked: what it is narrowed to.
        window: how many ids, and how many are passed over.
    """
    values: dict[Any, Any] = {_ANY_SITE: asked.site_id, _ANY_LOCALE: asked.locale}
    parameters = [values.get(value, value) for value in statement.parameters]
    with connection.cursor() as cursor:
        cursor.execute(f"{statement.sql} LIMIT %s OFFSET %s", [*parameters, *window])
        return [row[0] for row in cursor.fetchall()]


def stored_list(asked: ListAsked, ids: list[int]) -> tuple[int, list[bytes]] | None:
    """Return the number of all public objects and the answers of `ids`, in their order.

    Returns:
        None where the store cannot give it: something waits to be built.
    """
    parameters: dict[str, Any] = {
        "endpoint": asked.endpoint,
        "site_id": asked.site_id,
        **moment_of_asking(),
    }
    narrowed = ""
    if asked.type_label:
        narrowed += " AND item.type = %(type)s"
        parameters["type"] = asked.type_label
    if asked.locale:
        narrowed += " AND item.locale = %(locale)s"
        parameters["locale"] = asked.locale
    parameters |= {f"id{number}": pk for number, pk in enumerate(ids)}
    places = ", ".join(f"%(id{number})s" for number in range(len(ids)))
    with connection.cursor() as cursor:
        cursor.execute(_LIST.format(narrowed=narrowed, ids=places), parameters)
        rows = cursor.fetchall()
    bodies = {pk: body.encode() for pk, body, _total in rows}
    if len(bodies) != len(ids):
        return None
    return rows[0][2], [bodies[pk] for pk in ids]
