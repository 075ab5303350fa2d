"""The shapes of the blocks of a body, one for each type."""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from media.shapes import Document, Image
from portal.shapes import Html, Shape


class Block(Shape):
    """A block: what it is, what it says, and an id."""

    id: Annotated[str, Field(description="Stays the same when the page is saved again.")]
    type: Any
    value: Any


class Heading(Shape):
    """A heading inside the text; the page's title is the one of the first level."""

    level: Annotated[int, Field(ge=2, le=4)]
    text: Annotated[str, Field(examples=["Mục đích, yêu cầu"])]


class HeadingBlock(Block):
    """A heading."""

    type: Literal["heading"]
    value: Heading


class ParagraphBlock(Block):
    """Running text."""

    type: Literal["paragraph"]
    value: Html


class UsedImage(Shape):
    """An image with the words that belong to it at this place; empty where it is not public."""

    image: Image | None
    alt: Annotated[str, Field(description='What a screen reader says; `""` for a decoration.')]
    decorative: bool
    caption: Annotated[str, Field(examples=["Ảnh minh họa"])]


class ImageBlock(Block):
    """An image."""

    type: Literal["image"]
    value: UsedImage


class UsedDocument(Shape):
    """A document and the words that lead to it; empty where it is not public."""

    document: Document | None
    text: Annotated[str, Field(examples=["Đề án 07 - Xem tại đây"])]


class DocumentBlock(Block):
    """A document."""

    type: Literal["document"]
    value: UsedDocument


class Quote(Shape):
    """Somebody's words."""

    text: str
    attribution: Annotated[str, Field(examples=["Văn kiện Đại hội XIII"])]


class QuoteBlock(Block):
    """A quotation."""

    type: Literal["quote"]
    value: Quote


class Column(Shape):
    """A column of a table."""

    type: Annotated[
        Literal["text", "number", "date"],
        Field(description="What its cells hold: text, decimal numbers, or ISO dates."),
    ]
    heading: Annotated[str, Field(examples=["Số thôn"])]


class Table(Shape):
    """A table with a caption and header cells."""

    caption: Annotated[str, Field(examples=["Số thôn theo xã"])]
    row_headers: Annotated[bool, Field(description="Whether the first column names the rows.")]
    columns: list[Column]
    rows: Annotated[
        list[list[str]],
        Field(
            description="A cell for each column; numbers are text too, so that none is rounded.",
            examples=[[["Bình Minh", "12"], ["Bình Chương", "9"]]],
        ),
    ]


class TableBlock(Block):
    """A table."""

    type: Literal["table"]
    value: Table


class Embed(Shape):
    """A video, a map or a broadcast on another host."""

    url: Annotated[str, Field(pattern="^https://", examples=["https://www.youtube.com/watch?v=…"])]
    title: str
    provider: Annotated[str, Field(description="The host's common name.", examples=["YouTube"])]
    html: Annotated[Html, Field(description="A link; whoever wants a player makes it from `url`.")]


class EmbedBlock(Block):
    """Something on another host."""

    type: Literal["embed"]
    value: Embed


BodyBlock = TypeAliasType(
    "BodyBlock",
    Annotated[
        HeadingBlock
        | ParagraphBlock
        | ImageBlock
        | DocumentBlock
        | QuoteBlock
        | TableBlock
        | EmbedBlock,
        Field(discriminator="type"),
    ],
)
Body = Annotated[list[BodyBlock], Field(description="The text, block after block.")]
