"""Signatures over other bytes than a signature has to cover (ISO 32000-1, 12.8.1)."""

from tests.data.signed_files import papers, pki
from tests.data.signed_files.catalogue import FILES, made
from tests.data.signed_files.signing import Ask, sign

Numbers = tuple[int, ...]


def _gap(start: int, end: int, length: int) -> Numbers:
    """Leave out what stands before the signature in its own dictionary."""
    return (0, start - 60, end, length - end)


def _gap_behind(start: int, end: int, length: int) -> Numbers:
    return (0, start, end + 200, length - end - 200)


def _past_the_end(start: int, end: int, length: int) -> Numbers:
    return (0, start, end, length - end + 5000)


def _short_of_the_end(start: int, end: int, length: int) -> Numbers:
    return (0, start, end, length - end - 30)


def _not_from_the_start(start: int, end: int, length: int) -> Numbers:
    return (10, start - 10, end, length - end)


def _overlapping(start: int, end: int, length: int) -> Numbers:
    return (0, start, start - 100, 100)


def _in_six_numbers(start: int, end: int, length: int) -> Numbers:
    middle = end + (length - end) // 2
    return (0, start, end, middle - end, middle, length - middle)


def _first_part_alone(start: int, end: int, length: int) -> Numbers:
    return (0, start)


def _odd(start: int, end: int, length: int) -> Numbers:
    """Cover the first part, and name where a second would begin."""
    return (0, start, end, 0)


def _backwards(start: int, end: int, length: int) -> Numbers:
    return (end, length - end, 0, start)


RANGES = {
    "leaves-a-gap": _gap,
    "leaves-a-gap-behind": _gap_behind,
    "past-the-end": _past_the_end,
    "short-of-the-end": _short_of_the_end,
    "not-from-the-start": _not_from_the_start,
    "overlapping": _overlapping,
    "in-six-numbers": _in_six_numbers,
    "of-the-first-part-alone": _first_part_alone,
    "of-an-empty-second-part": _odd,
    "backwards": _backwards,
}


def _list_ranges() -> None:
    for name, numbers in RANGES.items():

        def build(numbers=numbers) -> bytes:
            return sign(papers.plan(), pki.officer(), ask=Ask(range=numbers))

        FILES[f"byte-range-{name}.pdf"] = build


_list_ranges()


@made()
def byte_range_around_a_decoy() -> bytes:
    """The gap lies around a string of the page, which is free to change.

    The signature itself stands in an update behind the last byte that it covers.
    """
    pdf = papers.plan()
    pdf.change(pdf.pages[0], PieceInfo="<" + "0" * 400 + ">")
    pdf.save()
    opened = pdf.data.index(b"/PieceInfo <") + len(b"/PieceInfo ")
    closed = pdf.data.index(b">", opened) + 1
    numbers = (0, opened, closed, len(pdf.data) - closed)
    return sign(pdf, pki.officer(), ask=Ask(range=lambda *_: numbers))


@made()
def contents_with_junk_behind_the_signature() -> bytes:
    """The rest of the place holds something instead of zeros: unsigned bytes inside the file."""
    pdf = papers.plan()
    data = sign(pdf, pki.officer(), ask=Ask(reserve=1400))
    start = data.index(b"/Contents <") + len(b"/Contents <")
    end = data.index(b">", start)
    made_of = data[start:end].rstrip(b"0")
    junk = b"4a756e6b" * ((end - start - len(made_of)) // 8 - 1)
    return data[: end - len(junk)] + junk + data[end:]


@made()
def contents_zero_padded() -> bytes:
    """More room than the signature needs, filled with zeros: as nearly every tool leaves it."""
    return sign(papers.plan(), pki.officer(), ask=Ask(reserve=2000))


@made()
def contents_in_capitals() -> bytes:
    """Hexadecimal digits may be written large."""
    data = sign(papers.plan(), pki.officer())
    start = data.index(b"/Contents <") + len(b"/Contents <")
    end = data.index(b">", start)
    return data[:start] + data[start:end].upper() + data[end:]
