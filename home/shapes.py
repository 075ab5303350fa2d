"""The shapes of the home page and of plain pages."""

from typing import Annotated, Literal

from pydantic import Field

from portal.blocks.shapes import Block, Body
from portal.page_shapes import PageMeta, PageReference, PageSummary
from portal.shapes import Html, Shape


class QuickLink(Shape):
    """Words and a target; both empty where the target is a page that is not public."""

    text: Annotated[str, Field(examples=["Văn bản chỉ đạo"])]
    url: Annotated[str, Field(description="Absolute.")]


class QuickLinkBlock(Block):
    """A quick link."""

    type: Literal["quick_link"]
    value: QuickLink


class HomeMeta(PageMeta):
    """About a home page."""

    type: Literal["home.HomePage"]


class Home(PageSummary):
    """The first page of a portal, in one language."""

    meta: HomeMeta
    introduction: Html
    pinned: Annotated[
        PageReference | None, Field(description="Stands above the latest announcements.")
    ]
    quick_links: list[QuickLinkBlock]


class StandardPageMeta(PageMeta):
    """About a plain page."""

    type: Literal["home.StandardPage"]


class StandardPage(PageSummary):
    """A plain page (Giới thiệu, Chức năng, nhiệm vụ)."""

    meta: StandardPageMeta
    summary: str
    body: Body


class Unit(Shape):
    """A unit of the agency: who leads it, and how it is reached."""

    name: Annotated[str, Field(examples=["Văn phòng HĐND và UBND"])]
    head: str
    telephone: Annotated[str, Field(examples=["0255.3851261"])]
    email: str
    address: str


class UnitBlock(Block):
    """A unit of the agency."""

    type: Literal["unit"]
    value: Unit


class ContactPageMeta(PageMeta):
    """About a page of contacts."""

    type: Literal["home.ContactPage"]


class ContactPage(PageSummary):
    """A page of contacts (Liên hệ); those of the agency itself stand in `site/`."""

    meta: ContactPageMeta
    summary: str
    body: Body
    units: list[UnitBlock]
