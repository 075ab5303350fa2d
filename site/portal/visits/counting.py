"""The counts: how a view is added, what they come to, how old days go."""

from datetime import date, timedelta
from typing import NamedTuple, Protocol

from django.db import transaction
from django.db.models import F, Model, Sum
from django.utils import timezone
from wagtail.models import Site

from .models import DailyPageViews, DailyVisits, PageViews

# What the longest period of the report needs, and a month more.
DAYS_KEPT = 400


class CarriedOver(Protocol):
    """The settings of a portal, as far as they hold counts of the portal before it."""

    site_id: int
    first_visits: int
    first_views: int


class Totals(NamedTuple):
    """Visits and views of a site."""

    visits: int
    views: int


def count_view(page_id: int, site: Site, *, is_visit: bool) -> None:
    """Count one view of a page, and the visit that may begin with it.

    Each number is raised by the database itself, so that views at the same time are all counted.
    The rows are written in one order by everyone: two writers never wait for each other.

    Args:
        page_id: a public page of `site`.
        site: whose visits and views these are.
        is_visit: whether the reader has just come.

    Raises:
        DatabaseError: the database is locked, or the page has just been deleted.
    """
    today = timezone.localdate()
    with transaction.atomic():
        _raise(PageViews, {"page_id": page_id}, views=1)
        _raise(DailyPageViews, {"page_id": page_id, "day": today}, views=1)
        # Last: it is the row for which all others wait.
        _raise(DailyVisits, {"site_id": site.pk, "day": today}, views=1, visits=int(is_visit))


def _raise(model: type[Model], key: dict[str, int | date], **counts: int) -> None:
    row = model._default_manager.filter(**key)
    raised = {name: F(name) + count for name, count in counts.items()}
    if not row.update(**raised):
        # The first of its day, or two that both are the first.
        model._default_manager.bulk_create([model(**key)], ignore_conflicts=True)
        row.update(**raised)


def totals(settings: CarriedOver) -> Totals:
    """Return visits and views of a site, those of the portal before it included."""
    days = DailyVisits.objects.filter(site_id=settings.site_id)
    counted = days.aggregate(visits=Sum("visits", default=0), views=Sum("views", default=0))
    return Totals(
        settings.first_visits + counted["visits"], settings.first_views + counted["views"]
    )


def prune_days() -> None:
    """Remove the days of single pages that no report shows any more."""
    last = timezone.localdate() - timedelta(days=DAYS_KEPT)
    DailyPageViews.objects.filter(day__lt=last).delete()
