"""What is said of the query parameters of each endpoint.

Their names come from the viewsets: none is forgotten.
"""

from collections import defaultdict
from collections.abc import Container, Iterator
from typing import Any

from django.conf import settings
from django.db import models
from taggit.managers import TaggableManager
from wagtail.models import Page, get_page_models

from portal.filters import MAX_SEARCH
from portal.parameters import DAY, MAX_INTEGER, MAX_LENGTH, OPERATORS, JsonSchema, Parameter

WHOLE: JsonSchema = {"type": "integer", "minimum": 0, "maximum": MAX_INTEGER}
PAGE: JsonSchema = {"anyOf": [WHOLE, {"type": "string", "const": "root"}]}
TEXT: JsonSchema = {"type": "string", "maxLength": MAX_LENGTH}
# What a field is compared with; the first that fits holds.
COMPARED: dict[type[models.Field], JsonSchema] = {
    models.BooleanField: {"type": "boolean"},
    models.DateTimeField: {"type": "string", "format": "date-time"},
    models.DateField: DAY,
    models.UUIDField: {"type": "string", "format": "uuid"},
    models.IntegerField: WHOLE,
}
ROOT = "`root` is the first page of the site."

FIELDS = Parameter(
    "Which fields an object shows. `*`: all of them. `title,date`: these besides those that stand "
    "there anyway. `-title`: without this one. `_,title`: this one alone. Names of `meta` stand "
    "without `meta`.",
    "*",
)
SITE = Parameter(
    "Another portal of the same installation, by its host name, with its port if several have it.",
    "binhson.quangngai.gov.vn",
)
RICH_TEXT_FORMAT = Parameter(
    "Taken and without effect: rich text is HTML to be shown as it is.",
    "html",
    {"type": "string", "enum": ["db_html", "html", "db_markdown", "markdown"]},
)

# What Wagtail's API v2 knows, and what is said of it here.
STOCK = {
    "fields": FIELDS,
    "site": SITE,
    "rich_text_format": RICH_TEXT_FORMAT,
    "limit": Parameter(
        "Up to how many items.",
        20,
        {**WHOLE, "maximum": settings.WAGTAILAPI_LIMIT_MAX, "default": 20},
    ),
    "offset": Parameter("How many items are passed over.", 20, WHOLE),
    "order": Parameter(
        "The field by which the list is ordered, backwards with `-` before it; several with commas "
        "between them. `random`: in any order, without `offset`. Relations and texts with markup "
        "order nothing.",
        "-first_published_at",
    ),
    "search": Parameter(
        "Words, typed with or without diacritics, as on the portal's search page; not together "
        "with `tags`.",
        "đề án 07",
        {"type": "string", "maxLength": MAX_SEARCH},
    ),
    "search_operator": Parameter(
        "Whether all words of `search` must be there.", "or", {"type": "string", "enum": OPERATORS}
    ),
    "type": Parameter(
        "Only pages of this type, or of one of several with commas between them. With one type the "
        "fields of that type can be asked for and compared.",
        "announcements.AnnouncementPage",
    ),
    "child_of": Parameter(f"Pages directly below the page with this id. {ROOT}", 4, PAGE),
    "ancestor_of": Parameter("Pages above the page with this id.", 12, WHOLE),
    "descendant_of": Parameter(
        f"Pages below the page with this id, at any depth; not together with `child_of`. {ROOT}",
        3,
        PAGE,
    ),
    "translation_of": Parameter(f"The page with this id in the other languages. {ROOT}", 12, PAGE),
    "locale": Parameter("Only what is in this language.", "vi"),
    "_": Parameter("Anything, to pass by a cache.", "1"),
    "format": Parameter("There is one form.", "json", {"type": "string", "enum": ["json"]}),
}

FIND = {
    "id": Parameter("The id of the object.", 12, {**WHOLE, "minimum": 1}),
    "html_path": Parameter(
        "The path at which the public reads it; pages in English begin with `/en/`.",
        "/thong-bao/thuc-hien-de-an-so-07/",
    ),
}


def list_parameters(viewset: Any) -> dict[str, Parameter]:
    """Return what the list of an endpoint, or its one answer, can be asked.

    Raises:
        LookupError: nothing is said of a parameter that the viewset knows.
    """
    own = viewset.own_parameters | viewset.conditions
    operations = own | {name: said for name, said in STOCK.items() if name not in own}
    known = viewset.known_query_parameters | own.keys()
    if silent := known - operations.keys():
        raise LookupError(f"nothing is said of {', '.join(sorted(silent))}")
    compared = dict(sorted(_comparisons(viewset, known)))
    return {name: said for name, said in operations.items() if name in known} | compared


def detail_parameters(viewset: Any) -> dict[str, Parameter]:
    """Return what can be asked of the answer of one object."""
    return {"fields": FIELDS, "rich_text_format": RICH_TEXT_FORMAT} | _of_site(viewset)


def find_parameters(viewset: Any) -> dict[str, Parameter]:
    """Return by what an object is found; all else is handed on to its own answer."""
    return {name: FIND[name] for name in sorted(viewset.find_query_parameters)} | _of_site(viewset)


def _of_site(viewset: Any) -> dict[str, Parameter]:
    return {"site": SITE} if "site" in viewset.known_query_parameters else {}


def _comparisons(viewset: Any, taken: Container[str]) -> Iterator[tuple[str, Parameter]]:
    """Yield each field by which a list is narrowed; of pages those of a single type as well."""
    listed = [viewset.model]
    if viewset.model is Page:
        listed += [model for model in get_page_models() if model is not Page]
    known_by: dict[str, list[Any]] = defaultdict(list)
    for model in listed:
        for name in viewset.get_available_fields(model, db_fields_only=True):
            if name not in taken:
                known_by[name].append(model)
    for name, known in known_by.items():
        description, schema = _comparison(known[0]._meta.get_field(name))
        if viewset.model not in known:
            types = " or ".join(f"`type={model._meta.label}`" for model in known)
            description += f" Only with {types}."
        yield name, Parameter(description, schema=schema)


def _comparison(field: Any) -> tuple[str, JsonSchema]:
    if isinstance(field, TaggableManager):
        return "All of these tags, with commas between them.", TEXT
    if field.is_relation:
        return f"The id of the `{field.name}`, which must be public.", {**WHOLE, "minimum": 1}
    fitting = (schema for kind, schema in COMPARED.items() if isinstance(field, kind))
    return f"Exactly this `{field.name}`.", next(fitting, TEXT)
