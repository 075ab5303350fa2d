"""The part of a text in which the words of a query stand, with these words marked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from string import whitespace

from .asked import Asked
from .folding import Word, read_words

# So many words of a text are shown, and so many of them before the first one that is marked.
_LENGTH = 40
_BEFORE = 8
# Of a word that stands everywhere the first places are as good as the others.
_PLACES_TRIED = 200
# Official numbers have these between their parts.
_BETWEEN = f"{whitespace}-–/"
# The rest of a longer text is not looked into: an answer shows many of these.
_LOOKED_INTO = 60_000


@dataclass(frozen=True)
class Piece:
    """A piece of a text, as it is written.

    Attributes:
        text: with its diacritics.
        is_marked: whether it is what was looked for.
    """

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Passage:
    """A part of a text.

    Attributes:
        pieces: put together they are the text.
        is_begun: whether text stands before it.
        is_ended: whether text stands behind it.
    """

    pieces: tuple[Piece, ...]
    is_begun: bool
    is_ended: bool

    def __str__(self) -> str:
        text = "".join(piece.text for piece in self.pieces)
        return f"{'… ' if self.is_begun else ''}{text}{' …' if self.is_ended else ''}"


def passage(text: str, asked: Asked) -> Passage | None:
    """Return the part of a text that holds most of what is looked for; None where none of it."""
    text = text[:_LOOKED_INTO]
    words = list(read_words(text))
    marked = _marked(words, asked)
    if not marked:
        return None
    first = _densest(sorted(marked), marked)
    start = max(0, first - _BEFORE)
    stop = min(len(words), start + _LENGTH)
    begin = words[start].start if start else 0
    end = words[stop - 1].end if stop < len(words) else len(text)
    spans = [(words[place].start, words[place].end) for place in sorted(marked)]
    inside = [span for span in dict.fromkeys(spans) if begin <= span[0] and span[1] <= end]
    return Passage(tuple(_pieces(text, begin, end, inside)), begin > 0, end < len(text.rstrip()))


def beginning(text: str) -> Passage | None:
    """Return the first words of a text, none of them marked; None where there are none."""
    words = list(islice(read_words(text[:_LOOKED_INTO]), _LENGTH + 1))
    if not words:
        return None
    is_whole = len(words) <= _LENGTH
    shown = text.rstrip() if is_whole else text[: words[_LENGTH - 1].end]
    return Passage((Piece(shown, is_marked=False),), is_begun=False, is_ended=not is_whole)


def marked_text(text: str, asked: Asked) -> tuple[Piece, ...]:
    """Return a whole text, a title for example, in which what is looked for is marked."""
    words = list(read_words(text))
    spans = [(words[place].start, words[place].end) for place in sorted(_marked(words, asked))]
    return tuple(_pieces(text, 0, len(text), list(dict.fromkeys(spans))))


def _marked(words: Sequence[Word], asked: Asked) -> dict[int, int]:
    """Return the places of words that are looked for, each with the number of its step.

    Words are found as they were typed; where no word is, those with other diacritics are.
    """
    sequences: defaultdict[str, list[tuple[int, Sequence[Word], bool]]] = defaultdict(list)
    for one in _sequences(asked):
        if one not in sequences[one[1][0].folded[0]]:
            sequences[one[1][0].folded[0]].append(one)
    for is_exact in (True, False):
        found: dict[int, int] = {}
        begun: dict[int, int] = {}
        for place, word in enumerate(words):
            for number, sequence, is_begun in sequences.get(word.folded[0], ()):
                if _stands_at(words[place : place + len(sequence)], sequence, is_exact):
                    found |= dict.fromkeys(range(place, place + len(sequence)), number)
                elif is_begun and word.folded.startswith(sequence[0].folded):
                    begun[place] = number
        # Where the word stands that was typed, what it may begin was not meant.
        whole = set(found.values())
        found |= {place: number for place, number in begun.items() if number not in whole}
        if found:
            return found
    return {}


def _sequences(asked: Asked) -> Iterator[tuple[int, Sequence[Word], bool]]:
    """Yield what may be marked: the number of its step, words, and whether the last may go on."""
    required = [step for step in asked.steps if not step.is_optional]
    for number, step in enumerate(required):
        for word in step.typed:
            is_last = step is required[-1] and word is step.typed[-1]
            yield number, [word], asked.is_begun and is_last
        for reading in step.readings:
            yield number, [Word(folded, "", 0, 0) for folded in reading], False


def _stands_at(words: Sequence[Word], sequence: Sequence[Word], is_exact: bool) -> bool:
    return len(words) == len(sequence) and all(
        word.folded == asked.folded and (not is_exact or asked.marks in ("", word.marks))
        for word, asked in zip(words, sequence, strict=True)
    )


def _densest(places: Sequence[int], marked: dict[int, int]) -> int:
    """Return the place from which on most of the steps are found within one passage."""

    def steps_from(first: int) -> int:
        inside = (place for place in range(first, first + _LENGTH - _BEFORE) if place in marked)
        return len({marked[place] for place in inside})

    return max(places[:_PLACES_TRIED], key=steps_from)


def _pieces(text: str, begin: int, end: int, spans: list[tuple[int, int]]) -> Iterator[Piece]:
    for start, stop in _joined(text, spans):
        if begin < start:
            yield Piece(text[begin:start], is_marked=False)
        yield Piece(text[start:stop], is_marked=True)
        begin = stop
    if begin < end:
        yield Piece(text[begin:end], is_marked=False)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans between which nothing but blanks and dashes stand: one mark, read out as one."""
    joined: list[tuple[int, int]] = []
    for start, stop in spans:
        if joined and not text[joined[-1][1] : start].strip(_BETWEEN):
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined
