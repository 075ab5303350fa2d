"""What a signature covers, read from the bytes of the file."""

import hashlib
import re
from dataclasses import dataclass

from pyhanko.pdf_utils import generic

from .form_fields import SignatureObject
from .report import Finding
from .revisions import Revision

_CONTENTS_BEFORE = re.compile(rb"/Contents[\x00\t\n\f\r ]*\Z")
_HEX = re.compile(rb"[0-9A-Fa-f]*")
_KEYS = [re.compile(rb"/%s(?![A-Za-z0-9])" % key) for key in (b"Contents", b"ByteRange")]


@dataclass(frozen=True)
class Coverage:
    """The two ranges that are signed, and the CMS object in the gap between them.

    `problem` says what is wrong with them; the numbers then prove nothing.
    """

    gap: int = 0  # where the first range ends
    rest: int = 0  # where the second begins
    end: int = 0
    contents: bytes = b""
    problem: Finding | None = None

    def digest(self, data: bytes, algorithm: str) -> bytes:
        """Return the digest of what is covered.

        Raises:
            ValueError: the algorithm is not known.
        """
        digest = hashlib.new(algorithm)
        digest.update(memoryview(data)[: self.gap])
        digest.update(memoryview(data)[self.rest : self.end])
        return digest.digest()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the CMS object and its byte range."""
        text = f"{self.gap} {self.rest} {self.end} ".encode()
        return hashlib.sha256(text + self.contents).hexdigest()


def coverage(whole: Revision, signature: SignatureObject) -> Coverage:
    """Return what a signature covers (ISO 32000-2, 12.8.1; ETSI EN 319 142-1, 5.1).

    All of one revision but the hexadecimal text of /Contents with its brackets, or there is a
    problem: everything that a signature leaves out is where forgers work.
    """
    numbers, contents = _numbers(signature), _contents(signature)
    if contents is None:
        return Coverage(problem=Finding("no_signature_value"))
    if numbers is None:
        return Coverage(contents=contents, problem=Finding("byte_range_missing"))
    start, gap, rest, length = numbers
    covered = Coverage(gap, rest, rest + length, contents)
    size = len(whole.data)
    if min(numbers) < 0 or start or gap >= rest:
        problem = "byte_range_malformed"
    elif covered.end > size:
        problem = "byte_range_past_end"
    else:
        problem = _gap_problem(whole, signature, covered) or _end_problem(whole, signature, covered)
    return Coverage(gap, rest, covered.end, contents, Finding(problem) if problem else None)


def _numbers(signature: SignatureObject) -> list[int] | None:
    if "/ByteRange" not in signature.dictionary:
        return None
    found = signature.dictionary.raw_get("/ByteRange")
    if not isinstance(found, generic.ArrayObject) or len(found) != 4:
        return None
    if not all(isinstance(number, generic.NumberObject) for number in found):
        return None
    return [int(number) for number in found]


def _contents(signature: SignatureObject) -> bytes | None:
    if "/Contents" not in signature.dictionary:
        return None
    found = signature.dictionary.raw_get("/Contents")
    if not isinstance(found, (generic.ByteStringObject, generic.TextStringObject)):
        return None
    value = bytes(found.original_bytes)
    return value if value.strip(b"\0") else None


def _gap_problem(whole: Revision, signature: SignatureObject, covered: Coverage) -> str:
    """Say what stands in the gap that is not the signature's own value, or in its place."""
    data, gap, rest = whole.data, covered.gap, covered.rest
    has_brackets = data[gap : gap + 1] == b"<" and data[rest - 1 : rest] == b">"
    if not has_brackets or not _HEX.fullmatch(data, gap + 1, rest - 1):
        return "byte_range_gap"
    return "" if _is_own_value(whole, signature, covered) else "contents_elsewhere"


def _is_own_value(whole: Revision, signature: SignatureObject, covered: Coverage) -> bool:
    """Tell whether the gap is the value of /Contents in the very object that the form reaches."""
    data, gap, rest = whole.data, covered.gap, covered.rest
    if signature.place is None or signature.place.offset >= gap:
        return False
    first = signature.place.offset
    text = data[gap + 1 : rest - 1]
    value = bytes.fromhex((text + b"0" * (len(text) % 2)).decode())
    _found, _number, end = whole.read_at(first)
    # One such key each: of two, readers differ in which they take.
    own = data[first:gap] + b"<>" + data[rest:end]
    return (
        value == covered.contents
        and end >= rest
        and _CONTENTS_BEFORE.search(data[max(first, gap - 60) : gap]) is not None
        and all(len(key.findall(own)) == 1 for key in _KEYS)
    )


def _end_problem(whole: Revision, signature: SignatureObject, covered: Coverage) -> str:
    """Say why the signed bytes are no revision of this file."""
    try:
        signed = whole.at(covered.end)
    except Exception:  # whatever a parser makes of hostile bytes
        return "not_a_revision"
    chain = {info.declared_startxref for info, _data in whole.sections}
    if signed.startxref is None or signed.startxref not in chain:
        return "not_a_revision"
    if any(info.start_location >= covered.end for info, _data in signed.sections):
        return "not_a_revision"
    if signature.place and signature.place.offset not in {
        place.offset for place in signed.places.values()
    }:
        return "not_a_revision"
    return ""
