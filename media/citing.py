"""Finding official numbers in running text, with the kind and the date that the words tell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from .kinds import LETTERS
from .number_dates import date_after, date_before
from .number_grammar import NUMBER_IN_TEXT, PARLIAMENT, ROUGH_NUMBER, unify, unify_in_lines, visible
from .number_words import WordsBefore
from .official_numbers import NumberFormatError, OfficialNumber, number_of, parse_number

_REACH = 200


@dataclass(frozen=True)
class Citation:
    """A number found in text: as spelt there, as read, the date beside it, the kind it has."""

    spelling: str
    number: OfficialNumber
    issued_on: date | None
    kind_code: str = ""


class Found(NamedTuple):
    """A citation in its place: what the words before it name, and whether they open the text."""

    citation: Citation
    start: int
    end: int
    named: str
    opens_text: bool


def find_citations(text: str) -> list[Citation]:
    """Return the numbers in running text, in order, repeats included.

    ``spelling`` is the slice of the text, in NFC and without invisible characters.
    """
    return [found.citation for found in scan(text)]


def scan(text: str) -> Iterator[Found]:
    """Yield the numbers in running text, in order; places are those in `visible(text)`."""
    spelt, lines = visible(text), unify_in_lines(text)
    for start, end, number, is_certain in _candidates(unify(text)):
        before = lines[max(0, start - _REACH) : start]
        words = WordsBefore(before, reaches_start=start <= _REACH)
        named = words.kind_code or (
            words.law_code if PARLIAMENT.fullmatch(number.issuer) and not number.kind_code else ""
        )
        after = lines[end : end + _REACH]
        issued_on = date_after(after, is_head=words.are_head) or date_before(before)
        announced = bool(named or issued_on or words.announce_number)
        if not (announced or (is_certain and _stands_alone(number))) or words.are_address:
            continue
        if not named and _is_something_else(number, words, after):
            continue
        is_scheme = named == "ĐA" and number.kind_code == "DA"
        meant = replace(number, kind_code="ĐA") if is_scheme else number
        citation = Citation(spelt[start:end], meant, issued_on, meant.kind_named(named))
        yield Found(citation, start, end, named, words.are_kind_alone)


def _candidates(plain: str) -> Iterator[tuple[int, int, OfficialNumber, bool]]:
    """Yield what is made like a number: start, end, number, whether it is made rightly."""
    rough = ROUGH_NUMBER.finditer(plain)
    waiting = next(rough, None)
    for match in NUMBER_IN_TEXT.finditer(plain):
        while waiting and waiting.start() < match.start():
            yield from _read_roughly(waiting)
            waiting = next(rough, None)
        while waiting and waiting.start() < match.end():
            waiting = next(rough, None)
        number = number_of(match)
        if number:
            loose = match["loose_issuer"] or match["blank_issuer"] or match["old_issuer"]
            yield *match.span(), number, not loose
    while waiting:
        yield from _read_roughly(waiting)
        waiting = next(rough, None)


def _read_roughly(match: re.Match[str]) -> Iterator[tuple[int, int, OfficialNumber, bool]]:
    try:
        number = parse_number(match[0])
    except NumberFormatError:
        return
    yield *match.span(), number, False


def _stands_alone(number: OfficialNumber) -> bool:
    """Tell whether a number is one without words beside it: 655/BTC is, 5/HTX is a share."""
    return bool(number.kind_code) or "-" in number.issuer or number.has_known_issuer


def _is_something_else(number: OfficialNumber, words: WordsBefore, after: str) -> bool:
    """Tell whether the words beside a number say that it numbers no document."""
    if words.name_form:
        return True
    if number.kind_code in LETTERS and number.has_known_issuer:
        return False
    return words.name_thing or re.match(r"[-/][0-9]", after) is not None
