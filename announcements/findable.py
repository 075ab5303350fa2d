"""What can be found of announcements, and what they are narrowed by."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Site
from wagtail.rich_text import get_text_for_indexing

from portal.alphabet import place
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
    """Yield the published categories with announcements: the lists in which these stand."""
    # Where nothing is filed, the latest would be looked for among all announcements.
    own = AnnouncementPage.objects.filter(locale=locale, category__slug=OuterRef("slug"))
    below = AnnouncementPage.objects.filter(locale=locale, category__parent__slug=OuterRef("slug"))
    known = Category.objects.filter(Exists(own) | Exists(below), locale=locale)
    published = public_snippets(known)
    fitting = [category.pk for category in published if fits(category.name)]
    if not fitting:
        return
    filed = AnnouncementPage.objects.filter(in_category(OuterRef("slug")), locale=locale)
    above = Substr("path", 1, Length("path") - AnnouncementPage.steplen)
    latest = latest_announcements(filed, site).annotate(above=above).values("above")[:1]
    categories = published.filter(pk__in=fitting).annotate(above=Subquery(latest))
    # Each leads to the list that holds the latest of its announcements.
    paths = {category.above for category in categories}
    lists = public_pages(AnnouncementIndexPage.objects.filter(path__in=paths - {None}), site)
    addresses = {found.path: found.get_url(current_site=site) for found in lists}
    kind, group = Category._meta.verbose_name, Category._meta.verbose_name_plural
    for category in sorted(categories, key=lambda each: place(each.name)):
        if address := addresses.get(category.above):
            url = f"{address}?category={category.slug}"
            yield Destination(category.name, str(kind), str(group), url)


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
