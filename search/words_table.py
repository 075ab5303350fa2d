"""The words of entries, folded, beside their rows: how they are written in each database.

Written are the folded words of each part in their order, and behind them the words with marks, each
once: `đảng cử` is `dang cu dang_dr cu_or`. So a phrase is looked for among folded words alone, and
whether a word stands there as it was typed is one more word to look for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from .folding import read_words
from .matching import exact
from .models import Entry, KnownWord

# PostgreSQL counts the places of words no further, and keeps so many of each. What stands behind
# the first is found by its words, not in phrases; on SQLite as well, so that both find the same.
_PLACES: Final = 16_000
_PLACES_OF_A_WORD: Final = 250
_LAST_PLACE: Final = 16_383
# No phrase goes from one part of an entry into the next.
_GAP: Final = 10
# Longer texts are indexed by their beginning.
LONGEST_TEXT: Final = 1_000_000


@dataclass(frozen=True)
class Words:
    """The words of one part of an entry.

    Attributes:
        ordered: in the order of the text, as far as places are counted.
        behind: what stands behind the last place, each once.
        marked: the words with marks, each once.
    """

    ordered: tuple[str, ...]
    behind: tuple[str, ...]
    marked: tuple[str, ...]


def words_of(text: str) -> Words:
    """Return the words of a part."""
    words = list(read_words(text[:LONGEST_TEXT]))
    return Words(
        ordered=tuple(word.folded for word in words[:_PLACES]),
        behind=tuple(dict.fromkeys(word.folded for word in words[_PLACES:])),
        marked=tuple(dict.fromkeys(exact(word.folded, word.marks) for word in words if word.marks)),
    )


def write_words(entries: Sequence[Entry]) -> None:
    """Write the words of entries, in the place of those that they had."""
    rows = [(entry.pk, *_parts(entry)) for entry in entries]
    if connection.vendor == "sqlite":
        _write_rows(rows)
    else:
        _write_vectors(rows)
    known = {word for _, *parts in rows for part in parts for word in part.ordered}
    KnownWord.objects.bulk_create(
        [KnownWord(folded=word) for word in sorted(known) if word.isalpha()],
        batch_size=1000,
        ignore_conflicts=True,
    )


def remove_words(ids: Sequence[int]) -> None:
    """Remove the words of entries that are removed; PostgreSQL's are columns of theirs."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(pk,) for pk in ids])


def _parts(entry: Entry) -> tuple[Words, Words, Words]:
    return words_of(entry.title), words_of(entry.summary), words_of(entry.body)


Row = tuple[int, Words, Words, Words]


def _write_rows(rows: Iterable[Row]) -> None:
    rows = list(rows)
    remove_words([pk for pk, *_ in rows])
    values = [
        (pk, _row_text(title), _row_text(summary), _row_text(body))
        for pk, title, summary, body in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (rowid, title, summary, body) VALUES (%s, %s, %s, %s)", values
        )


def _row_text(part: Words) -> str:
    # A lone underscore is a word that nobody looks for: it parts what is no phrase.
    parted = (word for behind in part.behind for word in ("_", behind))
    return " ".join([*part.ordered, *parted, *part.marked])


def _write_vectors(rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE search_entry SET title_words = %s::tsvector, summary_words = %s::tsvector, "
            "text_words = %s::tsvector WHERE id = %s",
            [
                (_vector([title]), _vector([summary]), _vector([title, summary, body]), pk)
                for pk, title, summary, body in rows
            ],
        )


def _vector(parts: Iterable[Words]) -> str:
    """Return the words as PostgreSQL reads a vector: `cu:2 dang:1 dang_dr:16383`."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for word, place in _placed(parts):
        if len(places[word]) < _PLACES_OF_A_WORD:
            places[word].append(min(place, _LAST_PLACE))
    return " ".join(f"{word}:{','.join(map(str, found))}" for word, found in places.items())


def _placed(parts: Iterable[Words]) -> Iterator[tuple[str, int]]:
    place = 0
    for part in parts:
        for word in part.ordered:
            place += 1
            yield word, place
        place += _GAP
        for word in (*part.behind, *part.marked):
            yield word, _LAST_PLACE
