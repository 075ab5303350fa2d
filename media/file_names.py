"""What the names of files tell of official documents, for `media.numbers`.

Names cannot hold a slash and often hold no diacritics, so only known codes count here.
"""

import re
from datetime import date
from typing import Final, NamedTuple

from search.folding import fold

from .kinds import kind_from_name
from .number_dates import DATE, read_date
from .number_grammar import (
    ISSUER_SPELLINGS,
    KIND_SPELLINGS,
    PARLIAMENT,
    PARTY_ISSUER,
    unify,
)

_ENDINGS: Final = re.compile(
    r"(?:\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|txt|zip|rar|7z|jpe?g|png|tiff?)"
    r"|[._ -]{0,5}signed|\s{0,5}\([0-9]+\))+$",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_SERIAL: Final = re.compile(r"(?=[0-9]*[1-9])[0-9]{1,6}[A-Za-z]?")
_GLUED: Final = re.compile(r"(?P<letters>[^\W\d_]+)(?P<serial>[0-9]+[a-z]?)")
_LONGEST_KIND: Final = 5
_PERIODS: Final = frozenset({"nam", "thang", "quy", "tuan", "ngay"})


class FileNameParts(NamedTuple):
    """What was found: codes and digits as strings, ``""`` where there is nothing."""

    kind_code: str
    letters: str
    serial: str
    year: str
    issuer: str
    issued_on: date | None


def split_file_name(name: str) -> FileNameParts:
    """Take the parts of a number out of a file name. Raises nothing.

    Known shapes: ``KH 59``, ``59-KH-HU``, ``2728.QD.UBND.23.06.2026``, ``qd-15-ubnd-2024``,
    ``Quyet-dinh-15-2024-QD-UBND-ve-…``, ``238-UBND-KGVX``, each with extensions and ``.signed``.
    """
    base = _ENDINGS.sub("", re.split(r"[/\\]", unify(name))[-1])
    words = re.findall(r"(?:[^\W_]|&)+", base)
    kind, at = _leading_kind(words)
    letters = "" if kind else _letters(words, 0)
    at += bool(letters)
    announced = fold(_word(words, at)) == "so"
    at += announced
    serial = _word(words, at) if _is_serial(words, at) else ""
    year = issuer = ""
    if serial:
        at += 1
        own_letters = _letters(words, at + bool(_YEAR.fullmatch(_word(words, at))))
        if _YEAR.fullmatch(_word(words, at)) and (own_letters or _issuer(words, at + 1, "")):
            year, at = words[at], at + 1
        letters, at = own_letters or letters, at + bool(own_letters)
        issuer = _issuer(words, at, own_letters)
    if not issuer and not announced and _YEAR.fullmatch(serial):
        serial = ""
    return FileNameParts(kind, letters, serial, year, issuer, _date_in(base))


def _word(words: list[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _leading_kind(words: list[str]) -> tuple[str, int]:
    """Return the code of the kind that the first words name, and how many words that takes."""
    for count in range(min(_LONGEST_KIND, len(words)), 0, -1):
        kind = kind_from_name(" ".join(words[:count]))
        if kind:
            return kind.code, count
    glued = _GLUED.fullmatch(words[0]) if words else None
    if glued and _letters([glued["letters"]], 0):
        words[:1] = [glued["letters"], glued["serial"]]
    return "", 0


def _letters(words: list[str], at: int) -> str:
    word = _word(words, at)
    return KIND_SPELLINGS.get(word) or KIND_SPELLINGS.get(word.upper(), "")


def _is_serial(words: list[str], at: int) -> bool:
    """Tell whether a serial stands there, not a date (06.12.2021) or a period (5 năm)."""
    if not _SERIAL.fullmatch(_word(words, at)) or fold(_word(words, at + 1)) in _PERIODS:
        return False
    return not DATE.fullmatch("-".join(words[at : at + 3]))


def _issuer(words: list[str], at: int, letters: str) -> str:
    """Return the issuer that starts there, in its right spelling, with unit or partners."""
    first = _known_issuer(_word(words, at))
    # Without letters before it, a small "tu" or "hu" is a word of the title (tư vấn).
    if not first or (not letters and len(first) == 2 and not words[at].isupper()):
        return ""
    groups = [first]
    for word in words[at + 1 :]:
        known = _known_issuer(word) if len(word) > 2 or word.isupper() else ""
        unit = not letters and len(groups) == 1 and word.isupper() and word.isalpha()
        if not known and not (unit and 2 <= len(word) <= 5):
            break
        groups.append(known or word)
    return "-".join(groups)


def _known_issuer(word: str) -> str:
    known = ISSUER_SPELLINGS.get(word) or ISSUER_SPELLINGS.get(word.upper())
    if known:
        return known
    return word if PARLIAMENT.fullmatch(word) or PARTY_ISSUER.fullmatch(word) else ""


def _date_in(base: str) -> date | None:
    folded = fold(base)
    return read_date(DATE.search(folded)) or read_date(DATE.search(re.sub(r"[\s_.]+", "-", folded)))
