"""The operations of the description: lists, objects, and where objects are found."""

from typing import Any

from django.utils.text import capfirst

from portal.parameters import JsonSchema, Parameter

from .answers import endpoints, has_one_answer, name_of
from .parameters import detail_parameters, find_parameters, list_parameters
from .responses import KEPT, responses

Part = dict[str, Any]


def tags() -> list[Part]:
    """Return the groups of operations, one for each endpoint."""
    return [{"name": name, "description": found.about} for name, found in endpoints().items()]


def paths_of(endpoint: str, viewset: Any) -> Part:
    """Return the paths of an endpoint.

    Raises:
        LookupError: nothing is said of a parameter that the endpoint knows.
    """
    name = name_of(endpoint)
    if has_one_answer(endpoint):
        return {f"/{endpoint}/": {"get": _one_answer(endpoint, viewset, name)}}
    return {
        f"/{endpoint}/": {"get": _list(endpoint, viewset, name)},
        f"/{endpoint}/{{id}}/": {"get": _detail(endpoint, viewset, name)},
        f"/{endpoint}/find/": {"get": _find(endpoint, viewset, name)},
    }


def _list(endpoint: str, viewset: Any, name: str) -> Part:
    return _operation(
        endpoint,
        f"list{capfirst(endpoint)}",
        "A list",
        list_parameters(viewset),
        {"$ref": f"#/components/schemas/{name}List"},
    )


def _detail(endpoint: str, viewset: Any, name: str) -> Part:
    whole = {"$ref": f"#/components/schemas/{name}"}
    operation = _operation(
        endpoint,
        f"get{name}",
        "One object",
        detail_parameters(viewset),
        {
            "anyOf": [whole, {"$ref": f"#/components/schemas/{name}Part"}],
            "description": f"Without `fields`, and with `fields=*`, a whole {name}; else a part.",
        },
    )
    operation["parameters"].insert(0, _ID)
    return operation


def _find(endpoint: str, viewset: Any, name: str) -> Part:
    return {
        "operationId": f"find{name}",
        "tags": [endpoint],
        "summary": "Where an object is answered",
        "description": "All other parameters are handed on to that answer.",
        "parameters": _query(find_parameters(viewset)),
        "responses": responses(_302="Found"),
    }


def _one_answer(endpoint: str, viewset: Any, name: str) -> Part:
    further = {"_410": "Gone"} if endpoint == "changes" else {}
    return _operation(
        endpoint,
        f"get{name}",
        "The one answer",
        list_parameters(viewset),
        {"$ref": f"#/components/schemas/{name}"},
        **further,
    )


def _operation(
    tag: str,
    operation_id: str,
    summary: str,
    parameters: dict[str, Parameter],
    schema: JsonSchema,
    **further: str,
) -> Part:
    answer = {
        "description": "The answer.",
        "headers": KEPT,
        "content": {"application/json": {"schema": schema}},
    }
    return {
        "operationId": operation_id,
        "tags": [tag],
        "summary": summary,
        "parameters": [
            *_query(parameters),
            {"$ref": "#/components/parameters/IfNoneMatch"},
        ],
        "responses": {"200": answer, **responses(_304="NotModified", **further)},
    }


_ID: Part = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 0},
}


def _query(parameters: dict[str, Parameter]) -> list[Part]:
    return [
        {
            "name": name,
            "in": "query",
            "description": _said_of(parameter),
            "schema": _with_example(parameter),
        }
        for name, parameter in parameters.items()
    ]


def _said_of(parameter: Parameter) -> str:
    if parameter.example is None:
        return parameter.description
    return f"{parameter.description} For instance: `{parameter.example}`."


def _with_example(parameter: Parameter) -> JsonSchema:
    """Return the schema with its example: beside it, viewers would take it for what is asked."""
    if parameter.example is None:
        return parameter.schema
    return {**parameter.schema, "examples": [parameter.example]}
