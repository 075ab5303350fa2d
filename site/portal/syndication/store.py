"""Reading the store: what is served is clean in the very statement that reads it.

These statements answer most of what the API is asked, so they are written out: to have the ORM
compose them takes longer than to run them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from .models import REPRESENTATION

# What waits for no builder. The first look at the marks is made once for a statement: mostly there
# are none.
CLEAN = """(
    item.stale_since IS NULL AND item.schema = %(schema)s
    AND (item.valid_until IS NULL OR item.valid_until > %(now)s)
    AND NOT (
        (SELECT EXISTS (SELECT 1 FROM syndication_mark))
        AND (
            (SELECT EXISTS (SELECT 1 FROM syndication_mark WHERE key = '*'))
            OR EXISTS (
                SELECT 1 FROM syndication_dependency AS dependency
                JOIN syndication_mark AS mark ON mark.key = dependency.key
                WHERE dependency.item_id = item.id
            )
        )
    )
)"""

_DETAIL = f"""
    SELECT item.body, item.etag FROM syndication_publisheditem AS item
    WHERE item.endpoint = %(endpoint)s AND item.object_id = %(object_id)s
    AND item.site_id = %(site_id)s AND item.is_public AND {CLEAN}
"""  # noqa: S608 - a constant

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
        WHERE item.valid_until <= %(now)s AND item.endpoint = %(endpoint)s
    )
    AND NOT EXISTS (SELECT 1 FROM syndication_publisheditem AS item WHERE item.schema < %(schema)s)
    AND NOT EXISTS (SELECT 1 FROM syndication_publisheditem AS item WHERE item.schema > %(schema)s)
"""


@dataclass(frozen=True)
class Stored:
    """The bytes of an answer and its entity tag."""

    body: bytes
    etag: str


def moment_of_asking() -> dict[str, Any]:
    """Return the parameters that `CLEAN` needs."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return {"schema": REPRESENTATION, "now": now}


def stored_detail(endpoint: str, object_id: int, site_id: int) -> Stored | None:
    """Return the answer of one object, None where the store cannot give it.

    Args:
        endpoint: the name of the object's endpoint.
        object_id: its primary key.
        site_id: the site that is asked; 0 for what sites share.
    """
    asked: dict[str, Any] = {"endpoint": endpoint, "object_id": object_id, "site_id": site_id}
    with connection.cursor() as cursor:
        cursor.execute(_DETAIL, asked | moment_of_asking())
        row = cursor.fetchone()
    return Stored(bytes(row[0]), row[1]) if row else None


def stored_list(
    endpoint: str, ids: list[int], site_id: int, type_label: str, locale: str
) -> tuple[int, list[bytes]] | None:
    """Return the number of all public objects and the answers of `ids`, in their order.

    Args:
        endpoint: the name of the endpoint.
        ids: the objects of one page of the list.
        site_id: the site that is asked; 0 for what sites share.
        type_label: the type that the list is narrowed to; `""` for none.
        locale: the language that it is narrowed to; `""` for none.

    Returns:
        None where the store cannot give it: something waits to be built.
    """
    parameters: dict[str, Any] = {"endpoint": endpoint, "site_id": site_id, **moment_of_asking()}
    narrowed = ""
    if type_label:
        narrowed += " AND item.type = %(type)s"
        parameters["type"] = type_label
    if locale:
        narrowed += " AND item.locale = %(locale)s"
        parameters["locale"] = locale
    parameters |= {f"id{number}": pk for number, pk in enumerate(ids)}
    places = ", ".join(f"%(id{number})s" for number in range(len(ids)))
    with connection.cursor() as cursor:
        cursor.execute(_LIST.format(narrowed=narrowed, ids=places), parameters)
        rows = cursor.fetchall()
    bodies = {pk: bytes(body) for pk, body, _total in rows}
    if len(bodies) != len(ids):
        return None
    return rows[0][2], [bodies[pk] for pk in ids]


def waiting_among(ids: Iterable[int]) -> set[int]:
    """Return those of the items with `ids` that are to be built: what they hold may be old."""
    wanted = list(ids)
    if not wanted:
        return set()
    places = ", ".join(f"%(id{number})s" for number in range(len(wanted)))
    parameters = {f"id{number}": pk for number, pk in enumerate(wanted)} | moment_of_asking()
    statement = (
        f"SELECT item.id FROM syndication_publisheditem AS item "  # noqa: S608 - places alone
        f"WHERE item.id IN ({places}) AND NOT {CLEAN}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {row[0] for row in cursor.fetchall()}
