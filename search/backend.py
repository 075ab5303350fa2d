"""Wagtail's own search in the database, of folded words: what the admin's search boxes ask.

Hooks of its two backends are overridden, so that all else is theirs: filters, orders, signals,
`update_index`. Objects are handed to them with folded texts, and queries folded likewise.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db import connection, models
from django.utils.encoding import force_str
from wagtail.search.index import AutocompleteField, RelatedFields, SearchField
from wagtail.search.query import MATCH_ALL, And, Not, Or, Phrase, PlainText, SearchQuery

from .folding import comparable

# A vector of PostgreSQL takes a mebibyte, and an object that cannot be indexed could not be saved.
_LONGEST_VALUE: Final = 300_000


class FoldedObject:
    """Stands for an object while it is indexed."""

    def __init__(self, original: models.Model) -> None:
        self.original = original
        self.pk = original.pk

    def get_search_fields(self) -> list[Any]:
        """Return the fields of the object, whose values are folded."""
        return [_folded_field(field) for field in self.original.get_search_fields()]  # type: ignore[attr-defined]  # an indexed model's


class _FoldedValue:
    """Mixed into a field of the index: the words of its value."""

    field: Any

    def get_value(self, obj: Any) -> Any:
        original = obj.original if isinstance(obj, FoldedObject) else obj
        return _folded(self.field.get_value(original))[:_LONGEST_VALUE]


class FoldedSearchField(_FoldedValue, SearchField):
    """A field that is searched."""


class FoldedAutocompleteField(_FoldedValue, AutocompleteField):
    """A field that is searched by the beginnings of its words."""


class FoldedRelatedFields(RelatedFields):
    """Fields of related objects."""

    def get_value(self, obj: Any) -> Any:
        """Return the related objects; their fields are folded ones."""
        return super().get_value(obj.original if isinstance(obj, FoldedObject) else obj)


def _folded_field(field: Any) -> Any:
    if isinstance(field, RelatedFields):
        return FoldedRelatedFields(field.field_name, [_folded_field(one) for one in field.fields])
    if isinstance(field, SearchField):
        folded: Any = FoldedSearchField(field.field_name, boost=field.boost, **field.kwargs)
    elif isinstance(field, AutocompleteField):
        folded = FoldedAutocompleteField(field.field_name, **field.kwargs)
    else:
        return field
    folded.field = field
    return folded


def _folded(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return _folded(list(value.values()))
    if isinstance(value, list | tuple):
        return " ".join(map(_folded, value))
    return comparable(force_str(value))


class FoldedIndexMixin:
    """Mixed into the index of a backend."""

    def add_items(self, model: type[models.Model], objs: Iterable[models.Model]) -> None:
        """Index objects by their folded words."""
        super().add_items(model, [FoldedObject(obj) for obj in objs])  # type: ignore[misc]  # Wagtail's


class FoldedBackendMixin:
    """Mixed into a backend.

    Which fields are searched cannot be chosen: on PostgreSQL that would ask the columns of the
    model, which are not folded.
    """

    def search(self, query: Any, model_or_queryset: Any, fields: Any = None, **options: Any) -> Any:
        """Search for whole words."""
        return super().search(_folded_query(query), model_or_queryset, **options)  # type: ignore[misc]  # Wagtail's

    def autocomplete(
        self, query: Any, model_or_queryset: Any, fields: Any = None, **options: Any
    ) -> Any:
        """Search for words of which the last one may go on."""
        return super().autocomplete(_folded_query(query), model_or_queryset, **options)  # type: ignore[misc]  # Wagtail's


def _folded_query(query: Any) -> Any:
    """Return a query of folded words; what has none finds nothing."""
    if isinstance(query, str):
        return comparable(query)
    return _folded_part(query) or Not(MATCH_ALL)


def _folded_part(query: SearchQuery) -> SearchQuery | None:
    """Return the same of a query that the admin has taken apart; None where nothing is left."""
    if isinstance(query, And | Or):
        parts = [part for part in map(_folded_part, query.subqueries) if part]
        return type(query)(parts) if len(parts) > 1 else next(iter(parts), None)
    if not isinstance(query, PlainText | Phrase):
        return query
    words = comparable(query.query_string)
    if not words:
        return None
    if isinstance(query, Phrase):
        return Phrase(words)
    return PlainText(words, operator=query.operator, boost=query.boost)


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name under which Wagtail looks for it
    """Return the backend for the database that is in use."""
    if connection.vendor == "postgresql":
        from .postgresql_backend import PostgresqlBackend

        return PostgresqlBackend(params)
    from .sqlite_backend import SqliteBackend

    return SqliteBackend(params)
