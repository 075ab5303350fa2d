"""The form's fields, and the signatures in them, wherever a revision holds them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic

from .revisions import Place, Revision

DEEPEST = 40
_BYTE_RANGE = re.compile(rb"/ByteRange(?![A-Za-z0-9])")


@dataclass(frozen=True)
class Field:
    """A field of the form, with what it inherits. `number` is 0 for one written in place."""

    name: str
    number: int
    dictionary: Any
    kind: str
    value: Any  # raw: a reference where it is one; None where there is none
    flags: int = 0

    @property
    def is_signature(self) -> bool:
        """Whether it is there to be signed."""
        return self.kind == "/Sig"


@dataclass(frozen=True)
class SignatureObject:
    """A signature dictionary, its field, and the object of the file that holds it.

    `place` is where that object lies, and None for one in an object stream.
    """

    field: Field
    dictionary: Any
    place: Place | None


def number_of(value: Any) -> int:
    """Return the object number that a reference names, or 0."""
    return int(value.idnum) if isinstance(value, generic.IndirectObject) else 0


def resolve(revision: Revision, value: Any) -> Any:
    """Return what a value of a dictionary or array stands for."""
    number = number_of(value)
    return revision.get(number) if number else value


def entry(revision: Revision, dictionary: Any, key: str) -> Any:
    """Return an entry of a dictionary, resolved; None where there is none."""
    if not isinstance(dictionary, generic.DictionaryObject):
        return None
    found = resolve(revision, dictionary.raw_get(key)) if key in dictionary else None
    return None if isinstance(found, generic.NullObject) else found


def fields(revision: Revision) -> Iterator[Field]:
    """Yield the fields that the form of a revision holds, nodes above others too."""
    form = entry(revision, root(revision), "/AcroForm")
    seen: set[int] = set()
    for kid in entry(revision, form, "/Fields") or ():
        yield from _below(revision, kid, Field("", 0, None, "", None), seen, DEEPEST)


def root(revision: Revision) -> Any:
    """Return the catalogue."""
    return revision.get(number_of(revision.reader.trailer.raw_get("/Root")))


def _below(
    revision: Revision, node: Any, parent: Field, seen: set[int], depth: int
) -> Iterator[Field]:
    number, dictionary = number_of(node), resolve(revision, node)
    if number in seen or not depth or not isinstance(dictionary, generic.DictionaryObject):
        return
    seen |= {number} - {0}
    own = entry(revision, dictionary, "/T")
    field = Field(
        ".".join(part for part in (parent.name, str(own or "")) if part),
        number,
        dictionary,
        str(entry(revision, dictionary, "/FT") or parent.kind),
        dictionary.raw_get("/V") if "/V" in dictionary else parent.value,
        int(entry(revision, dictionary, "/Ff") or parent.flags),
    )
    yield field
    for kid in entry(revision, dictionary, "/Kids") or ():
        yield from _below(revision, kid, field, seen, depth - 1)


def signatures(revision: Revision) -> list[SignatureObject]:
    """Return the signature dictionaries that the form of a revision reaches."""
    found: dict[int, SignatureObject] = {}
    for field in fields(revision):
        dictionary = resolve(revision, field.value)
        if not field.is_signature or not isinstance(dictionary, generic.DictionaryObject):
            continue
        holder = number_of(field.value) or field.number
        place = revision.places.get(holder)
        packed = place is None or place.index is not None
        signature = SignatureObject(field, dictionary, None if packed else place)
        found.setdefault(holder or -len(found) - 1, signature)
    return list(found.values())


def lost_signature(whole: Revision, reached: list[SignatureObject]) -> bool:
    """Tell whether the file holds a signature that its form does not reach (any more).

    Usage rights that Adobe's tools once granted (/Perms /UR3) are no signature of the document.
    """
    known = {signature.place.offset for signature in reached if signature.place}
    known |= _usage_rights(whole)
    starts = sorted(
        {offset for _info, data in whole.sections for _gen, offset in data.standard_xrefs.values()}
        | {data.hybrid.meta_info.start_location for _info, data in whole.sections if data.hybrid}
    )
    for match in _BYTE_RANGE.finditer(whole.data):
        start = _last_before(starts, match.start())
        if start in known:
            continue
        if start is None or _is_signature(whole, start, match.start()):
            return True
    return False


def _last_before(starts: list[int], position: int) -> int | None:
    index = bisect_right(starts, position)
    return starts[index - 1] if index else None


def _is_signature(whole: Revision, start: int, position: int) -> bool:
    """Tell whether the key at `position` is one of a signature: not in a stream, not in a text."""
    try:
        found, _number, end = whole.read_at(start)
    except Exception:  # whatever a parser makes of hostile bytes
        return True
    if end < position:
        return True  # in bytes of no object
    if isinstance(found, generic.StreamObject) or not isinstance(found, generic.DictionaryObject):
        return False
    return any("/ByteRange" in part for part in _dictionaries(found, DEEPEST))


def _dictionaries(value: Any, depth: int) -> Iterator[Any]:
    if isinstance(value, generic.DictionaryObject) and depth:
        yield value
        for key in value:
            yield from _dictionaries(value.raw_get(key), depth - 1)


def _usage_rights(whole: Revision) -> set[int]:
    rights = entry(whole, root(whole), "/Perms")
    if not isinstance(rights, generic.DictionaryObject):
        return set()
    numbers = {number_of(rights.raw_get(key)) for key in ("/UR", "/UR3") if key in rights}
    return {whole.places[number].offset for number in numbers if number in whole.places}
