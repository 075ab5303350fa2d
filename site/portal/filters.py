"""How queries narrow a list: Wagtail's v2 filters, which here know only what is public."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from django.db.models import Model, QuerySet
from rest_framework.request import Request
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter, SearchFilter
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import CollectionMember, DraftStateMixin, Page

from search.folding import nfc, words
from search.results import search

from .public import public_members, public_pages, public_snippets

MAX_SEARCH = 200


def public_targets(model: type[Model]) -> QuerySet | None:
    """Return the public objects of `model`, None where everything of that kind is public."""
    if issubclass(model, Page):
        return public_pages(model._default_manager.all())
    if issubclass(model, CollectionMember):
        return public_members(model._default_manager.all())
    if issubclass(model, DraftStateMixin):
        return public_snippets(model._default_manager.all())
    return None


def _relation(model: type[Model], name: str) -> Any:
    return next(
        (field for field in model._meta.get_fields() if field.name == name and field.is_relation),
        None,
    )


class PublicFieldsFilter(FieldsFilter):
    """`?illustration=5`: what is not public answers like what does not exist."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Narrow by fields, and by the public targets alone where a field is a relation."""
        asked = _asked(request, without=view.conditions)
        narrowed = super().filter_queryset(asked, queryset, view)
        for name in asked.GET.keys() & set(view.get_available_fields(queryset.model)):
            relation = _relation(queryset.model, name)
            targets = public_targets(relation.related_model) if relation else None
            if targets is not None:
                narrowed = narrowed.filter(**{f"{name}__in": targets})
        return narrowed


class PublicOrderingFilter(OrderingFilter):
    """`?order=date`: never by a relation, whose order would tell of what is not public."""

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> QuerySet:
        """Order; equal values stand by id, so that no page of the list repeats another's items.

        Raises:
            BadRequestError: the query asks for a relation.
        """
        asked = request.GET.get("order", "")
        for name in asked.split(","):
            if _relation(queryset.model, name.lstrip("-")):
                raise BadRequestError(f"cannot order by '{name}' (a relation)")
        ordered = super().filter_queryset(request, queryset, view)
        if not asked or asked == "random" or "search" in request.GET:
            return ordered
        return _then_by_id(ordered)


class WordSearchFilter(SearchFilter):
    """`?search=`: the same results in the same order as on the search page.

    What is not in its index is searched with Wagtail's own.
    """

    def filter_queryset(self, request: Request, queryset: QuerySet, view: Any) -> Any:
        """Search.

        Raises:
            BadRequestError: more than anyone types.
        """
        if "search" not in request.GET:
            return queryset
        text = nfc(request.GET["search"]).strip()
        if len(text) > MAX_SEARCH:
            raise BadRequestError(f"search must not be longer than {MAX_SEARCH} characters")
        results = search(
            queryset,
            text,
            operator=request.GET.get("search_operator", "and"),
            keep_order="order" in request.GET,
        )
        if results is not None:
            if isinstance(results, QuerySet) and request.GET.get("order") != "random":
                return _then_by_id(results)
            return results
        found = words(text)
        if not found:
            return queryset.none()
        return super().filter_queryset(_asked(request, search=found), queryset, view)


def _then_by_id(queryset: QuerySet) -> QuerySet:
    return queryset.order_by(*queryset.query.order_by, "pk")


def _asked(request: Request, *, without: Iterable[str] = (), **changed: str) -> Any:
    """Return what the stock filters look at, without the parameters that are not for them."""
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    for name, value in changed.items():
        query[name] = value
    return SimpleNamespace(GET=query)
