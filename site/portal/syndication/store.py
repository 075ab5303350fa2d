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
from .raw_texts import decoded, encoded, raw_cursor

# What waits for no builder; what was withdrawn for good waits for nothing. The first look at the
# marks is made once for a statement: mostly there are none.
CLEAN = """(
    NOT item.is_tracked
    OR item.stale_since IS NULL AND item.schema = %(schema)s
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

# Mostly nothing waits at all, and PostgreSQL takes longer to plan the whole question than to
# answer it.
QUIET = """(
    item.stale_since IS NULL AND item.schema = %(schema)s
    AND (item.valid_until IS NULL OR item.valid_until > %(now)s)
    AND NOT EXISTS (SELECT 1 FROM syndication_mark)
)"""

_DETAIL = """
    SELECT item.body, item.etag FROM syndication_publisheditem AS item
    WHERE item.endpoint = %(endpoint)s AND item.object_id = %(object_id)s
    AND item.site_id = %(site_id)s AND item.is_public AND """

_LONGEST_PORT = 5
_SITES = """
    SELECT id, hostname = %s AND port = %s, is_default_site, hostname = %s
    FROM wagtailcore_site WHERE hostname = %s OR is_default_site
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
    asked |= moment_of_asking()
    with raw_cursor() as cursor:
        cursor.execute(f"{_DETAIL}{QUIET}", asked)
        row = cursor.fetchone()
        if row is None:
            cursor.execute(f"{_DETAIL}{CLEAN}", asked)
            row = cursor.fetchone()
    return Stored(encoded(row[0]), decoded(row[1])) if row else None


def site_id_of_host(hostname: str, port: str) -> int | None:
    """Return the site that answers for a host, by the rules of `Site.find_for_request`.

    Exactly this host and port; the default site, if it has this host; another site, if it is the
    only one with this host; the default site. None where there is none of these.

    Args:
        hostname: without the port.
        port: as the request names it.
    """
    if not port.isdecimal() or len(port) > _LONGEST_PORT:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_SITES, [hostname, int(port), hostname, hostname])
        rows = cursor.fetchall()
    if len(rows) == 1:
        return int(rows[0][0])
    for fits in (lambda row: row[1], lambda row: row[2] and row[3]):
        for row in filter(fits, rows):
            return int(row[0])
    defaults = [row[0] for row in rows if row[2]]
    others = [row[0] for row in rows if not row[2]]
    if not defaults:
        return None
    return int(others[0] if len(others) == 1 else defaults[0])


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
