"""Query parameters: what is said of them, and what is checked before they reach the database.

Stock v2 hands many on unread.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from django.core.exceptions import ValidationError
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import BooleanField, DateTimeField, IntegerField, Model
from django.db.models.fields.related import RelatedField
from django.http import QueryDict
from django.utils.timezone import is_aware, make_aware
from taggit.managers import TaggableManager
from wagtail.api.v2.utils import BadRequestError

MAX_INTEGER = 2**31 - 1
# What is larger, readers of JSON round (RFC 7493).
MAX_SAFE_INTEGER = 2**53 - 1
MAX_DIGITS = 20
# `id` is for `find/` alone; in a list it is a field like any other.
INTEGERS = (
    "limit", "offset", "id", "child_of", "ancestor_of", "descendant_of", "translation_of",
)  # fmt: skip
OPERATORS = ("and", "or")
MAX_LENGTH = 1000
MAX_PORT = 2**16

JsonSchema = dict[str, Any]

# What a parameter may hold: a text; a day; or a day, or a moment.
TEXT: JsonSchema = {"type": "string", "pattern": r"^[^\u0000]*$"}
DAY: JsonSchema = {"type": "string", "format": "date"}
MOMENT: JsonSchema = {"anyOf": [DAY, {"type": "string", "format": "date-time"}]}


@dataclass(frozen=True)
class Parameter:
    """What is said of a query parameter (`openapi.json`).

    Attributes:
        description: what it does, in sentences for developers of other systems.
        example: what it holds, for instance; None where that says nothing.
        schema: what it may hold, as JSON Schema.
    """

    description: str
    example: Any = None
    schema: JsonSchema = field(default_factory=lambda: TEXT)


def check_operations(query: QueryDict) -> None:
    """Check the parameters that every endpoint knows.

    Raises:
        BadRequestError: a NUL, a number that no column holds, or a search that no database reads.
    """
    for name, value in query.items():
        if "\x00" in value or "\x00" in name:
            raise BadRequestError(f"field filter error. null characters are not allowed for {name}")
        if len(value) > MAX_LENGTH:
            raise BadRequestError(f"{name[:50]} must not be longer than {MAX_LENGTH} characters")
    for name in INTEGERS:
        digits = query.get(name, "").lstrip("-")
        # By length first: Python itself refuses to read numbers of thousands of digits.
        if digits.isdecimal() and (len(digits) > MAX_DIGITS or int(digits) > MAX_INTEGER):
            raise BadRequestError(f"{name} must be a positive integer up to {MAX_INTEGER}")
    _, _, port = query.get("site", "").partition(":")
    if port and not (port.isascii() and port.isdecimal() and int(port[:9]) < MAX_PORT):
        raise BadRequestError("site must be a host name, or a host name and its port")
    if query.get("search_operator", "and") not in OPERATORS:
        raise BadRequestError("search_operator must be 'and' or 'or'")


def check_fields(query: QueryDict, model: type[Model], names: Collection[str]) -> None:
    """Check the parameters that compare a field of `model`.

    Args:
        query: what is asked.
        model: whose fields are compared.
        names: those of its fields that the query may compare.

    Raises:
        BadRequestError: a value that the field cannot hold.
    """
    for name, value in query.items():
        if name in names and not _can_hold(model._meta.get_field(name), str(value)):
            raise BadRequestError(f"{name} cannot be {value!r}")


def _can_hold(field: Any, value: str) -> bool:
    if isinstance(field, TaggableManager | BooleanField):
        # The stock filter reads these, and answers 400 itself.
        return True
    target = compared(field)
    try:
        held = target.to_python(value)
        if isinstance(target, DateTimeField) and held is not None:
            # Stored in UTC, which can lie outside of the calendar.
            (held if is_aware(held) else make_aware(held)).astimezone(UTC)
    except (ValidationError, ValueError, OverflowError):
        # What is no number at all the stock filter refuses in its own words.
        return isinstance(target, IntegerField) and not field.many_to_many
    if isinstance(target, IntegerField) and held is not None:
        low, high = integer_range(target)
        return low <= held <= high
    return True


def one_of(names: Iterable[str]) -> str:
    """Return a pattern of any of some names."""
    return f"({'|'.join(map(re.escape, sorted(set(names))))})"


def compared(field: Any) -> Any:
    """Return the field that holds the values of `field`: of a relation the key that it leads to."""
    while isinstance(field, RelatedField):
        # A page type's key is itself a relation, to the page.
        field = field.target_field
    return field


def integer_range(field: Any) -> tuple[int, int]:
    """Return the least and the greatest number that a field is compared with.

    Whatever the database, and no number that JSON cannot hold; no id is larger than `MAX_INTEGER`.
    """
    low, high = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
    most = MAX_INTEGER if field.primary_key else MAX_SAFE_INTEGER
    return max(low, -most), min(high, most)
