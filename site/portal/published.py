"""What viewsets share with the store: they make its bytes, and answer from it where they can.

Hooks of Wagtail's viewsets are overridden. An answer is the same, from the store or made anew; the
store has only what is asked most, and only while nothing waits to be built.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.test import RequestFactory
from django.utils import translation
from rest_framework.request import Request
from rest_framework.response import Response
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Page, Site

from .dependencies import depends_on_members, depends_on_pages
from .filters import PublicOrderingFilter
from .lookup import collect_references
from .syndication.lists import (
    ListAsked,
    MembersStatement,
    listed_ids,
    ordered_members,
    stored_list,
)
from .syndication.registry import PAGE_TYPES, source_of
from .syndication.store import site_id_of_host, stored_detail

_DETAIL_KEYS = frozenset({"fields"})
_LIST_KEYS = frozenset({"fields", "type", "limit", "offset", "order", "locale"})
_DEFAULT_LIMIT = 20
_LARGEST_ID = 2**63 - 1

# The statements that find the members of a list: one for each kind of list and order.
_statements: dict[tuple[str, str, str, bool], MembersStatement] = {}
_MOST_STATEMENTS = 200

Record = Callable[[int], AbstractContextManager[None]]
Represented = tuple[int, dict[str, Any], bytes]


class StoredAnswersMixin(BaseAPIViewSet):
    """Details, and lists of whole objects, from the store of published items."""

    lookup: Any
    site: Any

    @classmethod
    def represented(
        cls,
        router: Any,
        label: str | None,
        ids: list[int],
        site: Site | None,
        record: Record,
    ) -> Iterator[Represented]:
        """Yield id, data and bytes of the answer of each public object.

        Args:
            router: the API's router.
            label: the type of pages that is asked for; None for what is no page.
            ids: primary keys; what is not public is left out.
            site: the site that is asked.
            record: entered with the id of an object while its answer is made.
        """
        view = cls._asked_anonymously(router, label, site)
        with view.lookup.active(), translation.override("en"):
            objects = list(view.get_queryset().filter(pk__in=ids))
            view.lookup.shown = [page for page in objects if isinstance(page, Page)]
            serializer = view.get_serializer(objects, many=True).child
            renderer = view.get_renderers()[0]
            for instance in objects:
                with record(instance.pk):
                    _record_references(instance)
                    data = serializer.to_representation(instance)
                yield instance.pk, data, renderer.render(data, None, view.get_renderer_context())

    @classmethod
    def public_ids(cls, router: Any, ids: list[int], site: Site | None) -> set[int]:
        """Return those of `ids` whose objects the API shows on `site`."""
        view = cls._asked_anonymously(router, None, site)
        return set(view.get_queryset().filter(pk__in=ids).values_list("pk", flat=True))

    @classmethod
    def _asked_anonymously(cls, router: Any, label: str | None, site: Site | None) -> Any:
        """Return a viewset in the middle of an anonymous request for a list of whole objects."""
        query = {"fields": "*"} | ({"type": label} if label else {})
        request: Any = RequestFactory().get("/", query)
        request.wagtailapi_router = router
        # Wagtail looks there for passwords that a reader has given.
        request.session = {}
        view = cls()
        view.action_map, view.action = {"get": "listing_view"}, "listing_view"
        view.setup(request)
        view.__dict__["site"] = site
        view.format_kwarg = None
        view.request = view.initialize_request(request)
        view.request.wagtailapi_router = router
        return view

    def detail_view(self, request: Request, pk: int) -> Response | HttpResponse:
        """Answer with one object."""
        source = source_of(self.model)
        is_plain = request.GET.keys() <= _DETAIL_KEYS and _asks_for_all(request)
        if source and is_plain and pk <= _LARGEST_ID:
            site_id = self._site_id()
            found = None if site_id is None else stored_detail(source.endpoint, pk, site_id)
            if found is not None:
                return _answer(found.body, found.etag)
        return super().detail_view(request, pk)

    def listing_view(self, request: Request) -> Response | HttpResponse:
        """Answer with a list."""
        source = source_of(self.model)
        if source and request.GET.get("fields") == "*":
            content = self._stored_listing(request, source.endpoint)
            if content is not None:
                return _answer(content)
        return super().listing_view(request)

    def everything(self) -> QuerySet:
        """Return what a list is narrowed from, in the list's own order."""
        return self.model._default_manager.order_by("id")

    def listed_type(self) -> str | None:
        """Return the one type that the list is narrowed to, `""` for none, None for several."""
        return None if "type" in self.request.GET else ""

    def _stored_listing(self, request: Request, endpoint: str) -> bytes | None:
        window = _window(request)
        label = self.listed_type()
        site_id = self._site_id()
        if window is None or label is None or site_id is None:
            return None
        locale = request.GET.get("locale", "")
        asked = ListAsked(endpoint, site_id, label, locale)
        # To compose the query takes longer than to run it: once for each order of each list.
        kind = (endpoint, label, request.GET.get("order", ""), bool(locale))
        if kind not in _statements:
            ordered = PublicOrderingFilter().filter_queryset(request, self.everything(), self)
            if len(_statements) >= _MOST_STATEMENTS:
                _statements.clear()
            _statements[kind] = ordered_members(ordered, asked)
        ids = listed_ids(_statements[kind], asked, window)
        found = stored_list(asked, ids) if ids else None
        if found is None:
            return None
        total, bodies = found
        head = f'{{"meta":{{"total_count":{total}}},"items":['.encode()
        return head + b",".join(bodies) + b"]}"

    def _site_id(self) -> int | None:
        """Return the site that is asked, 0 where sites share the objects, None for no site."""
        return asked_site_id(self.request) if self.model is Page else 0


