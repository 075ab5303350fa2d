"""What was read in a period: the figures of the board's report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import QuerySet, Sum
from django.utils import timezone
from wagtail.models import Page, Site

from portal.public import on_site

from .counting import Totals
from .models import DailyPageViews, DailyVisits

PAGES_NAMED = 20
# The chart's own units: a day is so wide, the day of most views so high.
DAY_WIDTH = 10
CHART_HEIGHT = 1000
MOST_BARS = 100


@dataclass(frozen=True)
class Bar:
    """One day in the chart, as high as its figures are beside those of the greatest day."""

    day: date
    visits: int
    views: int
    x: int
    visits_height: int
    views_height: int

    @property
    def visits_y(self) -> int:
        """Where the bar of visits begins; a chart is measured from above."""
        return CHART_HEIGHT - self.visits_height

    @property
    def views_y(self) -> int:
        """Where the bar of views begins."""
        return CHART_HEIGHT - self.views_height


class Report:
    """The last days of a site, today included.

    Args:
        site: whose visits and views.
        length: how many days.
        pages: those whose titles the reader of the report may see.
    """

    def __init__(self, site: Site, length: int, pages: QuerySet[Page]) -> None:
        self.site = site
        self.last = timezone.localdate()
        self.first = self.last - timedelta(days=length - 1)
        self.length = length
        self.width = length * DAY_WIDTH
        self.height = CHART_HEIGHT
        # So many days are a line more than bars: gaps would only flicker.
        self.bar_width = DAY_WIDTH if length > MOST_BARS else DAY_WIDTH * 4 // 5
        self._pages = pages

    @cached_property
    def days(self) -> dict[date, Totals]:
        """Visits and views of each day, those without any included."""
        rows = DailyVisits.objects.filter(site=self.site, day__gte=self.first, day__lte=self.last)
        counted = {row.day: Totals(row.visits, row.views) for row in rows}
        days = (self.first + timedelta(days=number) for number in range(self.length))
        return {day: counted.get(day, Totals(0, 0)) for day in days}

    @cached_property
    def totals(self) -> Totals:
        """Visits and views of the whole period."""
        return Totals(
            sum(count.visits for count in self.days.values()),
            sum(count.views for count in self.days.values()),
        )

    @cached_property
    def most(self) -> int:
        """The views of the day that has most of them."""
        return max(count.views for count in self.days.values())

    def bars(self) -> Iterator[Bar]:
        """Yield the days of the chart, oldest first."""
        for number, (day, count) in enumerate(self.days.items()):
            visits, views = (value * CHART_HEIGHT // (self.most or 1) for value in count)
            yield Bar(day, count.visits, count.views, number * DAY_WIDTH, visits, views)

    def newest_first(self) -> list[tuple[date, Totals]]:
        """Return the days as the table shows them."""
        return list(reversed(self.days.items()))

    def most_read(self) -> list[tuple[Page, int]]:
        """Return the pages with most views in the period, and these."""
        pages = on_site(self._pages, self.site).order_by().values("pk")
        days = DailyPageViews.objects.filter(day__gte=self.first, day__lte=self.last)
        sums = days.filter(page__in=pages).values("page").annotate(sum=Sum("views"))
        most = dict(sums.order_by("-sum", "page").values_list("page", "sum")[:PAGES_NAMED])
        found = Page.objects.in_bulk(most)
        return [(found[pk], views) for pk, views in most.items() if pk in found]
