"""What a reader typed, as what is looked for: words, abbreviations, numbers, a word half typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from .folding import Word, fold, legible, read_words
from .matching import Node, Phrase, all_of, any_of, exact

# What is behind these is not looked for; nobody types more.
MOST_WORDS: Final = 32
# Each reading of an abbreviation makes phrases with each reading of the others.
_MOST_PHRASES: Final = 16
# In longer queries nobody names two things that stand apart.
_MOST_CUT: Final = 12
_SO: Final = ("so",)
_MARKS_OF_SO: Final = "as"

Reading = tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """A part of a query: the words that were typed, and what else they may stand for.

    Attributes:
        typed: empty where it is only understood (the `số` of `đề án 07`).
        readings: sequences of folded words; an empty one where nothing need stand here.
    """

    typed: tuple[Word, ...]
    readings: tuple[Reading, ...] = ()

    @property
    def folded(self) -> Reading:
        """The typed words, folded."""
        return tuple(word.folded for word in self.typed)

    @property
    def is_optional(self) -> bool:
        """Whether a text need not hold it."""
        return not self.typed or () in self.readings


@dataclass(frozen=True)
class Asked:
    """A query, as it is understood.

    Attributes:
        steps: its parts, in order.
        is_begun: the last word may be half of one.
    """

    steps: tuple[Step, ...]
    is_begun: bool

    @property
    def has_marks(self) -> bool:
        """Whether any word was typed with diacritics."""
        return any(word.marks for step in self.steps for word in step.typed)

    def phrase(self, *, is_begun: bool = False) -> Node:
        """Return what matches the words one behind the other."""
        return any_of(_phrases(self.steps, is_begun=is_begun))

    def two_phrases(self, *, is_begun: bool = False) -> Node:
        """Return what matches the words in two phrases: what about, and where, as a rule.

        A syllable is no word yet: `sinh học Bình Trung` is not about `học sinh` there.
        """
        whole = self.phrase(is_begun=is_begun)
        if not 2 < len(self.steps) <= _MOST_CUT:
            return whole
        halves = (
            (_phrases(self.steps[:cut]), _phrases(self.steps[cut:], is_begun=is_begun))
            for cut in range(1, len(self.steps))
        )
        both = (
            all_of([any_of(first), any_of(second)]) for first, second in halves if first and second
        )
        return any_of([whole, *both])

    def words(self, *, is_begun: bool = False, is_exact: bool = False) -> Node:
        """Return what matches all words, wherever they stand; with `is_exact` as they are typed."""
        return all_of(self.each_word(is_begun=is_begun, is_exact=is_exact))

    def any_word(self, *, is_begun: bool = False) -> Node:
        """Return what matches one word at least."""
        return any_of(self.each_word(is_begun=is_begun))

    def each_word(self, *, is_begun: bool = False, is_exact: bool = False) -> list[Node]:
        """Return what matches each word, or the words that an abbreviation stands for."""
        required = [step for step in self.steps if not step.is_optional]
        nodes: list[Node] = []
        for step in required:
            is_last = is_begun and step is required[-1]
            typed = all_of(_typed(step.typed, is_begun=is_last, is_exact=is_exact))
            nodes.append(any_of([typed, *map(Phrase, step.readings)]))
        return nodes


def _phrases(steps: Sequence[Step], *, is_begun: bool = False) -> list[Node]:
    ways = product(*(_ways(step) for step in steps))
    whole = (sum(way, ()) for way in islice(ways, _MOST_PHRASES))
    return [Phrase(words, is_begun) for words in whole if words]


def _ways(step: Step) -> list[Reading]:
    return [step.folded, *step.readings] if step.typed else list(step.readings)


def _typed(words: Sequence[Word], *, is_begun: bool, is_exact: bool) -> list[Node]:
    nodes: list[Node] = []
    for place, word in enumerate(words, start=1):
        is_half = is_begun and place == len(words)
        form = exact(word.folded, word.marks) if is_exact and not is_half else word.folded
        nodes.append(Phrase((form,), is_half))
    return nodes


# By the words of either side, folded: the marks that these have, and the other sides.
Abbreviations = Mapping[Reading, Sequence[tuple[tuple[str, ...], Reading]]]


def understand(text: str, abbreviations: Abbreviations) -> Asked | None:
    """Read a query; None where it holds no word."""
    seen = legible(text)
    words = list(islice(read_words(seen), MOST_WORDS))
    if not words:
        return None
    steps: list[Step] = []
    longest = max(map(len, abbreviations), default=1)
    place = 0
    while place < len(words):
        step = _step(words, place, longest, abbreviations)
        before = steps[-1] if steps else None
        if (
            step.folded[0].isdigit()
            and before
            and before.folded[-1:]
            and before.folded[-1].isalpha()
        ):
            # `số` before a number is written or not, and typed or not; `sổ` and `sơ` are words.
            if before.folded != _SO:
                steps.append(Step((), ((), _SO)))
            elif before.typed[0].marks in ("", _MARKS_OF_SO):
                steps[-1] = Step(before.typed, ((),))
        steps.append(step)
        place += len(step.typed)
    return Asked(tuple(steps), _may_go_on(seen, words[-1]))


def _step(words: list[Word], place: int, longest: int, abbreviations: Abbreviations) -> Step:
    """Return the longest abbreviation, or words that have one, that begin at a place; or a word."""
    for length in range(min(longest, len(words) - place), 0, -1):
        typed = tuple(words[place : place + length])
        known = abbreviations.get(tuple(word.folded for word in typed), ())
        readings = [reading for marks, reading in known if _agree(typed, marks)]
        if readings:
            return Step(typed, tuple(dict.fromkeys(readings)))
    return Step((words[place],))


def _agree(typed: Sequence[Word], marks: Sequence[str]) -> bool:
    """Tell whether words can be meant: each typed without marks, or with the right ones."""
    return all(word.marks in ("", mark) for word, mark in zip(typed, marks, strict=True))


def _may_go_on(text: str, word: Word) -> bool:
    """Tell whether the last word may be the beginning of a longer one.

    `my` has become `mi`, as `07` has become `7`: neither begins what `mi` and `7` do. One letter
    alone begins too many words, and a digit too many numbers.
    """
    was_simplified = fold(text[word.start : word.end]) != word.folded
    is_too_short = len(word.folded) == 1 and (len(text) == 1 or word.folded.isdigit())
    return word.end == len(text) and not is_too_short and not was_simplified
