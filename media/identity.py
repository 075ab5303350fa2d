"""Which documents of the library are one and the same, as far as their official fields tell.

A number names no single document: state numbers begin anew each year, Party numbers with each term
of a committee. So issuer, kind, number and date of issue together say that it is the same one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from .numbers import NumberFormatError, parse_number

if TYPE_CHECKING:
    from .documents import PortalDocument

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Namesake:
    """Another document with the issuer, kind and number of `document`.

    `is_same` tells that the date of issue is the same too: it is the same document twice.
    """

    document: "PortalDocument"
    other: "PortalDocument"
    is_same: bool


def spellings(number: str) -> list[str]:
    """Return `number` as documents may carry it: the zero before 1 to 9 is left out at times.

    Raises:
        NumberFormatError: it is no number.
    """
    parsed = parse_number(number)
    bare = parsed.serial.lstrip("0")
    serials = {parsed.serial, bare, f"0{bare}"}
    return sorted(replace(parsed, serial=serial).text for serial in serials)


def documents_numbered(
    numbers: Iterable[str], among: QuerySet
) -> dict[str, list["PortalDocument"]]:
    """Return the documents that carry each of `numbers`, in one query, the latest issued first.

    With or without a zero before it: the text may write what the document does not.
    """
    carried: defaultdict[str, list[str]] = defaultdict(list)
    for number in numbers:
        for spelling in known_spellings(number):
            carried[spelling].append(number)
    found: defaultdict[str, list[PortalDocument]] = defaultdict(list)
    for document in among.filter(number__in=carried).order_by("-issued_on", "pk"):
        for number in carried[document.number]:
            found[number].append(document)
    return found


def namesakes(documents: Iterable["PortalDocument"], among: QuerySet) -> list[Namesake]:
    """Return what is the same document as one of `documents`, or all but, in one query.

    Args:
        documents: where issuer, number or date is missing, nothing is said.
        among: the documents that may be told of.
    """
    wanted: defaultdict[tuple, list[PortalDocument]] = defaultdict(list)
    numbers: set[str] = set()
    for document in documents:
        if document.issuer_id and document.number and document.issued_on:
            found = known_spellings(document.number)
            numbers.update(found)
            wanted[_key(document)].append(document)
    if not wanted:
        return []
    issuers = {issuer for issuer, _kind, _number in wanted}
    others = among.filter(number__in=numbers, issuer__in=issuers, issued_on__isnull=False)
    return [
        Namesake(document, other, document.issued_on == other.issued_on)
        for other in others.order_by("-issued_on", "pk")
        for document in wanted.get(_key(other), [])
        if document.pk != other.pk and _is_near(document, other)
    ]


def _key(document: "PortalDocument") -> tuple:
    return (document.issuer_id, document.kind, known_spellings(document.number)[0])


def known_spellings(number: str) -> list[str]:
    """Return the spellings of `number`; what is no number has one."""
    try:
        return spellings(number)
    except NumberFormatError:
        return [number]


def _is_near(document: "PortalDocument", other: "PortalDocument") -> bool:
    """Tell whether one series could not rightly give both numbers.

    A state agency's series is that of the calendar year (Nghị định 30/2020/NĐ-CP), so January may
    follow upon December. The Party's runs through a term.
    """
    one, two = document.issued_on, other.issued_on
    if not isinstance(one, date) or not isinstance(two, date):
        return False
    if one.year == two.year:
        return True
    return _is_party(document.number) and abs(one - two) <= YEAR


def _is_party(number: str) -> bool:
    try:
        return parse_number(number).form == "party"
    except NumberFormatError:
        return False
