"""The shapes of the portal itself and of its redirects."""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field

from .shapes import Id, Language, Shape, SharedMeta, Url

Image = TypeVar("Image")


class SiteMeta(Shape):
    """About the portal as an address."""

    hostname: Annotated[str, Field(examples=["binhson.quangngai.gov.vn"])]
    root_url: Annotated[Url, Field(examples=["https://binhson.quangngai.gov.vn"])]
    locales: Annotated[
        list[Language], Field(description="The languages in which it has a first page.")
    ]
    schema_: Annotated[
        int,
        Field(alias="schema", ge=1, description="The version of this contract, which only grows."),
    ]


class Site(Shape, Generic[Image]):
    """What a portal says of itself, in one language for all of its pages."""

    meta: SiteMeta
    portal: Annotated[str, Field(examples=["Cổng thông tin điện tử huyện Bình Sơn"])]
    agency: Annotated[str, Field(examples=["Ủy ban nhân dân huyện Bình Sơn"])]
    parent_agency: Annotated[str, Field(examples=["Ủy ban nhân dân tỉnh Quảng Ngãi"])]
    editor_in_chief: Annotated[str, Field(description="Name and post.")]
    telephone: Annotated[str, Field(examples=["0255.3851261"])]
    email: Annotated[str, Field(examples=["binhson@quangngai.gov.vn"])]
    address: str
    logo: Image | None
    licence: Annotated[str, Field(description="Number and date of the portal's licence.")]


class RedirectMeta(SharedMeta):
    """About a redirect."""

    type: Literal["wagtailredirects.Redirect"]


class RedirectSummary(Shape):
    """A redirect in a list."""

    id: Id
    meta: RedirectMeta
    old_path: Annotated[str, Field(examples=["/tin-tuc/de-an-07"])]
    location: Annotated[str, Field(description="Where it leads, absolute.")]


class Redirect(RedirectSummary):
    """Where a moved page is now."""

    is_permanent: bool
