"""How well an entry fits: the best of the tiers that it belongs to.

Exact diacritics stand above folded ones, then a title above a summary above the text above attached
objects, then a phrase above two phrases above single words, then whole words above one half typed.
Each tier is a question that either database answers with yes or no, so that both put everything
into one order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import QuerySet

from .asked import Asked
from .matching import SUMMARY, TEXT, TITLE, FirstMatch, Matches, Node, all_of
from .models import Entry

Place = Literal["title", "summary", "body", "attached"]

_PLACES: dict[str, Place] = {TITLE: "title", SUMMARY: "summary", TEXT: "body"}


@dataclass(frozen=True)
class Tier:
    """One way of fitting.

    Attributes:
        place: where the words are found.
        part: the part of the entry, or of that of an attached object.
        node: what is found in it.
    """

    place: Place
    part: str
    node: Node


@dataclass(frozen=True)
class Ranking:
    """What matches a query, and in which order.

    Attributes:
        tiers: the best one first. Of those of an entry itself the last one holds everything that
            is found at all, and so does the last one of attached objects.
        attached: the entries of attached objects that the reader may see.
    """

    tiers: tuple[Tier, ...]
    attached: QuerySet[Entry]

    @property
    def matching(self) -> QuerySet[Any]:
        """The entries that are found for themselves, each with its `fit`: the place of its tier."""
        return self._found(Entry.objects.all(), is_attached=False)

    @property
    def leading(self) -> QuerySet[Any]:
        """The entries of attached objects that match, each with the `fit` that it lends others."""
        return self._found(self.attached, is_attached=True)

    def _found(self, entries: QuerySet[Entry], *, is_attached: bool) -> QuerySet[Any]:
        asked = {
            place: (tier.part, tier.node)
            for place, tier in enumerate(self.tiers)
            if (tier.place == "attached") == is_attached
        }
        *_, loosest = asked.values()
        return entries.filter(Matches(*loosest)).annotate(fit=FirstMatch(asked))


def ranking(asked: Asked, attached: QuerySet[Entry] | None, *, any_word: bool = False) -> Ranking:
    """Return how entries are matched with a query.

    Args:
        asked: the query.
        attached: the entries of attached objects that the reader may see; None where what is looked
            for has nothing attached.
        any_word: one word is enough.
    """
    node = (asked.any_word if any_word else asked.words)(is_begun=asked.is_begun)
    places: tuple[Place, ...] = ("body",) if attached is None else ("body", "attached")
    loosest = tuple(Tier(place, TEXT, node) for place in places)
    tiers = dict.fromkeys(_tiers(asked, has_attached=attached is not None))
    ordered = (*(tier for tier in tiers if tier not in loosest), *loosest)
    return Ranking(ordered, Entry.objects.none() if attached is None else attached)


def ranking_of_titles(asked: Asked) -> Ranking:
    """Return how entries are matched with a query by their titles alone."""
    tiers = dict.fromkeys(_tiers(asked, has_attached=False))
    ordered = tuple(tier for tier in tiers if tier.part == TITLE)
    return Ranking(ordered, Entry.objects.none())


def _tiers(asked: Asked, *, has_attached: bool) -> Iterator[Tier]:
    """Yield the tiers, best first; of a short query some are the same."""
    for is_exact in (True, False) if asked.has_marks else (False,):
        for part, place in _PLACES.items():
            phrases = list(_phrases(asked, is_exact=is_exact))
            yield from (Tier(place, part, node) for node in phrases)
            if part == TEXT and has_attached and not is_exact:
                # An official number, as a rule.
                yield from (Tier("attached", TITLE, node) for node in phrases)
            yield from (Tier(place, part, node) for node in _words(asked, is_exact=is_exact))


def _phrases(asked: Asked, *, is_exact: bool) -> Iterator[Node]:
    for is_begun in _ways_to_end(asked, is_exact=is_exact):
        for phrase in (asked.phrase, asked.two_phrases):
            node = phrase(is_begun=is_begun)
            words = asked.words(is_begun=is_begun, is_exact=True)
            yield all_of([node, words]) if is_exact else node


def _words(asked: Asked, *, is_exact: bool) -> Iterator[Node]:
    for is_begun in _ways_to_end(asked, is_exact=is_exact):
        yield asked.words(is_begun=is_begun, is_exact=is_exact)


def _ways_to_end(asked: Asked, *, is_exact: bool) -> tuple[bool, ...]:
    """Return whether the last word is taken for a whole one, or (too) for the beginning of one.

    Of the beginning of a word nobody can say which marks it will have.
    """
    may_go_on = asked.is_begun and not (is_exact and asked.steps[-1].typed[-1].marks)
    return (False, True) if may_go_on else (False,)
