"""Finding documents by number, in whatever spelling an editor writes it."""

import re

from django.db.models import QuerySet

from .identity import spellings
from .numbers import NumberFormatError


def with_number(documents: QuerySet, text: str) -> QuerySet | None:
    """Return the documents that carry the number `text`; None where it is no whole number."""
    try:
        return documents.filter(number__in=spellings(text))
    except NumberFormatError:
        return None


def with_part_of_number(documents: QuerySet, text: str) -> QuerySet:
    """Return the documents whose number begins as `text` does, or holds it after a `/` or `-`.

    `59`, `59 kh` and `kh/hu` all find 59-KH/HU. Case and the stroke of Đ do not matter.
    """
    parts = [re.sub("[dđ]", "[dđ]", part) for part in re.findall(r"[^\W_]+", text.lower())]
    if not parts:
        return documents.none()
    # What cannot stand in a number is dropped: the rest are letters and digits only.
    return documents.filter(number__iregex="(^0?|[-/])" + "[-/]".join(parts))


def found_by_number(documents: QuerySet, text: str) -> QuerySet:
    """Return the documents with the number `text`, or with the part of one that it is."""
    exact = with_number(documents, text)
    return with_part_of_number(documents, text) if exact is None else exact
