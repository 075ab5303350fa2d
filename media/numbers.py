"""Official numbers (số, ký hiệu): parsing, writing, and finding them in text and file names.

A number is a search key and names no single document: see GLOSSARY. `media.official_numbers` says
what forms there are.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from search.folding import fold

from .citing import Citation, Found, find_citations, scan
from .file_names import split_file_name
from .kinds import LETTERS, kind_from_name
from .number_dates import DATE_AFTER, read_date
from .number_grammar import PARLIAMENT, PARTY_ISSUER, unify
from .number_words import LEADING_KIND, SERIAL_AFTER
from .official_numbers import NumberFormatError, OfficialNumber, normalise_number, parse_number

__all__ = [
    "Citation",
    "Mismatch",
    "NumberFormatError",
    "OfficialNumber",
    "Reading",
    "check_consistency",
    "find_citations",
    "normalise_number",
    "parse_number",
    "read_file_name",
    "read_title",
]


class Mismatch(Enum):
    """How the fields of a document contradict its number."""

    KIND_DIFFERS = "kind_differs"
    YEAR_DIFFERS = "year_differs"


@dataclass(frozen=True)
class Reading:
    """What a title or file name tells of its document; ``serial`` only without a full number."""

    number: str = ""
    kind_code: str = ""
    issued_on: date | None = None
    serial: str = ""


def read_title(text: str) -> Reading:
    """Read number, kind and date from the title of a document or a sentence that announces it.

    A number that belongs to another document is left out: ``Kế hoạch thực hiện Chỉ thị số
    22-CT/TW`` tells only that this is a plan.
    """
    folded = fold(unify(text))
    leading = LEADING_KIND.match(folded)
    kind = kind_from_name(leading["name"]) if leading else None
    found = next(scan(text), None)
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


def _is_own(found: Found, kind_code: str) -> bool:
    """Tell whether a number in a title that opens with a kind is the title's own."""
    kinds = found.citation.number.kinds
    if found.opens_text:
        return True
    return found.named not in kinds and (kind_code in kinds or not kinds)
