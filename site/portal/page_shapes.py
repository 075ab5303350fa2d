"""The shapes that all pages share."""

from typing import Annotated, Literal

from pydantic import Field

from .shapes import Id, Language, Moment, Shape, Slug, TranslationKey, Url

Title = Annotated[str, Field(examples=["Thực hiện Đề án số 07-ĐA/TU"])]
PageType = Annotated[
    str,
    Field(
        description="The type of the page. More types may come.",
        examples=["announcements.AnnouncementPage", "home.StandardPage"],
    ),
]
HtmlUrl = Annotated[Url, Field(description="Where the public reads the page.")]
DetailUrl = Annotated[Url, Field(description="Where the page itself is answered: on its own site.")]


class PageReferenceMeta(Shape):
    """About a page inside another object."""

    type: PageType
    detail_url: DetailUrl
    html_url: HtmlUrl


class PageReference(Shape):
    """A page inside another object."""

    id: Id
    meta: PageReferenceMeta
    title: Title


class Translation(Shape):
    """The same text in another language."""

    id: Id
    locale: Language
    detail_url: DetailUrl


class PageSummaryMeta(Shape):
    """About a page in a list."""

    type: PageType
    detail_url: DetailUrl
    html_url: HtmlUrl
    slug: Slug
    first_published_at: Moment | None
    locale: Language


class PageMeta(PageSummaryMeta):
    """About a page."""

    last_published_at: Moment | None
    translation_key: TranslationKey
    translations: Annotated[
        list[Translation], Field(description="In other languages, as far as they are public.")
    ]
    show_in_menus: bool
    seo_title: Annotated[str, Field(description='For search engines, or `""`.')]
    search_description: Annotated[str, Field(description='For search engines, or `""`.')]
    alias_of: Annotated[
        PageReference | None, Field(description="The page that this one is a copy of.")
    ]
    parent: Annotated[PageReference | None, Field(description="The page above, on this site.")]


class PageSummary(Shape):
    """A page in a list: what pages of all types have."""

    id: Id
    meta: PageSummaryMeta
    title: Title


class PlainPageMeta(PageMeta):
    """About a page without a type of its own."""

    type: Literal["wagtailcore.Page"]


class PlainPage(PageSummary):
    """A page without a type of its own: it stands above others and has no content."""

    meta: PlainPageMeta
