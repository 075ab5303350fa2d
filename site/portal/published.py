"""Answers of viewsets from the store of published items, where it can give them.

Hooks of Wagtail's viewsets are overridden. An answer is the same, from the store or made anew; the
store has only what is asked most, and only while nothing waits to be built.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.urls import URLPattern
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from .entity_tags import etag
from .filters import PublicOrderingFilter
from .parameters import check_operations
from .represented import RepresentedMixin
from .syndication.lists import (
    ListAsked,
    Members,
    MembersStatement,
    ordered_members,
    read_members,
    stored_list,
)
from .syndication.registry import PAGE_TYPES, source_of
from .syndication.store import site_id_of_host, stored_detail

_DETAIL_KEYS = frozenset({"fields"})
_LIST_KEYS = frozenset({"fields", "type", "limit", "offset", "order", "locale"})
_DEFAULT_LIMIT = 20
_LARGEST_ID = 2**63 - 1

# What this process knows of lists: the statements that find their members, and the members
# themselves, which are asked about again with each answer.
_statements: dict[tuple[str, str, str, bool], MembersStatement] = {}
_members: dict[tuple[ListAsked, str], Members] = {}
_MOST_KEPT = 100

View = Callable[..., HttpResponse]
Keeper = Callable[..., HttpResponse | None]


class StoredAnswersMixin(RepresentedMixin):
    """Details, and lists of whole objects, from the store of published items."""

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Answer lists and details from the store, where it can, before anything else is done."""
        patterns: list[URLPattern] = super().get_urlpatterns()
        kept: dict[str, Keeper] = {"listing": cls.kept_list, "detail": cls.kept_detail}
        for pattern in patterns:
            if pattern.name in kept:
                pattern.callback = _kept_first(kept[pattern.name], pattern.callback)
        return patterns

    @classmethod
    def kept_detail(cls, request: HttpRequest, pk: int) -> HttpResponse | None:
        """Return the answer of one object, None where it has to be made anew."""
        source = source_of(cls.model)
        is_plain = request.GET.keys() <= _DETAIL_KEYS and request.GET.get("fields", "*") == "*"
        if source is None or not is_plain or pk > _LARGEST_ID:
            return None
        site_id = cls._site_id(request)
        found = None if site_id is None else stored_detail(source.endpoint, pk, site_id)
        return None if found is None else _answer(found.body, found.etag)

    @classmethod
    def kept_list(cls, request: HttpRequest) -> HttpResponse | None:
        """Return a list of whole objects, None where it has to be made anew."""
        source = source_of(cls.model)
        if source is None or request.GET.get("fields") != "*":
            return None
        window = _window(request)
        label = cls.listed_type(request)
        if window is None or label is None:
            return None
        site_id = cls._site_id(request)
        if site_id is None:
            return None
        asked = ListAsked(source.endpoint, site_id, label, request.GET.get("locale", ""))
        order = request.GET.get("order", "")
        try:
            known = _members.get((asked, order))
            found = _page(asked, known, window) if known else None
            if found is None:
                # Nobody knows them yet, or the store has moved on since they were read.
                members = cls._read_members(request, asked, order)
                found = _page(asked, members, window) if members else None
        except BadRequestError:
            return None
        return found

    @classmethod
    def everything(cls, label: str) -> QuerySet:
        """Return what a list is narrowed from, in the list's own order."""
        return cls.model._default_manager.order_by("id")

    @classmethod
    def listed_type(cls, request: HttpRequest) -> str | None:
        """Return the one type that the list is narrowed to, `""` for none, None for several."""
        return None if "type" in request.GET else ""

    @classmethod
    def _read_members(cls, request: HttpRequest, asked: ListAsked, order: str) -> Members | None:
        # To compose the query takes long as well: once for each order of each kind of list.
        kind = (asked.endpoint, asked.type_label, order, bool(asked.locale))
        if kind not in _statements:
            everything = cls.everything(asked.type_label)
            ordered = PublicOrderingFilter().filter_queryset(request, everything, cls)
            _make_room(_statements)
            _statements[kind] = ordered_members(ordered, asked)
        members = read_members(_statements[kind], asked)
        if members is not None:
            _make_room(_members)
            _members[(asked, order)] = members
        return members

    @classmethod
    def _site_id(cls, request: HttpRequest) -> int | None:
        """Return the site that is asked, 0 where sites share the objects, None for no site."""
        return asked_site_id(request) if cls.model is Page else 0


class StoredPagesMixin(StoredAnswersMixin):
    """The same of pages: a list has whole objects where it is narrowed to one type."""

    @classmethod
    def everything(cls, label: str) -> QuerySet:
        """Return all pages of the type."""
        return apps.get_model(label)._default_manager.all()

    @classmethod
    def listed_type(cls, request: HttpRequest) -> str | None:
        """Return the type, None where the list is not narrowed to a single one."""
        label = request.GET.get("type", "")
        return label if label in PAGE_TYPES else None


def _kept_first(keep: Keeper, view: View) -> View:
    """Return a view that makes an answer only where `keep` has none."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = keep(request, *args, **kwargs) if _asks_plainly(request) else None
        return view(request, *args, **kwargs) if found is None else found

    return answer


def _asks_plainly(request: HttpRequest) -> bool:
    """Tell whether the request wants JSON in the only form that the store has."""
    accepted = request.META.get("HTTP_ACCEPT", "*/*").replace(" ", "")
    takes_json = "*/*" in accepted or "application/json" in accepted
    return request.method == "GET" and takes_json and "application/json;" not in accepted


def asked_site_id(request: HttpRequest) -> int | None:
    """Return the site that answers for the request's host, None where there is none.

    Not `Site.find_for_request`, whose query is composed anew for each request.
    """
    hostname = split_domain_port(request._get_raw_host())[0]  # type: ignore[attr-defined]
    return site_id_of_host(hostname, request.get_port())


def _window(request: HttpRequest) -> tuple[int, int] | None:
    """Return size and start of the part that is asked for, None where the stock way judges."""
    if not request.GET.keys() <= _LIST_KEYS or request.GET.get("order") == "random":
        return None
    try:
        check_operations(request.GET)
    except BadRequestError:
        # What no database reads: the viewset refuses it, in its own words.
        return None
    limit = request.GET.get("limit", str(_DEFAULT_LIMIT))
    offset = request.GET.get("offset", "0")
    if not (limit.isdecimal() and offset.isdecimal()):
        return None
    size, start = int(limit), int(offset)
    if not 0 < size <= settings.WAGTAILAPI_LIMIT_MAX:
        return None
    return size, start


def _page(asked: ListAsked, members: Members, window: tuple[int, int]) -> HttpResponse | None:
    size, start = window
    ids = members.ids[start : start + size]
    found = stored_list(asked, ids, members.version) if ids else None
    if found is None:
        return None
    total = len(members.ids)
    content = b'{"meta":{"total_count":%d},"items":[%s]}' % (
        total,
        b",".join([stored.body for stored in found]),
    )
    # What the list holds follows from the tags of its items: its megabytes need not be read again.
    tags = f"{total} {' '.join(stored.etag for stored in found)}"
    return _answer(content, etag(tags.encode()))


def _make_room(known: dict[Any, Any]) -> None:
    if len(known) >= _MOST_KEPT:
        known.clear()


def _answer(content: bytes, tag: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/json")
    response.headers["Allow"] = "GET, HEAD, OPTIONS"
    response.headers["ETag"] = tag
    return response
