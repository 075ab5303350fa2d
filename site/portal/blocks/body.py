"""The body of a page: the blocks in their order of use, and what can be asked of it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from portal.rich_text import linked_ids

from .embeds import EmbedBlock
from .media import DocumentBlock, ImageBlock
from .tables import TableBlock
from .text import HeadingBlock, ParagraphBlock, QuoteBlock


class BodyBlock(blocks.StreamBlock):
    """Everything that a text may be made of."""

    paragraph = ParagraphBlock(group=_("Text"))
    heading = HeadingBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    table = TableBlock(group=_("Text"))
    image = ImageBlock(group=_("Library"))
    document = DocumentBlock(group=_("Library"))
    embed = EmbedBlock(group=_("Elsewhere"))

    class Meta:
        block_counts: dict = {}


def referred_document_ids(body: blocks.StreamValue) -> list[int]:
    """Return the ids of all documents that `body` refers to, in order of appearance, each once."""
    ids: list[int] = []
    for block in body:
        if block.block_type == "paragraph":
            ids += linked_ids(block.value.source, "document")
        elif block.block_type == "document" and block.value["document"]:
            ids.append(block.value["document"].pk)
    return list(dict.fromkeys(ids))


def plain_text(body: blocks.StreamValue) -> str:
    """Return the words of `body` without markup, for recognising numbers and for search."""
    return "\n".join(body.stream_block.get_searchable_content(body))


# What readers are shown of these depends on their collections, and changes without the page.
_LIBRARY = ("image", "document")


def own_text(body: blocks.StreamValue) -> str:
    """Return the words of `body` without markup and without those of the library's blocks.

    For whatever is kept longer than an answer: nothing of it is hidden when a file becomes private.
    """
    own = (child for child in body if child.block_type not in _LIBRARY)
    return "\n".join(
        text for child in own for text in child.block.get_searchable_content(child.value)
    )
