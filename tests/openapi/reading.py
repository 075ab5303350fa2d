"""Reading answers strictly, with the shapes of the contract."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter
from wagtail.models import Page

from portal.openapi.answers import (
    detail_of,
    endpoints,
    has_one_answer,
    list_of,
    page_shapes,
    partial,
)
from portal.shapes import Error, ListAnswer

from . import API


def read(shape: Any, content: bytes) -> Any:
    """Return what `content` holds.

    Raises:
        ValidationError: it is not of this shape: a key more or less, or another type.
    """
    return TypeAdapter(shape).validate_json(content, strict=True)


def lists() -> Iterator[tuple[str, Any]]:
    """Yield the addresses of lists in each form that they can have, and what they answer."""
    for endpoint, viewset in endpoints().items():
        if has_one_answer(endpoint):
            yield f"{API}/{endpoint}/", detail_of(endpoint)
            continue
        folder = f"{API}/{endpoint}/"
        yield folder, ListAnswer[viewset.summary_shape]
        yield f"{folder}?fields=_,id", list_of(endpoint)
        if viewset.model is not Page:
            yield f"{folder}?fields=*&limit=100", ListAnswer[viewset.shape]
            continue
        for label, shape in page_shapes().items():
            if label != Page._meta.label:
                yield f"{folder}?type={label}&fields=*&limit=100", ListAnswer[shape]
        yield f"{folder}?fields=*&limit=100", ListAnswer[partial(endpoint)]
    yield f"{API}/changes/?include=object&limit=500", detail_of("changes")


def details() -> Iterator[tuple[str, Any]]:
    """Yield each endpoint with objects, and the type of one of them."""
    for endpoint in endpoints():
        if not has_one_answer(endpoint):
            yield endpoint, detail_of(endpoint)


def check_everything(client: Any) -> set[str]:
    """Read every list, object and entry of the feed that the portal has; return all types."""
    for path, shape in lists():
        response = client.get(path)
        assert response.status_code == 200, (path, response.content)
        read(shape, response.content)
    types = set()
    for endpoint, shape in details():
        for item in client.get(f"{API}/{endpoint}/?limit=100").json()["items"]:
            response = client.get(f"{API}/{endpoint}/{item['id']}/")
            read(shape, response.content)
            types.add(response.json()["meta"]["type"])
            part = client.get(f"{API}/{endpoint}/{item['id']}/?fields=_,id,type")
            read(partial(endpoint), part.content)
    return types


def check_error(response: Any, status: int) -> str:
    """Read an error; return its sentence."""
    assert response.status_code == status, response.content
    return read(Error, response.content).message
