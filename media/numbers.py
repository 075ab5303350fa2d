"""Official numbers (số, ký hiệu): parsing, writing, and finding them in text and file names.

Two forms exist. Party bodies write serial-kind/issuer (``59-KH/HU``); state bodies
serial/kind-issuer (``59/KH-UBND``), with the year when the document is a legal one
(``15/2022/NQ-HĐND``), and without a kind for an official letter (``238/UBND-KGVX``). A number is
a search key and names no single document: see GLOSSARY.

Serials and issuers are kept as they are written, also when misspelt; only what is certain is
repaired: hyphens, blanks, Eth for Đ, missing diacritics of well-known codes, the Party's numbers
in state form.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final, Literal, NamedTuple

from search.folding import fold

from .file_names import split_file_name
from .kinds import LETTERS, kind_from_name
from .number_grammar import (
    DATE_AFTER,
    ISSUER_SPELLINGS,
    KIND_BEFORE,
    KIND_SPELLINGS,
    LEADING_KIND,
    NUMBER,
    NUMBER_IN_TEXT,
    PARLIAMENT,
    PARTY_ISSUER,
    SERIAL_AFTER,
    read_date,
    spell_issuer,
    split_symbol,
    unify,
    visible,
)

_LONGEST: Final = 100
_SO_BEFORE: Final = re.compile(r"\b[Ss][ốỐ]\s*:?\s*$")
_PARLIAMENT_KINDS: Final = ("L", "NQ", "PL", "BL", "HP")


class NumberFormatError(ValueError):
    """The text is no official number."""


class Mismatch(Enum):
    """How the fields of a document contradict its number."""

    KIND_DIFFERS = "kind_differs"
    YEAR_DIFFERS = "year_differs"


@dataclass(frozen=True)
class OfficialNumber:
    """The parts of a number. ``kind_code`` holds its letters, ``""`` if it has none."""

    serial: str
    year: int | None
    kind_code: str
    issuer: str
    form: Literal["party", "state"]

    @property
    def text(self) -> str:
        """The canonical form: ``59-KH/HU``, ``59/KH-UBND``, ``15/2022/NQ-HĐND``."""
        if self.form == "party":
            return f"{self.serial}-{self.kind_code}/{self.issuer}"
        symbol = f"{self.kind_code}-{self.issuer}" if self.kind_code else self.issuer
        year = f"/{self.year}" if self.year else ""
        return f"{self.serial}{year}/{symbol}"

    @property
    def kinds(self) -> tuple[str, ...]:
        """Codes of the kinds that the letters may mean, likeliest first; empty if unknown."""
        if not self.kind_code:
            return _PARLIAMENT_KINDS if PARLIAMENT.fullmatch(self.issuer) else ("CV",)
        if self.form == "party" and self.kind_code == "TT":
            return ("TTri", "TT")
        if self.kind_code == "L" and self.issuer == "CTN":
            return ("Lh", "L")
        return LETTERS.get(self.kind_code, ())

    def kind_named(self, named: str) -> str:
        """Return the code of the kind, given what words beside the number name (or ``""``).

        Words decide where the letters are open, never against them. A number of the National
        Assembly may be a law or a resolution: ``""`` unless words tell.
        """
        if named and (not self.kind_code or not self.kinds or named in self.kinds):
            return named
        if not self.kinds or self.kinds == _PARLIAMENT_KINDS:
            return ""
        return self.kinds[0]


@dataclass(frozen=True)
class Citation:
    """A number found in text: as spelt there, as read, the date beside it, the kind it has."""

    spelling: str
    number: OfficialNumber
    issued_on: date | None
    kind_code: str = ""


@dataclass(frozen=True)
class Reading:
    """What a title or file name tells of its document; ``serial`` only without a full number."""

    number: str = ""
    kind_code: str = ""
    issued_on: date | None = None
    serial: str = ""


class _Found(NamedTuple):
    citation: Citation
    named: str
    opens_text: bool


def parse_number(text: str) -> OfficialNumber:
    """Read ``text``, which must be a number and nothing else; ``Số:`` before it may stay.

    Small letters and missing diacritics are taken for what they stand for: ``7-da/tu`` is
    ``7-ĐA/TU``, though DA may also be Dự án. Raises `NumberFormatError`.
    """
    plain = unify(html.unescape(text)) if len(text) <= _LONGEST else ""
    plain = re.sub(r"^\s*s[ốo]\s*[:.]?\s*(?=[0-9])", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\s*([-/])\s*", r"\1", plain).strip(" .,;")
    serial = re.match(r"[0-9]*[A-Za-z]?", plain)
    rest = serial.end() if serial else 0
    match = NUMBER.fullmatch(plain)
    number = _number(match) if match else None
    if not match and (loud := NUMBER.fullmatch(plain[:rest] + plain[rest:].upper())):
        number = _number(loud)
        # In small letters anything looks like a number (5/an-giang), so its codes must be known.
        if number and number.kind_code not in LETTERS and not _issuer_is_known(number):
            number = None
    if number is None:
        raise NumberFormatError(f"not an official number: {text[:_LONGEST]!r}")
    if number.form == "party" and number.kind_code == "DA":
        return replace(number, kind_code="ĐA")
    return number


def normalise_number(text: str) -> str:
    """Return the canonical form of a number. Raises `NumberFormatError`."""
    return parse_number(text).text


def find_citations(text: str) -> list[Citation]:
    """Return the numbers in running text, in order, repeats included.

    ``spelling`` is the slice of the text, in NFC and without invisible characters.
    """
    return [found.citation for found in _scan(text)]


def read_title(text: str) -> Reading:
    """Read number, kind and date from the title of a document or a sentence that announces it.

    A number that belongs to another document is left out: ``Kế hoạch thực hiện Chỉ thị số
    22-CT/TW`` tells only that this is a plan.
    """
    folded = fold(unify(text))
    leading = LEADING_KIND.match(folded)
    kind = kind_from_name(leading["name"]) if leading else None
    found = next(_scan(text), None)
    if found and (kind is None or _is_own(found, kind.code)):
        citation = found.citation
        named = kind.code if kind else found.named
        code = citation.number.kind_named(named)
        return Reading(citation.number.text, code, citation.issued_on)
    if leading is None or kind is None:
        return Reading()
    serial = SERIAL_AFTER.match(folded, leading.end())
    end = serial.end() if serial else leading.end()
    issued_on = read_date(DATE_AFTER.match(folded, end))
    return Reading("", kind.code, issued_on, serial["serial"] if serial else "")


def read_file_name(name: str) -> Reading:
    """Read what a file name tells of its document; whatever is in doubt stays empty.

    ``KH 59.signed.signed.pdf`` gives kind and serial, ``59-KH-HU.pdf`` the number. Raises nothing.
    """
    parts = split_file_name(name)
    party = PARTY_ISSUER.fullmatch(parts.issuer) is not None
    letters = parts.letters or parts.kind_code
    if letters == "CV" and not party:
        letters = ""
    if letters == "DA" and party and parts.kind_code != "DA":
        letters = "ĐA"
    # A letter without kind needs its drafting unit: 238/UBND is half of 238/UBND-KGVX.
    whole = letters or "-" in parts.issuer or PARLIAMENT.fullmatch(parts.issuer)
    if not (parts.serial and parts.issuer and whole):
        # Letters alone are too little: TT opens "TT Huế.jpg" too.
        telling = parts.serial or parts.issued_on
        code = parts.kind_code or (LETTERS.get(parts.letters, ("",))[0] if telling else "")
        return Reading("", code, parts.issued_on, parts.serial if code else "")
    number = OfficialNumber(
        serial=parts.serial,
        year=int(parts.year) if parts.year else None,
        kind_code=letters,
        issuer=parts.issuer,
        form="party" if party else "state",
    )
    try:
        parse_number(number.text)
    except NumberFormatError:
        # The pieces fit one by one and make no number together: a Party issuer without a kind.
        serial = parts.serial if parts.kind_code else ""
        return Reading("", parts.kind_code, parts.issued_on, serial)
    return Reading(number.text, number.kind_named(parts.kind_code), parts.issued_on)


def check_consistency(number: str, kind_code: str, issued_on: date | None) -> list[Mismatch]:
    """Return what in ``number`` contradicts the kind or the date of issue.

    Empty fields contradict nothing, nor does a text that is no number (its form is checked
    elsewhere) or letters of an unknown kind.
    """
    try:
        parsed = parse_number(number)
    except NumberFormatError:
        return []
    mismatches = []
    if kind_code and parsed.kinds and kind_code not in parsed.kinds:
        mismatches.append(Mismatch.KIND_DIFFERS)
    if parsed.year and issued_on and parsed.year != issued_on.year:
        mismatches.append(Mismatch.YEAR_DIFFERS)
    return mismatches


def _is_own(found: _Found, kind_code: str) -> bool:
    """Tell whether a number in a title that opens with a kind is the title's own."""
    kinds = found.citation.number.kinds
    if found.opens_text:
        return True
    return found.named not in kinds and (kind_code in kinds or not kinds)


