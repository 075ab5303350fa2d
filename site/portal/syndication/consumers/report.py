"""What consumers asked in the last days: the figures of the report."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from .models import Consumer, DailyRequests

DAYS_SHOWN = 30


@dataclass(frozen=True)
class Requests:
    """How many requests there were, and how they were answered."""

    answered: int = 0
    unchanged: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.answered + self.unchanged + self.refused

    def __add__(self, other: "Requests") -> "Requests":
        return Requests(
            self.answered + other.answered,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
        )


@dataclass
class Row:
    """A consumer, and what it asked on each day that has a count."""

    consumer: Consumer
    days: dict[date, Requests] = field(default_factory=dict)

    @property
    def total(self) -> Requests:
        """What it asked in all the days."""
        return sum(self.days.values(), Requests())


class Report:
    """The last days, today included, in two queries."""

    def __init__(self) -> None:
        self.last = timezone.localdate()
        self.first = self.last - timedelta(days=DAYS_SHOWN - 1)
        rows = {consumer.pk: Row(consumer) for consumer in Consumer.objects.all()}
        days = DailyRequests.objects.filter(day__range=(self.first, self.last), consumer__in=rows)
        for day in days:
            counted = Requests(day.answered, day.unchanged, day.refused)
            rows[day.consumer_id].days[day.day] = counted
        self.rows = list(rows.values())

    @property
    def total(self) -> Requests:
        """What all of them asked."""
        return sum((row.total for row in self.rows), Requests())

    def by_day(self) -> list[tuple[date, list[int], int]]:
        """Return the days, newest first: how much each consumer asked, in their order, and all."""
        found = []
        for number in range(DAYS_SHOWN):
            day = self.last - timedelta(days=number)
            counts = [row.days.get(day, Requests()).total for row in self.rows]
            found.append((day, counts, sum(counts)))
        return found
