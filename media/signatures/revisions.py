"""The revisions of a PDF: its cross-reference sections, where objects lie, what bytes are whose.

pyHanko parses; what a parser forgives (bytes of no section, an entry that points back into signed
bytes, two entries for one object) is looked at here, because forged files live on it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.xref import (
    ObjStreamRef,
    XRefSectionType,
    parse_xref_table,
    read_object_header,
)

from .references import key_before, references

# What may stand outside objects and sections: the end of a revision, comments without an object.
_BETWEEN = re.compile(
    rb"(?:[\x00\t\n\f\r ]++|startxref\s++\d++(?=\s)|%(?![^\r\n]*\d\s+\d+\s+obj)[^\r\n]*+)*+"
)
_TAIL = re.compile(rb"(?:[\x00\t\n\f\r ]++|%[^\r\n]*+)*startxref\s+\d+\s+%%EOF[\x00\t\n\f\r ]*")
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF[\x00\s]*\Z")
BLANK = b"\x00\t\n\f\r "
MOST_OBJECTS = 400_000
MOST_KEPT = 6  # revisions in memory at a time


class TooComplexError(Exception):
    """A file with more objects than can be looked at within the limits."""


@dataclass(frozen=True)
class Place:
    """Where an object lies: an offset, or an index in the object stream at that offset."""

    generation: int
    offset: int
    index: int | None = None


class Revision:
    """The file as it stood at the end of one revision: its first `end` bytes."""

    def __init__(self, data: bytes, whole: "Revision | None" = None) -> None:
        self.data, self.end = data, len(data)
        self.whole = whole or self
        # Objects by number and place: the same in every revision that has them.
        self._objects: dict[tuple[int, Place], Any] = whole._objects if whole else {}
        self._packs: dict[int, tuple[bytes, list[tuple[int, int]]]] = whole._packs if whole else {}
        self.reader: Any = PdfFileReader(BytesIO(self.data), strict=False)
        self._earlier: dict[int, Revision] = {}
        if sum(1 for _number in self.places) > MOST_OBJECTS:
            raise TooComplexError

    def at(self, end: int) -> "Revision":
        """Return the file as it stood when it was `end` bytes long."""
        if end == self.end:
            return self
        if end not in self._earlier:
            while len(self._earlier) >= MOST_KEPT:
                self._earlier.pop(next(iter(self._earlier)))
            self._earlier[end] = Revision(self.data[:end], self)
        return self._earlier[end]

    @cached_property
    def startxref(self) -> int | None:
        """Where the revision says its cross-reference section is; None for a torn end."""
        found = _END.search(self.data, max(0, self.end - 1024))
        return int(found[1]) if found else None

    @cached_property
    def sections(self) -> list[Any]:
        """The cross-reference sections, oldest first, as pyHanko read them."""
        xrefs = self.reader.xrefs
        return [
            (xrefs.get_xref_container_info(number), xrefs.get_xref_data(number))
            for number in range(xrefs.total_revisions)
        ]

    @cached_property
    def places(self) -> dict[int, Place]:
        """Where each object that is in use lies, by its number."""
        offsets: dict[int, Place] = {}
        packed: dict[int, ObjStreamRef] = {}
        for _info, data in self.sections:
            for part in filter(None, (data.hybrid and data.hybrid.xref_data, data)):
                for number in part.freed:
                    offsets.pop(number, None)
                    packed.pop(number, None)
                for number, (generation, offset) in part.standard_xrefs.items():
                    offsets[number] = Place(generation, offset)
                    packed.pop(number, None)
                for number, where in part.xrefs_in_objstm.items():
                    packed[number] = where
                    offsets.pop(number, None)
        places = dict(offsets)
        for number, where in packed.items():
            stream = offsets.get(where.obj_stream_id)
            if stream is not None:
                places[number] = Place(0, stream.offset, where.ix_in_stream)
        return places

    def get(self, number: int) -> Any:
        """Return an object as it is in this revision."""
        place = self.places.get(number)
        if place is None:
            return generic.NullObject()
        if (number, place) not in self._objects:
            self._objects[number, place] = self._read(number, place)
        return self._objects[number, place]

    def _read(self, number: int, place: Place) -> Any:
        if place.index is None:
            found, read, _end = self.read_at(place.offset)
            if read != number:
                raise ValueError(f"object {read} stands in the place of {number}")
            return found
        data, listed = self._pack(place.offset)
        if place.index >= len(listed) or listed[place.index][0] != number:
            raise ValueError(f"object {number} is not where it should be")
        stream = BytesIO(data)
        stream.seek(listed[place.index][1])
        return generic.read_object(stream, generic.Reference(number, 0, self.reader))

    def _pack(self, offset: int) -> tuple[bytes, list[tuple[int, int]]]:
        """Return the bytes of an object stream, and numbers and offsets of what is in it."""
        if offset not in self._packs:
            stream = self.read_at(offset)[0]
            data = bytes(stream.read_data(DecodePurpose.OBJECT_STREAM))
            first = int(stream["/First"])
            numbers = [int(number) for number in data[:first].split()]
            pairs = zip(numbers[::2], numbers[1::2], strict=False)
            listed = [(number, first + where) for number, where in pairs]
            self._packs[offset] = data, listed[: int(stream["/N"])]
        return self._packs[offset]

    def _pack_offsets(self) -> set[int]:
        return {place.offset for place in self.places.values() if place.index is not None}

    @cached_property
    def referenced(self) -> set[int]:
        """Every object number that the bytes of this revision refer to, and perhaps a few more.

        Read from the bytes, not from the graph: a reference to an object that does not exist yet
        is how a shadow is prepared, wherever it stands.
        """
        numbers = {number for end, number in self.whole.own_references if end <= self.end}
        for offset in self._pack_offsets():
            numbers |= {number for _end, number in references(self._pack(offset)[0])}
        return numbers

    @cached_property
    def own_references(self) -> list[tuple[int, int]]:
        """Every reference in the bytes of the file: where it ends, and the number in it."""
        return list(references(self.data))

    def keys_to(self, number: int) -> set[bytes]:
        """Return the dictionary keys that refer to an object; empty bytes for any other place."""
        texts = [(self.data, [pair for pair in self.whole.own_references if pair[0] <= self.end])]
        for offset in self._pack_offsets():
            text = self._pack(offset)[0]
            texts.append((text, list(references(text))))
        return {
            key_before(text, end)
            for text, pairs in texts
            for end, referred in pairs
            if referred == number
        }

    def read_at(self, offset: int) -> tuple[Any, int, int]:
        """Return the object at an offset, its number, and where it ends (past `endobj`).

        Raises:
            ValueError: no whole object stands there.
        """
        stream = self.reader.stream
        stream.seek(offset)
        number, generation = read_object_header(stream, strict=False)
        found = generic.read_object(stream, generic.Reference(number, generation, self.reader))
        ending = re.compile(rb"\s*endobj").match(self.data, stream.tell())
        if ending is None:
            raise ValueError(f"object {number} has no end")
        return found, number, ending.end()


def unaccounted(whole: Revision, start: int) -> str:
    """Say what is wrong with the bytes after `start`; empty where every one belongs to a revision.

    Every byte must lie in an object that a cross-reference section of the chain names, in such a
    section, or be white space or a comment; and a section may name only objects of its own bytes,
    or where they were before.
    """
    spans: list[tuple[int, int]] = []
    known: dict[int, tuple[int, int]] = {}
    for info, data in whole.sections:
        if info.start_location < start:
            known |= data.standard_xrefs
            continue
        if info.xref_section_type not in {XRefSectionType.STANDARD, XRefSectionType.STREAM}:
            return "hybrid"
        if _names_twice(whole, info):
            return "twice"
        spans.extend(_section_spans(whole, info))
        for number, entry in data.standard_xrefs.items():
            if entry[1] < start:
                if known.get(number) != entry:
                    return "points_back"
                continue
            try:
                _found, read, end = whole.read_at(entry[1])
            except Exception:  # whatever a parser makes of hostile bytes
                return "unreadable_object"
            if read != number:
                return "wrong_number"
            spans.append((entry[1], end))
    return "" if _covers(whole.data, start, spans) else "unknown_bytes"


def _names_twice(whole: Revision, info: Any) -> bool:
    """Tell whether a table names an object twice: readers differ in which entry they take."""
    if info.xref_section_type != XRefSectionType.STANDARD:
        return False
    stream = whole.reader.stream
    stream.seek(info.start_location)
    counts = Counter(entry.idnum for entry in parse_xref_table(stream, False))
    return any(count > 1 for count in counts.values())


def _section_spans(whole: Revision, info: Any) -> Iterator[tuple[int, int]]:
    if info.xref_section_type == XRefSectionType.STREAM:
        _stream, _number, end = whole.read_at(info.start_location)
        yield info.start_location, end
        return
    stream = whole.reader.stream
    stream.seek(info.end_location)
    generic.DictionaryObject.read_from_stream(stream, generic.TrailerReference(whole.reader))
    # pyHanko's start lies behind the keyword.
    yield info.start_location - len("xref\n"), stream.tell()


def _covers(data: bytes, start: int, spans: list[tuple[int, int]]) -> bool:
    position = start
    for first, last in sorted(spans):
        if first > position and not _BETWEEN.fullmatch(data, position, first):
            return False
        position = max(position, last)
    return _TAIL.fullmatch(data, position) is not None
