"""Finding documents by number, in whatever spelling an editor writes it."""

import re
from contextlib import suppress
from typing import Final

from django.db.models import Q, QuerySet

from search.folding import fold

from .identity import spellings
from .numbers import NumberFormatError

# What stands between the parts of a number.
_BETWEEN: Final = "[-/&]"
_LONGEST: Final = 60


def with_number(documents: QuerySet, text: str) -> QuerySet | None:
    """Return the documents that carry the number `text`; None where it cannot be a whole one.

    `59 KH/HU`, `59-kh-hu` and `Số: 59-KH/HU` are 59-KH/HU; 7/qd-ubnd is 07/QĐ-UBND too.
    """
    parts = _parts(text)
    if len(parts) < 2 or not parts[0][0].isdigit():
        return None
    known = Q(number__iregex=f"^0*{_pattern(parts)}$")
    # Written too loosely to be read, it is found by its parts all the same.
    with suppress(NumberFormatError):
        known |= Q(number__in=spellings(text))
    return documents.filter(known)


def with_part_of_number(documents: QuerySet, text: str) -> QuerySet:
    """Return the documents whose number begins as `text` does, or holds it behind a hyphen.

    `59`, `59 kh` and `kh/hu` all find 59-KH/HU.
    """
    parts = _parts(text)
    if not parts:
        return documents.none()
    return documents.filter(number__iregex=f"(^0*|{_BETWEEN}){_pattern(parts)}")


def found_by_number(documents: QuerySet, text: str) -> QuerySet:
    """Return the documents with the number `text`; where none has it, those with such a part."""
    whole = with_number(documents, text)
    if whole is not None and whole.exists():
        return whole
    return with_part_of_number(documents, text)


def _parts(text: str) -> list[str]:
    """Return the letters and digits of a number; anything else only parts them."""
    parts = re.findall(r"[a-z0-9]+", fold(text)) if len(text) <= _LONGEST else []
    return parts[1:] if parts[:1] == ["so"] else parts


def _pattern(parts: list[str]) -> str:
    """Return a regular expression that databases read alike: C locales know no small Đ."""
    parts = [parts[0].lstrip("0") or "0", *parts[1:]]
    return _BETWEEN.join(part.replace("d", "[dđĐ]") for part in parts)
