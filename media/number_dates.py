"""Dates beside official numbers in running text, for `media.citing`.

What is beside a number may be the date of something else: a meeting, the day on which the document
comes into force. Only where the words leave no doubt is a date that of issue.
"""

import re
from datetime import date
from typing import Final

from search.folding import fold

_MONTHS: Final = {
    "mot": 1,
    "gieng": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "muoi mot": 11,
    "muoi hai": 12,
    "chap": 12,
}
_ENGLISH_MONTHS: Final = {
    "january": 1,
    "february": 2,
    "march": 3,
    "april": 4,
    "may": 5,
    "june": 6,
    "july": 7,
    "august": 8,
    "september": 9,
    "october": 10,
    "november": 11,
    "december": 12,
}
_MONTH_NAMES: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ENGLISH: Final = "|".join(_ENGLISH_MONTHS)
_YEAR: Final = r"(?:19|20)[0-9]{2}"

# All patterns read folded text.
DATE: Final = re.compile(
    r"(?<![0-9])(?P<day>[0-9]{1,2})\s*"
    r"(?:(?P<mark>[/.-])\s*(?P<month>[0-9]{1,2})\s*(?P=mark)\s*"
    rf"|thang\s+(?P<long_month>[0-9]{{1,2}}|{_MONTH_NAMES})\s*,?\s*nam\s+)"
    rf"(?P<year>{_YEAR})(?![0-9])"
)
"""A date in folded text, in every form of section 2.3 of the facts of the domain with a year."""

_HOUR: Final = r"(?:(?:hoi|luc)\s+)?[0-9]{1,2}\s*(?:gio|[gh])\s*(?:[0-9]{1,2}\s*(?:phut)?)?,?\s*"
_ISSUED: Final = r"(?:(?:da|duoc)\s+)*(?:ky|ban hanh|ky ban hanh|phat hanh|thong qua)\s+"
_DAY: Final = r"(?:vao\s+)?(?:de\s+)?ngay\s*(?:(?:ban hanh|ky)\s*)?:?\s*"

DATE_AFTER: Final = re.compile(rf"(?:[\s,;(]*(?:{_ISSUED}|{_HOUR})?{_DAY}|\s*\(\s*){DATE.pattern}")
"""A date that follows a number or a kind at once."""

_ENGLISH_AFTER: Final = re.compile(
    r"[\s,(]*(?:dated|issued on|signed on|of)\s+(?:the\s+)?"
    rf"(?:(?P<english>{_ENGLISH})\s+(?P<english_day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?"
    rf"|(?P<first_day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?P<english_month>{_ENGLISH}),?)"
    rf"\s+(?P<english_year>{_YEAR})(?![0-9])"
)
_CELL_AFTER: Final = re.compile(
    rf"[ ]?(?:[|\t]\s*|[ ])+{DATE.pattern}(?![0-9]|\s+[0-9]{{1,2}}[:h])"
)
# The name of a body is between number and date: no mark, no digit, no verb.
_ISSUER_AFTER: Final = re.compile(
    rf"\s+cua\s+(?P<issuer>[^,.;:()|\d]{{2,90}}?)(?:\s+|,\s*{_ISSUED}|\s+{_ISSUED}){_DAY}{DATE.pattern}"
)
_NO_ISSUER: Final = re.compile(
    r"\b(?:về|từ|đến|vào|tại|họp|triển khai|bị|để|đã|sẽ|nhằm|theo|do|cho|khi|thì|là|trong|trước|sau"
    r"|hết|có|được|vừa|đang)\b|(?<!ban )\btổ chức\b",
    re.IGNORECASE,
)
_HEAD_AFTER: Final = re.compile(rf"\s+(?:[^\W\d_]+\s+){{0,4}}[^\W\d_]+,\s*ngay\s+{DATE.pattern}")

_SENTENCE_BEGINS: Final = (
    r"(?:^|[.!?;:\n\"“(+*•]\s*|(?<=\s)-\s*)(?:(?:sang|chieu|moi day|vua qua|truoc do),?\s*)?"
)
# Kind of document, "số" and nothing else between the verb and the number.
_DATE_BEFORE: Final = re.compile(
    rf"{_SENTENCE_BEGINS}ngay\s+{DATE.pattern},?\s(?P<between>[^.;:\d]{{2,120}}\s)?"
    r"(?:ban hanh|ky|ra)\s+(?:[^\W\d_]+\s+){1,5}$"
)
_DATE_BETWEEN: Final = re.compile(rf"\w\s*,?\s+ngay\s+{DATE.pattern}\s*,?\s*so\s*:?\s*$")

_REACH: Final = 200


def read_date(match: re.Match[str] | None) -> date | None:
    """Return the date that a pattern with `DATE` matched; ``None`` for an impossible one."""
    if match is None:
        return None
    month = match["month"] or match["long_month"]
    return _date(match["year"], _MONTHS.get(month) or month, match["day"])


def date_after(text: str, is_head: bool = False) -> date | None:
    """Return the date of issue in what follows a number.

    Args:
        text: what follows, with its line breaks and tabulators.
        is_head: the number stands in a document's head, whose place and date come next.
    """
    text = text[:_REACH]
    folded = fold(text)
    near = folded[:80]
    for pattern in (DATE_AFTER, _CELL_AFTER):
        if found := pattern.match(near):
            return read_date(found)
    if english := _ENGLISH_AFTER.match(near):
        month = _ENGLISH_MONTHS[english["english"] or english["english_month"]]
        day = english["english_day"] or english["first_day"]
        return _date(english["english_year"], month, day)
    # Small letters differ in their marks only: từ (from) is no tư (of Trung ương).
    issued = _ISSUER_AFTER.match(folded) if len(folded) == len(text) else None
    if issued and not _NO_ISSUER.search(text[slice(*issued.span("issuer"))]):
        return read_date(issued)
    return read_date(_HEAD_AFTER.match(folded)) if is_head else None


def date_before(text: str) -> date | None:
    """Return the date of issue in what leads to a number: ``Ngày …, UBND ban hành Quyết định số``.

    Args:
        text: what stands before the number, with its line breaks.
    """
    folded = fold(text[-_REACH:])
    between = _DATE_BETWEEN.search(folded)
    if between:
        return read_date(between)
    return read_date(_DATE_BEFORE.search(folded))


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
