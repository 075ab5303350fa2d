"""What can be found of announcements, and what they are narrowed by."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Site
from wagtail.rich_text import get_text_for_indexing

from portal.blocks.body import own_text, referred_document_ids
from portal.public import public_pages, public_snippets
from search.registry import (
    LONG_AGO,
    Choice,
    Destination,
    Filter,
    Findable,
    add_filter,
    add_year_filter,
    display,
    find,
    named,
    suggest,
)

from .filters import in_category
from .models import AnnouncementIndexPage, AnnouncementPage, Category
from .pages import latest_announcements


def read_announcements(ids: Sequence[int]) -> Iterator[Findable]:
    """Yield live announcements with what their readers are shown."""
    for page in AnnouncementPage.objects.filter(pk__in=ids, live=True):
        yield Findable(
            object_id=page.pk,
            title=page.title,
            summary=page.summary,
            body="\n".join(filter(None, [own_text(page.body), page.correction, page.source])),
            date=page.date,
            attached=tuple(referred_document_ids(page.body)),
        )


def read_indexes(ids: Sequence[int]) -> Iterator[Findable]:
    """Yield live lists of announcements with their introductions."""
    for page in AnnouncementIndexPage.objects.filter(pk__in=ids, live=True):
        yield Findable(
            object_id=page.pk,
            title=page.title,
            summary="",
            body=get_text_for_indexing(page.introduction),
            date=page.last_published_at or LONG_AGO,
        )


def _of_category(slug: str) -> Q:
    found = AnnouncementPage.objects.filter(in_category(slug))
    return Q(pk__in=found.values("pk"))


def _categories(ids: QuerySet, language: str) -> list[Choice]:
    """Return the published categories; superior ones have the announcements of theirs as well."""
    filed = AnnouncementPage.objects.filter(pk__in=ids, category__live=True).order_by()
    counts: Counter[str] = Counter()
    for slug, above, count in filed.values_list(
        "category__slug", "category__parent__slug"
    ).annotate(count=Count("pk")):
        for one in filter(None, (slug, above)):
            counts[one] += count
    known = _named(counts, language)
    return [replace(choice, count=counts[slug]) for slug, choice in known.items()]


def _category(slug: str, language: str) -> Choice | None:
    return _named([slug], language).get(slug)


def _named(slugs: Iterable[str], language: str) -> dict[str, Choice]:
    return named(public_snippets(Category.objects.filter(slug__in=slugs)), language)


def suggest_categories(
    fits: Callable[[str], bool], site: Site, locale: Locale
) -> Iterator[Destination]:
    """Yield the published categories with announcements: the list in which they stand."""
    for category in public_snippets(Category.objects.filter(locale=locale)):
        if fits(category.name) and (address := _list_of(category, site, locale)):
            kind = Category._meta.verbose_name
            yield Destination(category.name, str(kind), f"{address}?category={category.slug}")


def _list_of(category: Category, site: Site, locale: Locale) -> str | None:
    """Return the path of the list that holds the latest announcement of a category."""
    filed = AnnouncementPage.objects.filter(in_category(category.slug), locale=locale)
    latest = latest_announcements(filed, site).first()
    lists = AnnouncementIndexPage.objects.parent_of(latest) if latest else None
    found = public_pages(lists, site).first() if lists is not None else None
    return found.get_url(current_site=site) if found else None


find("pages", "announcements.AnnouncementPage", read_announcements)
find("pages", "announcements.AnnouncementIndexPage", read_indexes)
display(
    "pages",
    "announcements.AnnouncementPage",
    template="announcements/announcement_facts.html",
    related=("category",),
)
add_filter(
    "pages",
    "category",
    Filter(
        narrow=_of_category,
        choices=_categories,
        choice=_category,
        heading=_("Category"),
        everything=_("All categories"),
    ),
)
add_year_filter("pages", "announcements.AnnouncementPage", "date")
suggest(suggest_categories)
