"""What an answer refers to: read at once for all that it shows, and only as far as it is public.

A list of twenty pages costs as many queries as one of two: the first question for a kind of target
reads that kind for every page of the answer. Blocks and link handlers, which Wagtail calls without
a context, find the answer in the making with `current_lookup`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import CollectionMember, Locale, Page, Site
from wagtail.models.sites import SiteRootPath

from .dependencies import depends_on_pages, depends_on_snippet, recording
from .public import public_members, public_pages, public_snippets
from .rich_text import linked_ids

References = dict[type[Model], set[int | None]]


class Lookup:
    """The targets of the pages that one answer shows.

    Attributes:
        shown: the pages of the answer; what they refer to is read together.
    """

    def __init__(self, shown: Iterable[Page] = ()) -> None:
        self.shown = list(shown)
        self._known: dict[type[Model], dict[int | None, Model | None]] = defaultdict(dict)
        self._languages: dict[tuple[UUID, str], Page] = {}
        self._parents: dict[str, Page] | None = None
        self._translations: dict[UUID, list[Page]] | None = None
        self._public_snippets: dict[type[Model], set[int]] = {}
        self._snippets: dict[tuple[type[Model], int], dict[UUID, Model]] = {}

    @contextmanager
    def active(self) -> Iterator[Self]:
        """Let `current_lookup` return this one while the answer is made."""
        token = _active.set(self)
        try:
            yield self
        finally:
            _active.reset(token)

    def find(self, model: type[Model], ids: Iterable[int | None]) -> list[Any]:
        """Return the public ones of the objects with `ids`, None in the place of all others.

        Args:
            model: `Page`, or a model of images or documents.
            ids: primary keys; the answer has their order.
        """
        wanted = list(ids)
        model = Page if issubclass(model, Page) else model
        known = self._known[model]
        known[None] = None
        unread = set(wanted) - known.keys()
        if unread:
            unread |= self._referred(model) - known.keys()
            found = self._read(model, unread)
            known.update(dict.fromkeys(unread) | {target.pk: target for target in found})
        return [known[pk] for pk in wanted]

    def get(self, model: type[Model], pk: int | None) -> Any:
        """Return the public object with `pk`, or None."""
        return self.find(model, [pk])[0]

    def linked_page(self, pk: int | None) -> Page | None:
        """Return where a link to the page `pk` leads in the active language.

        That is its translation where there is a public one, else the page itself; None where it is
        not public.
        """
        page = self.get(Page, pk)
        if page is None:
            return None
        return self._languages.get((page.translation_key, get_language() or ""), page)

    def parent(self, page: Page, among: QuerySet) -> Page | None:
        """Return the nearest page above `page` that is one of `among`, None where there is none.

        Not always the next one: above a translated page may stand some that are not translated.
        """
        if self._parents is None or page not in self.shown:
            paths = {path for shown in (*self.shown, page) for path in _paths_above(shown)}
            parents = among.filter(path__in=paths).select_related("locale")
            self._parents = {parent.path: parent for parent in parents}
        parent = next(filter(None, map(self._parents.get, _paths_above(page))), None)
        if recording() is not None:
            depends_on_pages(_ids_between(page, parent))
        return parent

    def translations(self, page: Page) -> list[Page]:
        """Return the public translations of `page`, by language code."""
        if self._translations is None or page not in self.shown:
            keys = {shown.translation_key for shown in (*self.shown, page)}
            pages = public_pages(Page.objects.filter(translation_key__in=keys))
            self._translations = defaultdict(list)
            for found in pages.select_related("locale").order_by("locale__language_code"):
                self._translations[found.translation_key].append(found)
        found = self._translations[page.translation_key]
        return [other for other in found if other.pk != page.pk]

    def in_language(self, snippet: Any, locale_id: int) -> Any:
        """Return `snippet` in a language; as it is where it has no public translation into it."""
        depends_on_snippet(snippet)
        if snippet is None or snippet.locale_id == locale_id:
            return snippet
        key = (type(snippet), locale_id)
        if key not in self._snippets:
            # A list shows many, and there are few: all at once.
            found = public_snippets(key[0]._default_manager.filter(locale=locale_id))
            self._snippets[key] = {other.translation_key: other for other in found}
        return self._snippets[key].get(snippet.translation_key, snippet)

    def public_snippet_ids(self, model: type[Model]) -> set[int]:
        """Return the ids of all public snippets of `model`; there are few."""
        if model not in self._public_snippets:
            public = public_snippets(model._default_manager.all())
            self._public_snippets[model] = set(public.order_by().values_list("pk", flat=True))
        return self._public_snippets[model]

    @cached_property
    def site_root_paths(self) -> list[SiteRootPath]:
        """What `Site.get_site_root_paths` returns, from the database.

        Wagtail keeps it in a cache for an hour; for so long another process may know the old host
        of a site, or one that a roll-back has undone.
        """
        sites = list(_sites_by_address())
        keys = {site.root_page.translation_key for site in sites}
        roots: dict[UUID, list[Page]] = defaultdict(list)
        for page in Page.objects.filter(translation_key__in=keys).select_related("locale"):
            roots[page.translation_key].append(page)
        return [
            SiteRootPath(site.pk, page.url_path, site.root_url, page.locale.language_code)
            for site in sites
            for page in roots[site.root_page.translation_key]
        ]

    @cached_property
    def language_codes(self) -> dict[int, str]:
        """The codes of the languages by the ids of their locales."""
        return dict(Locale.objects.values_list("pk", "language_code"))

    def root_url(self) -> str | None:
        """Return scheme, host and port of the site whose pages are shown, None where there is none.

        The pages of one answer are those of one site.
        """
        parts = self.shown[0].get_url_parts() if self.shown else None
        return parts[1] if parts else None

    def _referred(self, model: type[Model]) -> set[int | None]:
        if not hasattr(self, "_references"):
            self._references: References = defaultdict(set)
            for page in self.shown:
                collect_references(page, self._references)
        kinds = [kind for kind in self._references if issubclass(kind, model)]
        return {pk for kind in kinds for pk in self._references[kind]}

    def _read(self, model: type[Model], ids: set[int | None]) -> list[Any]:
        if issubclass(model, CollectionMember):
            members = public_members(model._default_manager.filter(pk__in=ids))
            return list(model.with_shown(members))  # type: ignore[attr-defined]
        texts = Page.objects.filter(pk__in=ids).values("translation_key")
        pages = public_pages(Page.objects.filter(translation_key__in=texts))
        found = list(pages.select_related("locale"))
        for page in found:
            self._languages[(page.translation_key, page.locale.language_code)] = page
        return [page for page in found if page.pk in ids]


def _sites_by_address() -> QuerySet[Site]:
    order = ("-root_page__url_path", "-is_default_site", "hostname")
    return Site.objects.select_related("root_page").order_by(*order)


_active: ContextVar[Lookup | None] = ContextVar("lookup", default=None)


def current_lookup() -> Lookup | None:
    """Return the lookup of the answer in the making; None outside of the API."""
    return _active.get()


def lookup_of(request: HttpRequest) -> Lookup:
    """Return the lookup of what is answered to `request`; templates share it."""
    known = vars(request)
    if "_lookup" not in known:
        known["_lookup"] = Lookup()
    return known["_lookup"]


def _paths_above(page: Page) -> list[str]:
    """Return the paths of the ancestors, the nearest first, without the root of all trees."""
    return [
        page.path[:end] for end in range(len(page.path) - page.steplen, page.steplen, -page.steplen)
    ]


def _ids_between(page: Page, parent: Page | None) -> list[int]:
    """Return the ids of `parent` and of the pages between it and `page`."""
    if parent is not None and parent.depth == page.depth - 1:
        return [parent.pk]
    paths = [path for path in _paths_above(page) if parent is None or path >= parent.path]
    return list(Page.objects.filter(path__in=paths).values_list("pk", flat=True))


def collect_references(page: Page, references: References | None = None) -> References:
    """Return the ids of the pages, images and documents that `page` refers to.

    The stored form is read: to make blocks of it would ask the database for each page.

    Args:
        page: of a type of its own (`Page.specific`).
        references: to which they are added; a new mapping if not given.
    """
    if references is None:
        references = defaultdict(set)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = field.value_from_object(page)
            for block in value.raw_data:
                _collect(value.stream_block.child_blocks[block["type"]], block["value"], references)
        elif isinstance(field, RichTextField):
            _collect_links(field.value_from_object(page), references)
        elif _is_reference(field):
            references[field.related_model].add(field.value_from_object(page))
    return references


def _is_reference(field: Any) -> bool:
    return (
        isinstance(field, ForeignKey)
        and not field.remote_field.parent_link
        and issubclass(field.related_model, (Page, CollectionMember))
    )


def _collect(block: blocks.Block, value: Any, references: References) -> None:
    if not value:
        return
    if isinstance(block, blocks.RichTextBlock):
        _collect_links(value, references)
    elif isinstance(block, blocks.ChooserBlock):
        references[block.model_class].add(value)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            _collect(child, value.get(name), references)


def _collect_links(source: str, references: References) -> None:
    from wagtail.documents import get_document_model

    references[Page].update(linked_ids(source, "page"))
    references[get_document_model()].update(linked_ids(source, "document"))
