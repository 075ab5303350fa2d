"""Where a reader goes on from an announcement: to its like, to the one before, to the one after."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from wagtail.models import Site

from portal.public import public_pages

if TYPE_CHECKING:
    from .pages import AnnouncementPage

MOST_RELATED = 5
NEWEST_FIRST = ("-date", "-pk")
OLDEST_FIRST = ("date", "pk")


def related_announcements(
    page: "AnnouncementPage", site: Site | None = None
) -> list["AnnouncementPage"]:
    """Return the newest public announcements of the category of `page`, at most `MOST_RELATED`.

    Without a category, or where nothing else is filed under it, those of the same list.

    Args:
        page: what the reader has before him; neither it nor a copy of it is among the answer.
        site: whose announcements are meant.
    """
    others = type(page).objects.exclude(translation_key=page.translation_key)
    if page.category and page.category.live:
        # A copy in a second list is the same text: the original stands for it.
        originals = others.filter(alias_of=None, locale=page.locale_id, category=page.category)
        if found := _newest(originals, site):
            return found
    return _newest(others.sibling_of(page), site)


def neighbours(
    page: "AnnouncementPage",
) -> tuple["AnnouncementPage | None", "AnnouncementPage | None"]:
    """Return the public announcements before and after `page` in its list, by date, then by id."""
    siblings = public_pages(type(page).objects.sibling_of(page, inclusive=False))
    # The preview of a page that has never been saved has no id.
    pk = page.pk or 0
    earlier = Q(date__lt=page.date) | Q(date=page.date, pk__lt=pk)
    later = Q(date__gt=page.date) | Q(date=page.date, pk__gt=pk)
    return (
        siblings.filter(earlier).order_by(*NEWEST_FIRST).first(),
        siblings.filter(later).order_by(*OLDEST_FIRST).first(),
    )


def _newest(announcements: QuerySet, site: Site | None) -> list["AnnouncementPage"]:
    return list(public_pages(announcements, site).order_by(*NEWEST_FIRST)[:MOST_RELATED])
