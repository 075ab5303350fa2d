"""The words of entries, folded, beside their rows: how they are written in each database.

Written are the folded words of each part in their order, and behind them the words with marks, each
once: `đảng cử` is `dang cu dang_dr cu_or`. So a phrase is looked for among folded words alone, and
whether a word stands there as it was typed is one more word to look for.
"""

from collections import Counter, defaultdict
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
# It takes no vector of more than a mebibyte: of a list of a hundred thousand numbers the first ones
# are found.
_BYTES: Final = 900_000
# What a word takes beside its letters, and each of its places.
_BYTES_OF_A_WORD: Final = 6
_BYTES_OF_A_PLACE: Final = 2
# A word that nobody looks for: it parts what is no phrase.
_NO_WORD: Final = "_"
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


class _Entry:
    """The parts of one entry, which share the room that a vector has for all of them."""

    def __init__(self) -> None:
        self._places = _PLACES
        self._bytes = _BYTES
        self._times: Counter[str] = Counter()

    def words_of(self, text: str) -> Words:
        """Return the words of the next part, as many as there is room for."""
        ordered: list[str] = []
        behind: dict[str, None] = {}
        marked: dict[str, None] = {}
        for word in read_words(text[:LONGEST_TEXT]):
            if self._bytes < 0:
                break
            if self._places:
                self._places -= 1
                ordered.append(word.folded if self._counts(word.folded) else _NO_WORD)
            elif self._counts(word.folded):
                behind[word.folded] = None
            if word.marks and self._counts(form := exact(word.folded, word.marks)):
                marked[form] = None
        return Words(tuple(ordered), tuple(behind), tuple(marked))

    def _counts(self, word: str) -> bool:
        """Take room for a word; tell whether there is a place left for it."""
        times = self._times[word] = self._times[word] + 1
        if times > _PLACES_OF_A_WORD:
            return False
        first = _BYTES_OF_A_WORD + len(word) if times == 1 else 0
        self._bytes -= first + _BYTES_OF_A_PLACE
        return True


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
    shared = _Entry()
    title, summary, body = map(shared.words_of, (entry.title, entry.summary, entry.body))
    return title, summary, body


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
    parted = (word for behind in part.behind for word in (_NO_WORD, behind))
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
        if word != _NO_WORD and len(places[word]) < _PLACES_OF_A_WORD:
            places[word].append(place)
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
