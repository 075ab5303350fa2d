"""What a list of announcements is narrowed by: category and year, from the address."""

from datetime import MINYEAR
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from portal.alphabet import place

from .categories import Category


class ListFilter:
    """Reads `category` and `year` of a query; what nobody has published is no choice.

    Attributes:
        category: the chosen category, or None.
        year: the chosen year, or None.
        unknown: True where the query names a category that is none, or a year without anything.
    """

    def __init__(self, query: QueryDict, announcements: QuerySet) -> None:
        self._all = announcements
        self.category = self._read_category(query.get("category", ""))
        self.year = self._read_year(query.get("year", ""))
        self.unknown = bool(
            (query.get("category") and not self.category) or (query.get("year") and not self.year)
        )

    @cached_property
    def announcements(self) -> QuerySet:
        """The announcements that fit; none where the query asks for what is not there."""
        if self.unknown:
            return self._all.none()
        announcements = self._all
        if self.category:
            announcements = announcements.filter(in_category(self.category.slug))
        if self.year:
            announcements = announcements.filter(date__year=self.year)
        return announcements

    @cached_property
    def categories(self) -> list[Category]:
        """The categories that have something to show, by name."""
        used = self._all.order_by().values("category")
        parents = Category.objects.filter(pk__in=used).values("parent")
        found = Category.objects.filter(Q(pk__in=used) | Q(pk__in=parents), live=True)
        return sorted(found.select_related("parent"), key=lambda category: place(str(category)))

    @cached_property
    def years(self) -> list[int]:
        """The years that have something to show, newest first."""
        found = self._all.order_by().datetimes("date", "year", "DESC")
        # A query for the year 1 would begin, in UTC, before the calendar does.
        return [moment.year for moment in found if moment.year > MINYEAR]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.category or self.year or self.unknown)

    @property
    def query(self) -> str:
        """The query that keeps these choices, `&` at its end, ready for `page=2`."""
        chosen = {"category": self.category.slug if self.category else "", "year": self.year or ""}
        encoded = urlencode({key: value for key, value in chosen.items() if value})
        return f"{encoded}&" if encoded else ""

    def canonical_query(self, number: int) -> str:
        """Return the query, with its `?`, of the canonical address of page `number`."""
        query = self.query + (f"page={number}" if number > 1 else "")
        return f"?{query.rstrip('&')}" if query else ""

    @staticmethod
    def _read_category(slug: str) -> Category | None:
        if not slug or "\x00" in slug:
            return None
        return Category.objects.filter(slug=slug[:100], live=True).first()

    def _read_year(self, text: str) -> int | None:
        if not text:
            return None
        return next((year for year in self.years if str(year) == text), None)


def in_category(slug: str | OuterRef) -> Q:
    """Match announcements of the published category `slug`, or of one below it.

    By slug: a category and its translation are one choice.
    """
    return Q(category__slug=slug, category__live=True) | Q(
        category__parent__slug=slug, category__parent__live=True, category__live=True
    )
