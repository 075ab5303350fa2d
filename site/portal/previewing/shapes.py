"""The shape of a draft."""

from typing import Annotated

from pydantic import ConfigDict, Field

from portal.page_shapes import DetailUrl, HtmlUrl, PageType, Title
from portal.shapes import Id, Moment, Shape


class DraftMeta(Shape):
    """About a draft, beside what the shape of its page has."""

    model_config = ConfigDict(extra="allow")

    type: PageType
    detail_url: Annotated[
        DetailUrl | None, Field(description="`null` of a page that has never been saved.")
    ]
    html_url: HtmlUrl
    first_published_at: Annotated[
        Moment | None, Field(description="`null` of a page that has never been published.")
    ]


class Draft(Shape):
    """A page as it would be if it were published now: it has all keys of its page's own shape."""

    model_config = ConfigDict(extra="allow")

    id: Annotated[Id | None, Field(description="`null` of a page that has never been saved.")]
    meta: DraftMeta
    title: Title
