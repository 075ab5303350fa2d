"""The Vietnamese alphabet in lists that are sorted by name: a, ă, â, b, c, d, đ.

Neither SQLite nor every PostgreSQL knows its collation (docs/adr/0043). Both know `TRANSLATE`, of
which SQLite is told here: each letter is replaced by a sign that sorts in its place. Names that
differ in their tones alone are told apart by those, in the order of dictionaries.
"""

import unicodedata
from collections.abc import Callable, Iterable
from sqlite3 import Connection
from typing import Any

from django.db import models
from django.db.models.expressions import Combinable, OrderBy

# Fields that are sorted so, in any model.
NAMES = {"title", "name", "first_name", "last_name"}

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# None, huyền, hỏi, ngã, sắc, nặng.
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VOWELS = set("aăâeêioôơuưy")
# A private area of Unicode: behind digits and signs, and nobody's letter.
_FIRST = 0xE000


def _tables() -> tuple[dict[str, str], dict[str, str]]:
    """Return what stands for each letter: by its place in the alphabet, and by its tone."""
    places, tones = {}, {}
    for place, letter in enumerate(_LETTERS):
        for number, tone in enumerate(_TONES if letter in _VOWELS else ("",)):
            written = unicodedata.normalize("NFC", letter + tone)
            for form in (written, written.upper()):
                places[form], tones[form] = chr(_FIRST + place), chr(_FIRST + number)
    return places, tones


_PLACES, _TONE_NUMBERS = _tables()


class Translated(models.Func):
    """A text with its letters replaced after a table, sorted by the numbers of its characters."""

    function = "TRANSLATE"
    output_field = models.TextField()

    def __init__(self, text: Any, table: dict[str, str], **extra: Any) -> None:
        signs = (models.Value("".join(table)), models.Value("".join(table.values())))
        super().__init__(text, *signs, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Sort by the numbers of the characters, whatever the database's own order is."""
        template = '%(function)s(%(expressions)s) COLLATE "C"'
        return super().as_sql(compiler, connection, template=template, **context)


def by_name(field: str, *, descending: bool = False) -> list[OrderBy]:
    """Return what a query is to be ordered by, for names in `field`; empty ones come last."""
    keys = [Translated(models.F(field), table) for table in (_PLACES, _TONE_NUMBERS)]
    if descending:
        return [key.desc(nulls_last=True) for key in keys]
    return [key.asc(nulls_last=True) for key in keys]


def place(name: str) -> tuple[str, str]:
    """Return the key of `name` for `sorted`."""
    written = unicodedata.normalize("NFC", name)
    return _replaced(written, _PLACES), _replaced(written, _TONE_NUMBERS)


def in_order(ordering: Iterable[str | Combinable]) -> list[str | Combinable]:
    """Return `ordering` with names in the order of the alphabet."""
    found: list[str | Combinable] = []
    for part in ordering:
        name = part.removeprefix("-") if isinstance(part, str) else ""
        found += by_name(name, descending=part != name) if name in NAMES else [part]
    return found


def sort_lists() -> None:
    """Have Wagtail's lists sorted so; a search sorts by itself."""
    from wagtail.admin.views.generic.base import BaseListingView
    from wagtail.users.views.users import IndexView as UserIndexView

    for view in (BaseListingView, UserIndexView):
        view.order_queryset = _sorting(view.order_queryset)


def teach(connection: Any, **kwargs: Any) -> None:
    """Tell a new connection to SQLite what PostgreSQL knows."""
    if connection.vendor == "sqlite":
        database: Connection = connection.connection
        database.create_function("TRANSLATE", 3, _translate, deterministic=True)


def _sorting(stock: Callable) -> Callable:
    def order_queryset(self: Any, queryset: models.QuerySet) -> models.QuerySet:
        ordered = stock(self, queryset)
        wanted = ordered.query.order_by or ordered.model._meta.ordering
        if self.is_searching or not wanted:
            return ordered
        return ordered.order_by(*in_order(wanted))

    return order_queryset


def _replaced(text: str, table: dict[str, str]) -> str:
    return text.translate({ord(letter): sign for letter, sign in table.items()})


def _translate(text: str | None, signs: str, others: str) -> str | None:
    return None if text is None else text.translate(str.maketrans(signs, others))