def _scan(text: str) -> Iterator[_Found]:
    spelt, plain = visible(text), unify(text)
    for match in NUMBER_IN_TEXT.finditer(plain):
        number = _number(match)
        if number is None:
            continue
        before = plain[max(0, match.start() - _LONGEST) : match.start()]
        folded = fold(before)
        words = KIND_BEFORE.search(folded)
        kind = kind_from_name(words["name"]) if words else None
        named = kind.code if kind else ""
        issued_on = read_date(DATE_AFTER.match(fold(plain[match.end() : match.end() + 80])))
        if not (named or issued_on or _stands_alone(number) or _SO_BEFORE.search(before)):
            continue
        if named == "ĐA" and number.kind_code == "DA":
            number = replace(number, kind_code="ĐA")
        citation = Citation(
            spelt[match.start() : match.end()], number, issued_on, number.kind_named(named)
        )
        opens_text = bool(words and re.fullmatch(r"\W*", folded[: words.start("name")]))
        yield _Found(citation, named, opens_text and match.start() <= _LONGEST)


def _stands_alone(number: OfficialNumber) -> bool:
    """Tell whether a number is one without words beside it: 655/BTC is, 5/HTX is a share."""
    return bool(number.kind_code) or "-" in number.issuer or _issuer_is_known(number)


def _issuer_is_known(number: OfficialNumber) -> bool:
    first = number.issuer.split("-")[0]
    known = len(first) > 2 and first in ISSUER_SPELLINGS
    return known or PARLIAMENT.fullmatch(first) is not None


def _number(match: re.Match[str]) -> OfficialNumber | None:
    """Make a number of a match of `NUMBER`, repaired; ``None`` if it only looks like one."""
    kind = match["party_kind"] or match["open_party_kind"] or match["joint_kind"] or match["kind"]
    issuer = match["party_issuer"] or match["joint_issuers"] or match["issuer"]
    year = match["year"] or match["bare_year"]
    if issuer is None:
        kind, issuer = split_symbol(match["bare_issuer"])
    kind = KIND_SPELLINGS.get(kind, kind)
    issuer = "-".join(spell_issuer(group) for group in issuer.split("-"))
    if len(issuer) < 2 or not match["serial"].strip("0"):
        return None
    party = bool(match["party_issuer"] or (kind and not year and PARTY_ISSUER.fullmatch(issuer)))
    return OfficialNumber(
        serial=match["serial"],
        year=int(year) if year else None,
        kind_code=kind,
        issuer=issuer,
        form="party" if party else "state",
    )
