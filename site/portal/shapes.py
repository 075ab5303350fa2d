"""What the shapes of the API are made of: the contract of API.md, written once as models.

Each app has the shapes of its own answers beside the serializers that make them, in a module
`shapes`. The models are strict: a test reads every answer with them. `portal.openapi` publishes
them.
"""

from datetime import date
from inspect import getdoc
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

Item = TypeVar("Item")


class Shape(BaseModel):
    """An object in an answer: exactly these keys, with values of exactly these types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Let a shape that is made for one type say what the general one says."""
        cls.__doc__ = getdoc(cls)


def _absolute(address: str) -> str:
    if not address.startswith(("http://", "https://")):
        raise ValueError("not absolute")
    return address


Id = Annotated[
    int,
    Field(ge=1, description="Unique among objects of one endpoint; never changes.", examples=[12]),
]
Url = Annotated[
    str,
    AfterValidator(_absolute),
    Field(
        json_schema_extra={"format": "uri"},
        description="Absolute.",
        examples=["https://binhson.quangngai.gov.vn/…"],
    ),
]
Moment = Annotated[
    AwareDatetime,
    Field(
        description="ISO 8601, with the offset of the portal's time zone.",
        examples=["2022-04-09T10:28:00+07:00"],
    ),
]
Day = Annotated[date, Field(description="ISO date.", examples=["2021-12-06"])]
Html = Annotated[
    str,
    Field(
        description="HTML to be shown as it is: sanitised, every link absolute.",
        json_schema_extra={"contentMediaType": "text/html"},
        examples=["<p>Ban hành kế hoạch số <b>59-KH/HU</b>.</p>"],
    ),
]
Pixels = Annotated[int, Field(ge=1, description="In pixels.")]
Language = Annotated[str, Field(description="Code of the language.", examples=["vi", "en"])]
TranslationKey = Annotated[
    UUID, Field(description="What the same thing in several languages has in common.")
]
Slug = Annotated[str, Field(description="Short address.", examples=["xay-dung-dang"])]
Tags = Annotated[list[str], Field(description="Names of tags, by alphabet.")]
# Of a key that an answer may lack. A factory's value is neither checked nor published, as a default
# would be.
MAY_BE_MISSING: Any = Field(default_factory=lambda: None)


class Error(Shape):
    """What is wrong, in one sentence."""

    message: Annotated[
        str,
        Field(
            min_length=1,
            description="English, for the developer.",
            examples=["not found"],
        ),
    ]


class Reference(Shape):
    """A category or an organisation inside another object."""

    id: Id
    slug: Slug
    name: Annotated[str, Field(examples=["Xây dựng Đảng"])]


class ListMeta(Shape):
    """About a list."""

    total_count: Annotated[
        int, Field(ge=0, description="How many objects fit, on all pages of the list together.")
    ]


class ListAnswer(Shape, Generic[Item]):
    """A page of a list."""

    meta: ListMeta
    items: list[Item]


class SharedMeta(Shape):
    """About something that all portals of an installation share."""

    detail_url: Annotated[Url, Field(description="Where the object itself is answered.")]


class SnippetSummaryMeta(SharedMeta):
    """About a category or an organisation in a list."""

    locale: Language


def part_of(shape: type[Shape]) -> type[Shape]:
    """Return the shape of what `fields=` leaves of an object: each key may be missing."""
    fields = {name: _may_be_missing(field) for name, field in shape.model_fields.items()}
    part: type[Shape] = create_model(
        f"{shape.__name__}Part",
        __base__=Shape,
        __doc__=f"What `fields=` asks for of {shape.__name__}: each key may be missing.",
        **fields,
    )
    return part


def _may_be_missing(field: FieldInfo) -> Any:
    known = field.asdict()
    kind = known["annotation"]
    if isinstance(kind, type) and issubclass(kind, Shape) and "type" in kind.model_fields:
        kind = part_of(kind)
    return Annotated[kind, *known["metadata"], Field(**known["attributes"]), MAY_BE_MISSING]
