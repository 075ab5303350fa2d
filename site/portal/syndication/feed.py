"""Reading the feed of changes: a compacted log, by place, that never steps over what waits."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from .cursors import Cursor, Place, read_cursor
from .raw_texts import decoded, encoded, raw_cursor
from .store import CLEAN, moment_of_asking

_ITEMS = """
    SELECT item.place, build.token, {clean}, item.is_public, item.type, item.object_id,
        item.translation_key, item.locale, item.detail_url, item.html_url, item.etag,
        item.changed_at {body}
    FROM syndication_publisheditem AS item
    JOIN syndication_build AS build ON build.id = item.build_id
    WHERE item.place > %(since)s AND item.site_id IN (0, %(site_id)s)
    AND (item.is_public OR item.place > %(began)s) {narrowed}
    ORDER BY item.place LIMIT %(limit)s
"""


Row = tuple[Any, ...]

# One for all: to make one for each entry takes longer than the entry.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Question:
    """What a reader asks of the feed.

    Attributes:
        site_id: the site whose pages he wants; what sites share he gets with them.
        since: his cursor, empty where he has none.
        limit: how many changes he wants at most.
        types: the types that he wants, empty for all.
        locale: the language of the pages that he wants, empty for all.
        with_objects: whether he wants the objects themselves.
    """

    site_id: int
    since: str = ""
    limit: int = 100
    types: Collection[str] = ()
    locale: str = ""
    with_objects: bool = False


@dataclass(frozen=True)
class FeedPage:
    """A page of the feed.

    Attributes:
        waits: whether it ends before something that is still to be built.
    """

    next: Cursor
    more: bool
    entries: list[bytes]
    places: list[Place]
    waits: bool

    def content(self) -> bytes:
        """Return the answer's JSON."""
        meta = _dumps({"next": str(self.next), "more": self.more})
        return b'{"meta":%s,"items":[%s]}' % (meta, b",".join(self.entries))

    def identity(self, question: Question) -> str:
        """Return what the content follows from: an object at one place is always the same."""
        places = " ".join(map(str, self.places))
        return f"{question.with_objects} {self.more} {self.next} {places}"


def read_feed(question: Question) -> FeedPage:
    """Return the changes that follow upon the reader's cursor.

    Raises:
        UnknownCursorError: this database did not give out his cursor.
    """
    # The end first: what is built meanwhile is read again, never passed over.
    cursor, end = read_cursor(question.since, question.site_id)
    rows = _rows(question, cursor)
    clean: list[Row] = []
    for row in rows[: question.limit]:
        if not row[2]:
            break
        clean.append(row)
    waits = len(clean) < min(len(rows), question.limit)
    more = waits or len(rows) > question.limit
    places = [Place(row[0], decoded(row[1])) for row in clean]
    last = places[-1] if places else cursor.at
    if not more and end.number > last.number:
        last = end
    entries = [_entry(place, row, question) for place, row in zip(places, clean, strict=True)]
    return FeedPage(cursor.moved(last), more, entries, places, waits)


def _rows(question: Question, cursor: Cursor) -> list[Row]:
    parameters: dict[str, Any] = {
        "since": cursor.at.number,
        "began": cursor.began.number if cursor.began else -1,
        "site_id": question.site_id,
        "limit": question.limit + 1,
        **moment_of_asking(),
    }
    narrowed = ""
    if question.types:
        names = {f"type{number}": name for number, name in enumerate(sorted(question.types))}
        narrowed += f" AND item.type IN ({', '.join(f'%({name})s' for name in names)})"
        parameters |= names
    if question.locale:
        narrowed += " AND (item.site_id = 0 OR item.locale = %(locale)s)"
        parameters["locale"] = question.locale
    statement = _ITEMS.format(
        clean=CLEAN, narrowed=narrowed, body=", item.body" if question.with_objects else ""
    )
    with raw_cursor() as database:
        database.execute(statement, parameters)
        rows: list[Row] = database.fetchall()
    return rows


def _entry(place: Place, row: Row, question: Question) -> bytes:
    (_, _, _, is_public, kind, pk, key, locale, detail_url, html_url, etag, changed_at) = row[:12]
    entry = {
        "cursor": f"{place}-{question.site_id}",
        "action": "upsert" if is_public else "delete",
        "type": decoded(kind),
        "id": pk,
        "translation_key": decoded(key),
        "locale": decoded(locale),
        "detail_url": decoded(detail_url),
        "html_url": decoded(html_url),
    }
    if is_public:
        entry["etag"] = decoded(etag)
    entry["changed_at"] = _written(changed_at)
    content = _dumps(entry)
    if is_public and question.with_objects:
        return b'%s,"object":%s}' % (content[:-1], encoded(row[12]))
    return content


@lru_cache(maxsize=200)
def _written(moment: datetime) -> str:
    """Return a time as it stands in the feed; all that one build has changed has the same."""
    # SQLite gives times without their zone.
    aware = moment if timezone.is_aware(moment) else moment.replace(tzinfo=UTC)
    return timezone.localtime(aware).isoformat()


def _dumps(value: Any) -> bytes:
    return _ENCODER.encode(value).encode()
