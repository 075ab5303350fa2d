"""The abbreviations of the admin's list, as queries are read with them."""

from collections import defaultdict
from functools import lru_cache

from .asked import Abbreviations, Reading
from .folding import legible, read_words
from .models import Abbreviation


def abbreviations() -> Abbreviations:
    """Return the list, to be looked up from either side.

    It is read for each query: what the board changes holds at once, in every process.
    """
    return _by_words(tuple(Abbreviation.objects.values_list("letters", "words")))


@lru_cache(maxsize=1)
def _by_words(rows: tuple[tuple[str, str], ...]) -> Abbreviations:
    found: defaultdict[Reading, list[tuple[tuple[str, ...], Reading]]] = defaultdict(list)
    for row in rows:
        sides = [list(read_words(legible(text))) for text in row]
        if not all(sides):
            continue
        for side, other in (sides, reversed(sides)):
            folded = tuple(word.folded for word in side)
            marks = tuple(word.marks for word in side)
            found[folded].append((marks, tuple(word.folded for word in other)))
    return found
