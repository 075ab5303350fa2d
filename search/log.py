"""What readers look for: words, how often on a day, how much is found; nothing of who asks.

No address, session or browser is stored or kept in a cache, and no time of day. What looks like
personal data is not stored at all.
"""

import logging
import re
import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.db import DatabaseError
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from portal.patience import impatient
from portal.visits.origins import is_foreign
from portal.visits.robots import is_reader

from .folding import comparable, fold, legible
from .models import SearchedWords

logger = logging.getLogger(__name__)

# What the longest period of the report needs, and a month more.
DAYS_KEPT: Final = 400
# Different queries of a day, of all sites. What a small town looks for is a tenth of it.
MOST_A_DAY: Final = 2000
# Nobody looks for more; what is pasted may be a letter.
LONGEST: Final = 100
_LONGEST_FOLDED: Final = 200
# A reader waits for his answer meanwhile.
_PATIENCE_SECONDS: Final = 0.2

# A telephone number, an identity number, however its digits are grouped; not a date (06/12/2021),
# not a term (2020-2025), not an official number (15/2022/NQ-HĐND).
_LONG_NUMBER: Final = re.compile(r"\d{7}|\d(?:(?:[^\w/]|_){0,3}\d){8}")
# What a spreadsheet refuses.
_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]")


def record_search(request: HttpRequest, text: str, results: int) -> None:
    """Count a query that a reader has typed, with the number of its results.

    Left out are further pages, what was narrowed or sorted, `HEAD`, programs, readers who wish not
    to be counted, and links from elsewhere. Never raises: a database that cannot write at once
    loses the query.

    Args:
        request: what is answered with the results.
        text: the query, as it was typed.
        results: how many objects were found.
    """
    site = Site.find_for_request(request)
    if site is None or not _is_typed(request) or not is_storable(text):
        return
    words = shown_words(text)
    key = {
        "site": site,
        "language": request.LANGUAGE_CODE,
        "folded": comparable(words),
        "day": timezone.localdate(),
    }
    try:
        with impatient(_PATIENCE_SECONDS):
            _count(key, words, results)
    except DatabaseError as problem:
        # Not what was looked for: the log of the server is no place for it.
        logger.warning("A search could not be counted: %s", type(problem).__name__)


def shown_words(text: str) -> str:
    """Return a query as the report shows it: in small letters, one blank between words."""
    return " ".join(_UNPRINTABLE.sub(" ", legible(text)).split()).lower()


def is_storable(text: str) -> bool:
    """Tell whether a query holds words, is short, and holds nothing that points at a person."""
    words = shown_words(text)
    if len(words) > LONGEST or not 0 < len(comparable(words)) <= _LONGEST_FOLDED:
        return False
    plain = unicodedata.normalize("NFKC", words)
    return "@" not in plain and not _LONG_NUMBER.search(plain)


def prune_searches() -> None:
    """Remove the days that no report shows any more."""
    last = timezone.localdate() - timedelta(days=DAYS_KEPT)
    SearchedWords.objects.filter(day__lt=last).delete()


def _is_typed(request: HttpRequest) -> bool:
    is_narrowed = any(value for name, value in request.GET.items() if name != "q")
    is_get = request.method == "GET"
    return is_get and not is_narrowed and is_reader(request) and not is_foreign(request)


def _count(key: Mapping[str, Any], words: str, results: int) -> None:
    """Raise the count of a query by one; the first of its day makes the row, if there is room."""
    row = SearchedWords.objects.filter(**key)
    raised = {"times": F("times") + 1, "results": results}
    if fold(words) != words:
        # Of all spellings the one with diacritics is the easiest to read.
        raised["words"] = words
    if row.update(**raised):
        return
    if SearchedWords.objects.filter(day=key["day"]).count() < MOST_A_DAY:
        first = SearchedWords(**key, words=words)
        SearchedWords.objects.bulk_create([first], ignore_conflicts=True)
        row.update(**raised)
