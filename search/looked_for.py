"""What readers of a site looked for in a period, for the board's report."""

from datetime import date

from django.db.models import Case, Exists, IntegerField, OuterRef, QuerySet, Subquery, Sum, When
from wagtail.models import Site

from .models import SearchedWords


def looked_for(site: Site, first: date) -> QuerySet[SearchedWords]:
    """Return queries, what was not found first, then what was looked for most.

    Each is the row of its last day: whether it finds something now is what counts. It has
    `searches`, how often it was looked for in the whole period.

    Args:
        site: on which readers looked.
        first: the first day of the period.
    """
    rows = SearchedWords.objects.filter(site=site, day__gte=first)
    same = rows.filter(language=OuterRef("language"), folded=OuterRef("folded"))
    later = same.filter(day__gt=OuterRef("day"))
    sums = same.order_by().values("folded").annotate(sum=Sum("times")).values("sum")
    is_found = Case(When(results=0, then=0), default=1, output_field=IntegerField())
    return (
        rows.filter(~Exists(later))
        .select_related("site")
        .annotate(searches=Subquery(sums), is_found=is_found)
        .order_by("is_found", "-searches", "folded", "language")
    )
