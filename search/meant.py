"""What somebody may have meant who found nothing: words that no text has, spelled otherwise."""

from collections.abc import Callable, Iterator
from itertools import islice, product
from string import ascii_lowercase

from .asked import Asked
from .folding import Word, legible, read_words
from .models import Entry, KnownWord

# Each of them is looked for.
_MOST_TRIED = 8
_NEAR_EACH = 4
_LONGEST_WORD = 20


def meant(text: str, asked: Asked, first_of: Callable[[str], Entry | None]) -> str:
    """Return the query as it may have been meant, empty where nothing would be found so either.

    Args:
        text: the query.
        asked: the same, as it was understood.
        first_of: returns the first entry that a query finds and that the reader may see. All texts
            lend their words, public or not; what is offered stands in one that is.
    """
    seen = legible(text)
    words = [word for step in asked.steps for word in step.typed if word.folded.isalpha()]
    folded = {word.folded for word in words}
    known = set(KnownWord.objects.filter(pk__in=folded).values_list("pk", flat=True))
    unknown = [word for word in words if word.folded not in known]
    near = [_near(word.folded) for word in unknown]
    for others in islice(product(*near), _MOST_TRIED) if unknown else ():
        entry = first_of(_with(seen, unknown, others))
        if entry is not None:
            return _with(seen, unknown, [_spelled(entry, other) for other in others])
    return ""


def _with(text: str, words: list[Word], others: tuple[str, ...] | list[str]) -> str:
    """Return a text with other words in the place of some."""
    for word, other in reversed(list(zip(words, others, strict=True))):
        text = f"{text[: word.start]}{other}{text[word.end :]}"
    return text


def _spelled(entry: Entry, folded: str) -> str:
    """Return a word as it is written in the texts of an entry."""
    for text in (entry.title, entry.summary, entry.body):
        for word in read_words(text):
            if word.folded == folded:
                return text[word.start : word.end].lower()
    return folded


def _near(folded: str) -> list[str]:
    """Return known words that differ in one letter, or in the order of two; alike ones first."""
    if not 1 < len(folded) <= _LONGEST_WORD:
        return []
    found = KnownWord.objects.filter(pk__in=set(_edits(folded))).values_list("pk", flat=True)
    alike = sorted(found, key=lambda word: (len(word) != len(folded), word[0] != folded[0], word))
    return alike[:_NEAR_EACH]


def _edits(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        yield from (f"{head}{letter}{tail}" for letter in ascii_lowercase)
        if tail:
            yield f"{head}{tail[1:]}"
            yield from (f"{head}{letter}{tail[1:]}" for letter in ascii_lowercase)
        if len(tail) > 1:
            yield f"{head}{tail[1]}{tail[0]}{tail[2:]}"