class StoredPagesMixin(StoredAnswersMixin):
    """The same of pages: a list has whole objects where it is narrowed to one type."""

    def everything(self) -> QuerySet:
        """Return all pages of the type."""
        return self._listed_model()._default_manager.all()

    def listed_type(self) -> str | None:
        """Return the type, None where the list is not narrowed to a single one."""
        label = self.request.GET.get("type", "")
        return label if label in PAGE_TYPES else None

    def _listed_model(self) -> Any:
        from django.apps import apps

        return apps.get_model(self.request.GET["type"])


def asked_site_id(request: Request) -> int | None:
    """Return the site that answers for the request's host, None where there is none.

    Not `Site.find_for_request`, whose query is composed anew for each request.
    """
    asked = request._request
    hostname = split_domain_port(asked._get_raw_host())[0]
    return site_id_of_host(hostname, asked.get_port())


def _asks_for_all(request: Request) -> bool:
    return request.GET.get("fields", "*") == "*"


def _window(request: Request) -> tuple[int, int] | None:
    """Return size and start of the part that is asked for, None where the stock way judges."""
    if not request.GET.keys() <= _LIST_KEYS or request.GET.get("order") == "random":
        return None
    limit = request.GET.get("limit", str(_DEFAULT_LIMIT))
    offset = request.GET.get("offset", "0")
    if not (limit.isdecimal() and offset.isdecimal()):
        return None
    size, start = int(limit), int(offset)
    if not 0 < size <= settings.WAGTAILAPI_LIMIT_MAX:
        return None
    return size, start


def _answer(content: bytes, etag: str = "") -> HttpResponse:
    response = HttpResponse(content, content_type="application/json")
    if etag:
        response.headers["ETag"] = etag
    return response


def _record_references(instance: Model) -> None:
    """Record what the instance refers to in its stored form, public or not.

    What it shows is recorded when it is represented; of what it leaves out nothing else tells.
    """
    if not isinstance(instance, Page):
        return
    for model, ids in collect_references(instance).items():
        if issubclass(model, Page):
            depends_on_pages(ids)
        else:
            depends_on_members(model, ids)
