"""The query parameters of each endpoint: all that its viewset knows, none is forgotten."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from typing import Any

from django.db import models
from taggit.managers import TaggableManager
from wagtail.models import Page, get_page_models

from portal.parameters import DAY, TEXT, JsonSchema, Parameter, compared, integer_range, one_of

from .stock_parameters import FIND, STOCK

Parameters = dict[str, Parameter]

# What a field is compared with; the first that fits holds.
COMPARED: dict[type[models.Field], JsonSchema] = {
    models.BooleanField: {"type": "boolean"},
    models.DateTimeField: {"type": "string", "format": "date-time"},
    models.DateField: DAY,
    models.UUIDField: {"type": "string", "format": "uuid"},
}


def list_parameters(viewset: Any) -> Parameters:
    """Return what the list of an endpoint, or its one answer, can be asked.

    Raises:
        LookupError: nothing is said of a parameter that the viewset knows.
    """
    own = viewset.described_parameters() | viewset.conditions
    known = viewset.known_query_parameters | own.keys()
    said = own | {name: parameter for name, parameter in STOCK.items() if name not in own}
    if silent := known - said.keys():
        raise LookupError(f"nothing is said of {', '.join(sorted(silent))}")
    operations = {name: parameter for name, parameter in said.items() if name in known}
    compared = dict(sorted(_comparisons(viewset, known)))
    return _precise(viewset, operations) | compared


def detail_parameters(viewset: Any) -> Parameters:
    """Return what can be asked of the answer of one object."""
    return _of_answer(viewset, "fields", "site", "rich_text_format")


def find_parameters(viewset: Any) -> Parameters:
    """Return by what an object is found, and what is handed on to its answer."""
    found = {name: FIND[name] for name in sorted(viewset.find_query_parameters)}
    # Handed on as it is, `fields` is read by the answer alone.
    return found | _of_answer(viewset, "site") | {"fields": STOCK["fields"]}


def _of_answer(viewset: Any, *names: str) -> Parameters:
    known = viewset.known_query_parameters
    return _precise(viewset, {name: STOCK[name] for name in names if name in known})


def _precise(viewset: Any, parameters: Parameters) -> Parameters:
    """Return `parameters`, those that name fields or types with the names of this endpoint."""
    patterns = {name: PATTERNS[name](viewset) for name in PATTERNS.keys() & parameters.keys()}
    return parameters | {
        name: replace(parameters[name], schema={"type": "string", "pattern": pattern})
        for name, pattern in patterns.items()
        if parameters[name] is STOCK[name]
    }


def _fields_pattern(viewset: Any) -> str:
    """Return what Wagtail's `parse_fields_parameter` reads, without its nested fields."""
    name = one_of(
        name for model in _listed(viewset) for name in viewset.get_available_fields(model)
    )
    return rf"^(\*(,-{name})*|_(,{name})*|-?{name}(,-?{name})*)?$"


def _order_pattern(viewset: Any) -> str:
    fields = (field for _, field, _ in _compared_fields(viewset) if not field.is_relation)
    name = one_of(field.name for field in fields)
    return rf"^(random|-?{name}(,-?{name})*)?$"


def _type_pattern(viewset: Any) -> str:
    label = one_of(model._meta.label for model in _listed(viewset))
    return rf"^({label}(,{label})*)?$"


PATTERNS: dict[str, Callable[[Any], str]] = {
    "fields": _fields_pattern,
    "order": _order_pattern,
    "type": _type_pattern,
}


def _listed(viewset: Any) -> list[Any]:
    """Return the models whose objects an endpoint lists."""
    if viewset.model is not Page:
        return [viewset.model]
    return [Page, *(model for model in get_page_models() if model is not Page)]


def _compared_fields(viewset: Any) -> Iterator[tuple[str, Any, list[Any]]]:
    """Yield name and field of what a list can be narrowed by, and the models that have it."""
    known_by: dict[str, list[Any]] = defaultdict(list)
    for model in _listed(viewset):
        for name in viewset.get_available_fields(model, db_fields_only=True):
            known_by[name].append(model)
    for name, known in known_by.items():
        yield name, known[0]._meta.get_field(name), known


def _comparisons(viewset: Any, taken: Container[str]) -> Iterator[tuple[str, Parameter]]:
    for name, field, known in _compared_fields(viewset):
        if name in taken:
            continue
        description, schema = _comparison(field)
        if viewset.model not in known:
            types = " or ".join(f"`type={model._meta.label}`" for model in known)
            description += f" Only with {types}."
        yield name, Parameter(description, schema=schema)


def _comparison(field: Any) -> tuple[str, JsonSchema]:
    if isinstance(field, TaggableManager):
        return "All of these tags, with commas between them.", TEXT
    if field.is_relation:
        return f"The id of the `{field.name}`, which must be public.", _whole_number(field)
    if isinstance(field, models.IntegerField):
        return f"Exactly this `{field.name}`.", _whole_number(field)
    fitting = (schema for kind, schema in COMPARED.items() if isinstance(field, kind))
    return f"Exactly this `{field.name}`.", next(fitting, TEXT)


def _whole_number(field: Any) -> JsonSchema:
    low, high = integer_range(compared(field))
    return {"type": "integer", "minimum": low, "maximum": high}
