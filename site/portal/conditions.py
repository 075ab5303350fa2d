"""Query parameters of our own that narrow a list."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from wagtail.api.v2.utils import BadRequestError

from search.folding import nfc

from .parameters import Parameter

# In an address a plus sign is a blank: `T10:28:00+07:00` arrives without it.
_LOST_PLUS = re.compile(r" (\d\d:?\d\d)$")


@dataclass(frozen=True)
class Condition(Parameter):
    """A parameter that narrows a list.

    Attributes:
        fitting: returns what fits, from name and text of the parameter; raises BadRequestError for
            what cannot be.
    """

    fitting: Callable[[str, str], QuerySet] = field(kw_only=True)


Conditions = dict[str, Condition]


class ConditionsFilter(BaseFilterBackend):
    """The parameters of our own: `conditions` of the viewset."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Narrow to the objects that fit each condition, by id alone: searches understand that."""
        for name, condition in view.conditions.items():
            if name in request.GET:
                found = condition.fitting(name, nfc(request.GET[name]))
                queryset = queryset.filter(pk__in=found.order_by().values("pk"))
        return queryset


def moment(name: str, text: str) -> datetime:
    """Return the moment that a date or a time in a query means.

    A date is its beginning in the portal's time zone; a time without offset is local.

    Raises:
        BadRequestError: it is neither.
    """
    try:
        day = parse_date(text)
        found = parse_datetime(_LOST_PLUS.sub(r"+\1", text)) if day is None else None
    except ValueError:
        day = found = None
    if day is not None:
        found = datetime.combine(day, time.min)
    if found is None:
        raise BadRequestError(f"{name} must be a date (2022-04-09) or a time (2022-04-09T10:28:00)")
    try:
        aware = found if timezone.is_aware(found) else timezone.make_aware(found)
        # What lies so near the edge that UTC leaves the calendar is no date of a portal.
        aware.astimezone(UTC)
    except (OverflowError, ValueError) as problem:
        raise BadRequestError(f"{name} lies outside of the calendar") from problem
    return aware


def day(name: str, text: str) -> date:
    """Return the date in a query.

    Raises:
        BadRequestError: it is none.
    """
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise BadRequestError(f"{name} must be a date (2022-04-09)")
    return found
