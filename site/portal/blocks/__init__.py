"""The StreamField blocks of every body, one module a family, each with its API shape."""

from .body import BodyBlock
from .embeds import EmbedBlock
from .media import DocumentBlock, ImageBlock
from .tables import TableBlock
from .text import HeadingBlock, ParagraphBlock, QuoteBlock

__all__ = [
    "BodyBlock",
    "DocumentBlock",
    "EmbedBlock",
    "HeadingBlock",
    "ImageBlock",
    "ParagraphBlock",
    "QuoteBlock",
    "TableBlock",
]
