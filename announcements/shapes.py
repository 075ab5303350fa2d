"""The shapes of announcements, of the pages that list them, and of their categories."""

from typing import Annotated, Literal

from pydantic import Field

from media.shapes import Document, Image, Kind
from portal.blocks.shapes import Body
from portal.page_shapes import PageMeta, PageSummary
from portal.shapes import (
    Day,
    Html,
    Id,
    Moment,
    Reference,
    Shape,
    Slug,
    SnippetSummaryMeta,
    TranslationKey,
    Url,
)


class Illustration(Shape):
    """The lead image with its words."""

    image: Image
    alt: str
    caption: Annotated[str, Field(examples=["Ảnh minh họa"])]


class CitedDocument(Shape):
    """The one public document of the library that a number means."""

    id: Id
    detail_url: Url


class Citation(Shape):
    """An official number in the text."""

    number: Annotated[str, Field(examples=["64-KL/TW"])]
    kind: Kind | None
    date: Annotated[Day | None, Field(description="As it stands beside the number.")]
    document: Annotated[
        CitedDocument | None, Field(description="Null where the library has none that is public.")
    ]


class AnnouncementMeta(PageMeta):
    """About an announcement."""

    type: Literal["announcements.AnnouncementPage"]


class Announcement(PageSummary):
    """An announcement of the editorial board (Thông báo, Tin bài)."""

    meta: AnnouncementMeta
    date: Annotated[Moment, Field(description="Shown with the title.")]
    summary: str
    category: Reference | None
    byline: Annotated[
        str, Field(description="Initials or name at the end of the text.", examples=["PVH"])
    ]
    source: Annotated[str, Field(description='Where the text was taken from, or `""`.')]
    illustration: Illustration | None
    body: Body
    attachments: Annotated[
        list[Document],
        Field(description="Every document that the text refers to, in order, each once."),
    ]
    citations: Annotated[
        list[Citation], Field(description="The official numbers in the text, each once.")
    ]
    correction: Annotated[
        str, Field(description='Đính chính: says above the text what was corrected, or `""`.')
    ]


class AnnouncementIndexMeta(PageMeta):
    """About a page that lists announcements."""

    type: Literal["announcements.AnnouncementIndexPage"]


class AnnouncementIndex(PageSummary):
    """A page that lists announcements; the list itself is asked for with `child_of`."""

    meta: AnnouncementIndexMeta
    introduction: Html


class CategorySummaryMeta(SnippetSummaryMeta):
    """About a category in a list."""

    type: Literal["announcements.Category"]


class CategoryMeta(CategorySummaryMeta):
    """About a category."""

    translation_key: TranslationKey


class CategorySummary(Shape):
    """A category in a list."""

    id: Id
    meta: CategorySummaryMeta
    slug: Slug
    name: Annotated[str, Field(examples=["Xây dựng Đảng"])]


class Category(CategorySummary):
    """What announcements are about (Chuyên mục); there is one level of children."""

    meta: CategoryMeta
    parent: Annotated[Reference | None, Field(description="The superior category.")]
