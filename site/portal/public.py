"""What the public may see: the one place that says it.

Every way out (HTML, API, search, navigation, feeds, files) narrows its queryset with these
functions and decides nothing by itself. The question goes to the database each time and to no
cache, so what expires, is withdrawn or is locked away is gone at that moment.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db.models import DateTimeField, Exists, Expression, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.db.models.lookups import In
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import (
    Collection,
    CollectionMember,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail_localize.models import Translation

# Of a portal with more of them than that, some are put together anew.
_MOST_ROOTS: Final = 100


def _on_or_above(path: str) -> Q:
    """Match rows whose treebeard `path` is the outer row's own or that of an ancestor."""
    return Q(**{path: Substr(OuterRef("path"), 1, Length(F(path)))})


class _Now(Expression):
    """The moment at which the database is asked."""

    output_field: ClassVar = DateTimeField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Read the clock."""
        return "%s", (connection.ops.adapt_datetimefield_value(timezone.now()),)


# What is asked is always the same: to build the conditions takes longer than to have them
# answered, so each is built once.


@cache
def _in_time() -> Q:
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=_Now()))


@cache
def _unrestricted() -> Q:
    # Joined, SQLite goes through all pages to find a restriction, for every page: the square of
    # their number. So it goes through the restrictions, and looks up the page of each.
    restricted = Page.objects.filter(pk=OuterRef("page")).order_by().values("path")
    restrictions = PageViewRestriction.objects.annotate(top=Subquery(restricted))
    return ~Q(Exists(restrictions.filter(_on_or_above("top"))))


@cache
def _orphaned() -> Exists:
    """Match translations whose source is not public."""
    public_sources = Page.objects.filter(
        _in_time(),
        _unrestricted(),
        translation_key=OuterRef("source__object_id"),
        locale=OuterRef("source__locale"),
    )
    return _translation_without(public_sources)


def _translation_without(sources: QuerySet) -> Exists:
    """Match what was made by translating something that is not among `sources`."""
    return Exists(
        Translation.objects.filter(
            ~Exists(sources),
            source__object_id=OuterRef("translation_key"),
            target_locale=OuterRef("locale"),
        )
    )


@cache
def _has_public_original() -> Exists:
    originals = Page.objects.filter(
        _in_time(),
        _unrestricted(),
        ~_orphaned(),
        pk=OuterRef("alias_of"),
        locale=OuterRef("locale"),
    )
    return Exists(originals)


def published_pages(pages: QuerySet) -> QuerySet:
    """Narrow `pages` to what is live, in time, and not a stand-in in another language's tree.

    View restrictions on the page itself are not looked at (as HTML a restricted page shows its
    login form). A translated page needs its source to be public: withdrawn, expired, deleted or
    locked away, a source takes its translations with it; an original does the same with its
    aliases, wherever they stand. An alias whose original is in another language is what
    wagtail-localize makes to hold translated children: it has no text of its own.
    """
    is_itself = Q(alias_of__isnull=True) | _has_public_original()
    return pages.filter(is_itself, _in_time(), ~_orphaned())


def public_pages(pages: QuerySet, site: Site | None = None) -> QuerySet:
    """Narrow `pages` to what an anonymous visitor may see, on `site` where one is given."""
    pages = published_pages(pages).filter(_unrestricted())
    return pages if site is None else on_site(pages, site)


def all_public_pages(site: Site) -> QuerySet[Page]:
    """Return all that an anonymous visitor may see on `site`, in every language."""
    root = site.root_page
    return _all_public_pages(root.translation_key, root.depth, len(root.path)).all()


@lru_cache(maxsize=_MOST_ROOTS)
def _all_public_pages(translation_key: UUID, depth: int, length: int) -> QuerySet[Page]:
    """Return a queryset that is never asked itself."""
    return public_pages(Page.objects.all()).filter(_beneath(translation_key, depth, length))


def on_site(pages: QuerySet, site: Site) -> QuerySet:
    """Narrow `pages` to the tree of `site`, in every language."""
    root = site.root_page
    return pages.filter(_beneath(root.translation_key, root.depth, len(root.path)))


def _beneath(translation_key: UUID, depth: int, length: int) -> Q:
    """Match pages below a root and its translations, whose `path` has `length` letters."""
    roots = Page.objects.filter(translation_key=translation_key)
    # Roots stand beside one another, and a prefix of known length is found at once; to compare
    # every page with every root took seconds for some thousands.
    prefix: Any = Substr("path", 1, length)
    beside = In(prefix, roots.filter(depth=depth).values("path"))
    elsewhere = Exists(roots.exclude(depth=depth).filter(_on_or_above("path")))
    return Q(beside) | Q(elsewhere)


def searchable(narrowed: QuerySet) -> QuerySet:
    """Return the same objects in a form that the search index takes.

    It understands only comparisons of indexed fields, and a subquery of ids is one.
    """
    return narrowed.model._default_manager.filter(pk__in=narrowed.order_by().values("pk"))


def is_published(page: Page) -> bool:
    """Tell whether `page` may be shown as HTML, to those whom its restrictions let in."""
    return published_pages(Page.objects.filter(pk=page.pk)).exists()


def is_restricted(page: Page) -> bool:
    """Tell whether a view restriction stands on `page` or above it."""
    return not Page.objects.filter(_unrestricted(), pk=page.pk).exists()


def is_public(page: Page) -> bool:
    """Tell whether an anonymous visitor may see `page`."""
    return public_pages(Page.objects.filter(pk=page.pk)).exists()


def public_page_ids(ids: Iterable[int]) -> set[int]:
    """Return those of `ids` whose pages an anonymous visitor may see."""
    return set(public_pages(Page.objects.filter(pk__in=list(ids))).values_list("pk", flat=True))


def public_members(members: QuerySet) -> QuerySet:
    """Narrow images or documents to those of collections without restriction, above too."""
    return members.exclude(collection__in=_private_collections())


def is_public_member(member: CollectionMember | None, request: HttpRequest | None = None) -> bool:
    """Tell whether an image or document is there and in no private collection.

    With a `request` the private collections are looked up once for all that it shows.
    """
    if member is None:
        return False
    if request is None:
        return member.collection_id not in _private_collection_ids()
    known = vars(request)
    if "_private_collection_ids" not in known:
        known["_private_collection_ids"] = _private_collection_ids()
    return member.collection_id not in known["_private_collection_ids"]


def _private_collections() -> QuerySet:
    restrictions = CollectionViewRestriction.objects.filter(_on_or_above("collection__path"))
    return Collection.objects.filter(Exists(restrictions))


def _private_collection_ids() -> set[int]:
    return set(_private_collections().values_list("pk", flat=True))


def public_snippets(snippets: QuerySet) -> QuerySet:
    """Narrow snippets with a draft state to the live ones; a translation needs a live source."""
    live_sources = snippets.model._default_manager.filter(
        live=True, translation_key=OuterRef("source__object_id"), locale=OuterRef("source__locale")
    )
    return snippets.filter(~_translation_without(live_sources), live=True)
