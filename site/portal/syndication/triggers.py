"""The triggers that mark changes, whoever makes them: ORM, bulk updates, treebeard, SQL.

Their names hold a checksum of their text: what is installed is what the code asks for, or it is
missing. On SQLite a table that a migration remakes loses its triggers without a word, so they are
installed after every `migrate`; where any had to be, everything is marked, since changes may have
gone by unseen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from .registry import EVERYTHING, WATCHES, Key, Watch

PREFIX = "syndication_"
OPERATIONS = ("insert", "update", "delete")
MARKS = "syndication_mark"


@dataclass(frozen=True)
class Trigger:
    """A trigger of one table for one operation, and the statements that create it."""

    table: str
    name: str
    statements: tuple[str, ...]


def install() -> list[str]:
    """Install what is missing, remove what is no longer asked for; return the names of the new."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if MARKS not in tables:
            return []
        wanted = {trigger.name: trigger for trigger in triggers(cursor, tables)}
        found = installed(cursor)
        for name in found.keys() - wanted.keys():
            _drop(cursor, name, found[name])
        new = sorted(wanted.keys() - found.keys())
        for name in new:
            for statement in wanted[name].statements:
                cursor.execute(statement)
        if new:
            cursor.execute(f"INSERT INTO {MARKS} (key) VALUES (%s)", [EVERYTHING])  # noqa: S608 - a constant
    return new


def uninstall() -> None:
    """Remove every trigger: what changes then is seen by `manage.py reconcile` alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name, table in installed(cursor).items():
            _drop(cursor, name, table)


def missing() -> list[str]:
    """Return the names of the triggers that the code asks for and the database has not."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if MARKS not in tables:
            return []
        found = installed(cursor)
        return [trigger.name for trigger in triggers(cursor, tables) if trigger.name not in found]


def installed(cursor: Any) -> dict[str, str]:
    """Return the tables of the triggers that are there and work, by the triggers' names."""
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
    else:
        cursor.execute(
            "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') "
            "AND pg_table_is_visible(c.oid)"
        )
    return {name: table for name, table in cursor.fetchall() if name.startswith(PREFIX)}


def triggers(cursor: Any, tables: set[str]) -> Iterator[Trigger]:
    """Yield the triggers that the registered watches ask for, as far as there are tables."""
    for watch in WATCHES:
        if watch.table not in tables:
            continue
        description = connection.introspection.get_table_description(cursor, watch.table)
        columns = [
            column.name
            for column in description
            if (column.name in watch.columns if watch.columns else True)
            and column.name not in watch.ignoring
        ]
        for operation in OPERATIONS:
            yield _trigger(watch, operation, columns)


def _trigger(watch: Watch, operation: str, columns: list[str]) -> Trigger:
    rows = {"insert": ["NEW"], "update": ["OLD", "NEW"], "delete": ["OLD"]}[operation]
    keys = " UNION ".join(_select(key, watch, row) for row in rows for key in watch.keys)
    mark = f"INSERT INTO {MARKS} (key) SELECT key FROM ({keys}) AS found WHERE key IS NOT NULL"  # noqa: S608 - made of code
    conditions = []
    if operation == "update":
        differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
        conditions.append(" OR ".join(f"OLD.{_q(c)} {differs} NEW.{_q(c)}" for c in columns))
    if watch.live == "row":
        conditions.append(" OR ".join(f"{row}.live" for row in rows))
    when = " AND ".join(f"({condition})" for condition in conditions)
    text = f"{operation} {watch.table} {when} {mark}"
    checksum = sha256(text.encode()).hexdigest()[:10]
    name = f"{PREFIX}{watch.table[-24:]}_{operation}_{checksum}"
    return Trigger(watch.table, name, tuple(_statements(name, watch.table, operation, when, mark)))


def _statements(name: str, table: str, operation: str, when: str, mark: str) -> Iterator[str]:
    head = f"CREATE TRIGGER {_q(name)} AFTER {operation.upper()} ON {_q(table)} FOR EACH ROW"
    condition = f" WHEN ({when})" if when else ""
    if connection.vendor == "sqlite":
        yield f"{head}{condition} BEGIN {mark}; END"
        return
    yield (
        f"CREATE OR REPLACE FUNCTION {_q(name)}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {mark}; RETURN NULL; END $$"
    )
    yield f"{head}{condition} EXECUTE FUNCTION {_q(name)}()"


def _select(key: Key, watch: Watch, row: str) -> str:
    """Return the query of the key that `row`, `OLD` or `NEW`, marks; null where it has none."""
    if key.kind == "constant":
        value = f"'{key.prefix}'"
    else:
        column = f"({key.lookup.format(row=row)})" if key.lookup else f"{row}.{_q(key.column)}"
        if key.kind == "uuid" and connection.vendor != "sqlite":
            column = f"replace(CAST({column} AS text), '-', '')"
        value = f"'{key.prefix}' || {column}"
    conditions = [key.where.format(row=row)] if key.where else []
    if watch.live == "page":
        conditions.append(
            f"EXISTS (SELECT 1 FROM wagtailcore_page AS page "  # noqa: S608 - made of code
            f"WHERE page.id = {row}.page_ptr_id AND page.live)"
        )
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT {value} AS key{where}"


def _drop(cursor: Any, name: str, table: str) -> None:
    if connection.vendor == "sqlite":
        cursor.execute(f"DROP TRIGGER {_q(name)}")
        return
    cursor.execute(f"DROP TRIGGER {_q(name)} ON {_q(table)}")
    cursor.execute(f"DROP FUNCTION IF EXISTS {_q(name)}()")


def _q(name: str) -> str:
    return connection.ops.quote_name(name)
