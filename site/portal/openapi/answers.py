"""The shape of each answer of the API, as the viewsets and page types have it."""

from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Discriminator, Tag, create_model
from typing_extensions import TypeAliasType
from wagtail.images import get_image_model
from wagtail.models import Page, get_page_models

from portal.shapes import ListAnswer, Shape, part_of
from portal.syndication.registry import SOURCES, router
from portal.viewsets import OneAnswerAPIViewSet


def endpoints() -> dict[str, Any]:
    """Return the viewset of each endpoint by its name."""
    found: dict[str, Any] = router()._endpoints
    return found


def has_one_answer(endpoint: str) -> bool:
    """Tell whether an endpoint has neither a list nor objects of its own."""
    return issubclass(endpoints()[endpoint], OneAnswerAPIViewSet)


def name_of(endpoint: str) -> str:
    """Return the name of what an endpoint answers: `Document`."""
    viewset = endpoints()[endpoint]
    shape = viewset.shape if has_one_answer(endpoint) else viewset.summary_shape
    return str(shape.__name__.removesuffix("Summary"))


@cache
def page_shapes() -> dict[str, type[Shape]]:
    """Return the shape of each type of page by its label."""
    plain = {Page._meta.label: endpoints()["pages"].shape}
    models = [model for model in get_page_models() if model is not Page]
    return plain | {model._meta.label: model.api_shape for model in models}


@cache
def detail_of(endpoint: str) -> Any:
    """Return the type of an object of an endpoint, or of its one answer."""
    viewset = endpoints()[endpoint]
    if viewset.model is Page:
        return TypeAliasType("Page", _by_meta_type(page_shapes()))
    if endpoint == "site":
        images = router().get_model_endpoint(get_image_model())[1]
        return viewset.shape[images.shape]
    if endpoint == "changes":
        return viewset.shape[public_object()]
    return viewset.shape


@cache
def partial(endpoint: str) -> Any:
    """Return the type of what `fields=` leaves of an object of an endpoint."""
    viewset = endpoints()[endpoint]
    if viewset.model is not Page:
        return part_of(viewset.shape)
    return TypeAliasType("PagePart", _any(map(part_of, page_shapes().values())))


@cache
def list_of(endpoint: str) -> type[Shape]:
    """Return the shape of the list of an endpoint, whatever `fields=` asks for."""
    summary = endpoints()[endpoint].summary_shape
    item: Any = detail_of(endpoint) | summary | partial(endpoint)
    answer: Any = ListAnswer[item]
    made: type[Shape] = create_model(
        f"{name_of(endpoint)}List",
        __base__=answer,
        __doc__="A page of a list. Without `fields` the items are summaries; with `fields=*` whole "
        "objects (of pages where `type` names one type); else what `fields` asks for.",
    )
    return made


@cache
def public_object() -> Any:
    """Return the type of what the feed of changes carries."""
    return TypeAliasType("PublicObject", _any(map(detail_of, sorted(SOURCES))))


def _by_meta_type(shapes: dict[str, type[Shape]]) -> Any:
    tagged: list[Any] = [Annotated[shape, Tag(label)] for label, shape in shapes.items()]
    return Annotated[_any(tagged), Discriminator(_meta_type)]


def _meta_type(value: Any) -> Any:
    meta = value.get("meta") if isinstance(value, dict) else None
    return meta.get("type") if isinstance(meta, dict) else None


def _any(types: Iterable[Any]) -> Any:
    return reduce(or_, types)
