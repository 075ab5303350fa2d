"""Every question that a client can ask, as far as the code itself tells which there are."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.db.models import Field, Model
from django.urls import URLPattern, URLResolver, get_resolver
from taggit.managers import TaggableManager
from wagtail.models import Page, get_page_models

from announcements.models import AnnouncementPage
from portal.api import router

from .secrets import NOBODY, TWIN, WORD, Secret

# Parameters that are no fields: their values, each beside one that is certain to find nothing.
# An id stands for those of all hidden things; None: the answer is looked at, not compared.
ID = "id of something hidden"
OPERATIONS: dict[str, list[tuple[str, str | None]]] = {
    "limit": [("100", None)],
    "offset": [("1", None)],
    "fields": [("*", None), ("_,id", None)],
    "order": [("id", None), ("-id", None), ("random", None)],
    "search": [(WORD, TWIN), ("liên", None), ("97", None)],
    "search_operator": [("or", None)],
    "rich_text_format": [("db_html", None), ("markdown", None), ("db_markdown", None)],
    "_": [("1", None)],
    "format": [("json", None)],
    "locale": [("vi", None), ("en", None)],
    "site": [("localhost", None)],
    "ids": [(ID, str(NOBODY))],
    "since": [("0.0000000000000000", None)],
    "include": [("object", None)],
    "child_of": [(ID, str(NOBODY)), ("root", None)],
    "ancestor_of": [(ID, str(NOBODY))],
    "descendant_of": [(ID, str(NOBODY)), ("root", None)],
    "translation_of": [(ID, str(NOBODY)), ("root", None)],
    "category": [(WORD, TWIN)],
    "issuer": [(WORD, TWIN)],
    "published_after": [("2000-01-01", None)],
    "published_before": [("2100-01-01", None)],
    "modified_since": [("2000-01-01", None)],
    "number": [("97-KH/HU", "98-KH/HU")],
    "kind": [("KH", "QĐ")],
    "issued_after": [("2000-01-01", None)],
    "issued_before": [("2100-01-01", None)],
    "signature_status": [("pending", None)],
    "tags": [(WORD, TWIN)],
}

# Endpoints and the views besides them that a client can reach. A new one is added here knowingly,
# with the test that visits it.
ENDPOINTS = {
    "pages", "images", "documents", "redirects", "categories", "organisations", "site",
    "visits", "changes",
}  # fmt: skip
VIEWS = {
    "healthz", "media:image", "media:rendition", "media:document", "media.views.missing",
    "search:search", "search:suggestions", "wagtail_serve", "wagtailcore_login",
    "wagtailcore_authenticate_with_password",
    "portal.api_errors.unknown_endpoint", "feeds:atom", "feeds:rss", "sitemap", "sitemap_file",
    "robots", "visits:beacon", "visits:image", "media:first_page", "register:register",
    "register:document", "register:atom", "previewing:take",
    "openapi", "api_docs",
}  # fmt: skip


def views() -> set[str]:
    """Return the names of all views outside of the admin and of the API's endpoints."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list, namespace: str) -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            if str(entry.pattern) not in ("admin/", "api/v2/"):
                inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
                yield from _names(entry.url_patterns, inner)
        elif isinstance(entry, URLPattern):
            callback = entry.callback
            yield (
                f"{namespace}{entry.name}"
                if entry.name
                else (f"{callback.__module__}.{callback.__qualname__}")
            )


def typed_lists() -> list[type[Page]]:
    """Return the page types, whose lists are asked by `type=`."""
    return [model for model in get_page_models() if model is not Page]


def lists() -> Iterator[tuple[str, str, type[Model]]]:
    """Yield endpoint, the address of one of its lists, and the model of that list."""
    for name, endpoint in router._endpoints.items():
        yield name, f"/api/v2/{name}/?", endpoint.model
        if endpoint.model is Page:
            for model in typed_lists():
                yield name, f"/api/v2/pages/?type={model._meta.label}&", model


def parameters(name: str, model: type[Model]) -> set[str]:
    """Return the parameters that a list of `model` knows.

    Those that all pages share are asked of the list of all pages and of one type's: the code that
    answers them knows no more than these two.
    """
    endpoint = router._endpoints[name]
    if issubclass(model, Page) and model not in (Page, AnnouncementPage):
        own = set(endpoint.get_available_fields(model, db_fields_only=True))
        return own - parameters(name, Page)
    fields = endpoint.get_available_fields(model, db_fields_only=True)
    return set(fields) | endpoint.known_query_parameters | endpoint.conditions.keys()


def probes(name: str, model: type[Model], parameter: str, secret: Secret) -> Iterator[tuple]:
    """Yield values for `parameter` that name something hidden, each with its twin, or None.

    Raises:
        LookupError: a parameter that this test does not know.
    """
    if parameter == "type":
        return
    if parameter in OPERATIONS:
        for value, twin in OPERATIONS[parameter]:
            if value == ID:
                yield from ((str(pk), twin) for _, pk in sorted(secret.ids()))
            else:
                yield value, twin
        return
    model_field: Any = model._meta.get_field(parameter)
    if isinstance(model_field, TaggableManager):
        yield WORD, TWIN
    elif model_field.is_relation:
        yield from ((str(pk), str(NOBODY)) for _, pk in sorted(secret.ids()))
    else:
        for item in secret.hidden.get(name, []):
            yield from _values(item, model_field)


def _values(item: Model, model_field: Field) -> Iterator[tuple]:
    value = getattr(item, model_field.name, None)
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    if value in (None, ""):
        return
    if model_field.name == "id":
        yield text, str(NOBODY)
    elif model_field.name == "translation_key":
        yield text, str(uuid4())
    elif model_field.name == "sha256":
        yield text, "0" * 64
    elif isinstance(value, bool):
        yield text.lower(), None
    else:
        yield text, text.replace(WORD, TWIN) if WORD in text else None
