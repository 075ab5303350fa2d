"""Links from the official numbers in an announcement's text to the documents of the library."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, Final

from django.db.models import QuerySet
from wagtail.blocks import StreamValue
from wagtail.permissions import policy_registry
from wagtail.rich_text import RichText

from media.identity import documents_numbered
from media.models import PortalDocument
from media.number_grammar import visible
from media.numbers import Citation, find_citations
from portal.public import public_members

LINKED_BLOCK: Final = "paragraph"
FILE_BLOCKS: Final = ("document", "image")
_TAG: Final = re.compile(r"(<[^>]*>)")
# A letter with the marks and invisible characters that follow it: what NFC may make one of.
_CLUSTER: Final = re.compile(r".[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]*", re.DOTALL)


@dataclass
class CitedNumber:
    """A number in the text, and what could be done with it.

    Attributes:
        number: the form indexed.
        spellings: how the text spells it.
        dates: the dates of issue that the text tells.
        documents: the public ones of the library with that number, of that date if it is told.
        linked: how often it stands within a link.
        unlinked: how often it stands in a paragraph without one.
    """

    number: str
    spellings: list[str] = field(default_factory=list)
    dates: list[date] = field(default_factory=list)
    documents: list[PortalDocument] = field(default_factory=list)
    linked: int = 0
    unlinked: int = 0

    @property
    def is_ambiguous(self) -> bool:
        """Whether the text means several documents by it: a number comes back every year."""
        return len(self.dates) > 1

    @property
    def can_be_linked(self) -> bool:
        """Whether there is something to link, and something to link it to."""
        return bool(self.documents and self.unlinked) and not self.is_ambiguous

    def choices(self) -> list[tuple[str, PortalDocument]]:
        """Return what a form sends for each document, and the document."""
        return [(f"{self.number}|{document.pk}", document) for document in self.documents]


def cited_numbers(body: StreamValue, user: Any) -> list[CitedNumber]:
    """Return the numbers in `body` in their order, each once.

    Args:
        body: the text of an announcement.
        user: whose links they would be: only documents that he may choose are offered.
    """
    found: dict[str, CitedNumber] = {}
    for citation in find_citations(_text(body)):
        _note(found.setdefault(citation.number.text, CitedNumber(citation.number.text)), citation)
    if not found:
        return []
    documents = _documents(found, user)
    sources = [block.value.source for block in body if block.block_type == LINKED_BLOCK]
    for cited in found.values():
        cited.documents = [
            document
            for document in documents[cited.number]
            if not cited.dates or document.issued_on in cited.dates
        ]
        places = [place for source in sources for place in _places(source, cited.spellings)]
        cited.linked = sum(place.is_linked for place in places)
        cited.unlinked = len(places) - cited.linked
    return list(found.values())


def with_links(body: StreamValue, chosen: Iterable[str], user: Any) -> StreamValue:
    """Link numbers in the paragraphs of `body`, in place; return it.

    The words stay as they are written, letter by letter. What is in a link already stays in it.

    Args:
        body: the text of an announcement.
        chosen: what `CitedNumber.choices` offered; anything else is ignored.
        user: who chose.
    """
    wanted = set(chosen)
    targets: dict[str, tuple[CitedNumber, PortalDocument]] = {}
    for cited in cited_numbers(body, user):
        for choice, document in cited.choices() if cited.can_be_linked else []:
            if choice in wanted:
                targets.setdefault(cited.number, (cited, document))
    for index, block in enumerate(body):
        if block.block_type != LINKED_BLOCK:
            continue
        source = block.value.source
        for cited, document in targets.values():
            source = _linked(source, cited.spellings, document.pk)
        if source != block.value.source:
            body[index] = (LINKED_BLOCK, RichText(source), block.id)
    return body


def _text(body: StreamValue) -> str:
    """Return the words of `body` but those of files, which link already.

    Not `plain_text`: it would ask of each file whether readers see it.
    """
    blocks = [block for block in body if block.block_type not in FILE_BLOCKS]
    return "\n".join(
        words for block in blocks for words in block.block.get_searchable_content(block.value)
    )


def _note(cited: CitedNumber, citation: Citation) -> None:
    if citation.spelling not in cited.spellings:
        cited.spellings.append(citation.spelling)
    if citation.issued_on and citation.issued_on not in cited.dates:
        cited.dates.append(citation.issued_on)


def _documents(numbers: Iterable[str], user: Any) -> dict[str, list[PortalDocument]]:
    """Return the public documents with each number that `user` may choose."""
    policy = policy_registry.get_by_type(PortalDocument)
    mine: QuerySet = policy.instances_user_has_permission_for(user, "choose")
    return documents_numbered(numbers, public_members(mine))


@dataclass(frozen=True)
class _Place:
    """Where a number stands in rich text; `start` and `end` are places in its source."""

    start: int
    end: int
    is_linked: bool


def _places(source: str, spelt: Iterable[str]) -> Iterator[_Place]:
    """Yield where rich text (the form of the database) spells a number, tags left aside.

    A number that is parted by a tag, half of it bold, is not found.
    """
    longest_first = sorted({escape(one, quote=False) for one in spelt}, key=len, reverse=True)
    number = re.compile(rf"(?<![\w/-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w/])")
    offset, links = 0, 0
    for part in _TAG.split(source):
        if part.startswith("<"):
            links += part.startswith(("<a ", "<a>"))
            links -= part.startswith("</a")
        else:
            starts = _visible_starts(part)
            for match in number.finditer(visible(part)):
                start, end = starts[match.start()], starts[match.end()]
                yield _Place(offset + start, offset + end, links > 0)
        offset += len(part)


def _visible_starts(text: str) -> list[int]:
    """Return, for each place in `visible(text)` and its end, the place in `text`."""
    starts: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        starts += [cluster.start()] * len(visible(cluster[0]))
    return [*starts, len(text)]


def _linked(source: str, spelt: Iterable[str], pk: int) -> str:
    for place in reversed(list(_places(source, spelt))):
        if not place.is_linked:
            words = source[place.start : place.end]
            link = f'<a linktype="document" id="{pk}">{words}</a>'
            source = f"{source[: place.start]}{link}{source[place.end :]}"
    return source
