"""The shapes of the answers as JSON Schema."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from portal.parameters import JsonSchema
from portal.previewing.shapes import Draft
from portal.shapes import Error

from .answers import detail_of, endpoints, has_one_answer, list_of

REFERENCE = "#/components/schemas/{model}"


class PlainJsonSchema(GenerateJsonSchema):
    """JSON Schema with short names, and without titles, which would repeat them."""

    def normalize_name(self, name: str) -> str:
        """Return the name of a shape without what it was made for: `Site[Image]` is the `Site`."""
        return super().normalize_name(name.partition("[")[0])

    def field_title_should_be_set(self, schema: Any) -> bool:
        """Say no: a title made from a name says nothing new."""
        return False


def schemas() -> dict[str, JsonSchema]:
    """Return the schemas of all answers, and of what they hold, by their names."""
    answers = [detail_of(name) if has_one_answer(name) else list_of(name) for name in endpoints()]
    _, made = models_json_schema(
        [(answer, "validation") for answer in (Error, Draft, *answers)],
        ref_template=REFERENCE,
        schema_generator=PlainJsonSchema,
    )
    return {name: _open(schema) for name, schema in made["$defs"].items()}


def _open(schema: Any) -> Any:
    """Return `schema` without titles, and open for keys that a later contract adds.

    The shapes themselves are closed: an answer of today has no other keys.
    """
    if isinstance(schema, list):
        return [_open(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _open(value)
        for key, value in schema.items()
        if (key, value) != ("additionalProperties", False)
        and not (key == "title" and isinstance(value, str))
    }
