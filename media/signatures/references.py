"""References to objects, found in the bytes of a file and not in its graph."""

import re
from collections.abc import Iterator

# What stands between tokens: white space and comments (ISO 32000-1, 7.2.2 and 7.2.3).
GAP = rb"(?:[\x00\t\n\f\r ]|%[^\r\n]*[\r\n])+"
_BLANK = rb"[\x00\t\n\f\r ]"
_LAST = re.compile(_BLANK + rb"R(?![A-Za-z0-9])")
_PLAIN = re.compile(rb"(?<![\d.])(\d{1,10})" + _BLANK + rb"+\d{1,10}" + _BLANK + rb"+R\Z")
_COMMENTED = re.compile(rb"(?<![\d.])(\d{1,10})" + GAP + rb"\d{1,10}" + GAP + rb"R\Z")
_KEY = re.compile(rb"(/[^\s/<>\[\]()%{}]+)" + _BLANK + rb"*\d+" + GAP + rb"\d+" + GAP + rb"R\Z")
_NEAR, _LONGEST_COMMENT = 60, 65_536


def references(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where each reference in `data` ends, and the object number in it.

    Looks for the R first: it is rare, and in fifty megabytes of pictures digits are not.
    """
    for last in _LAST.finditer(data):
        found = _PLAIN.search(data[max(0, last.end() - _NEAR) : last.end()])
        found = found or _behind_comments(data, last.end())
        if found:
            yield last.end(), int(found[1])


def key_before(data: bytes, end: int) -> bytes:
    """Return the dictionary key whose value is the reference that ends at `end`; empty for none."""
    found = _KEY.search(data[max(0, end - 200) : end])
    return found[1] if found else b""


def _behind_comments(data: bytes, end: int) -> re.Match[bytes] | None:
    """Return the reference that ends at `end` where comments stand between its parts."""
    start = end
    for _part in range(8):
        line = _line_before(data, start)
        if line is None or b"%" not in data[line:start]:
            break
        start = line
    if start == end:
        return None
    return _COMMENTED.search(data[max(0, start - _NEAR) : end])


def _line_before(data: bytes, end: int) -> int | None:
    """Return where the line begins whose end lies just before `end`; None where none does."""
    text = data[max(0, end - _NEAR) : end]
    stripped = text.rstrip(b"0123456789R\x00\t\f ")
    if not stripped.endswith((b"\n", b"\r")):
        return None
    close = end - len(text) + len(stripped.rstrip(b"\r\n\x00\t\f "))
    least = max(0, close - _LONGEST_COMMENT)
    return max(data.rfind(b"\n", least, close), data.rfind(b"\r", least, close), least - 1) + 1
