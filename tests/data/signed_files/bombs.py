"""PDF files that are small and unpack to more than a machine should hold."""

import io
import zlib

import pikepdf

from tests.data.signed_files import papers
from tests.data.signed_files.catalogue import made
from tests.data.signed_files.writing import File, Stream, write

MEGABYTE = 1024 * 1024


@made(stored=False)
def ten_thousand_pages() -> bytes:
    pdf = papers.paper([[(70, 780, 12, "Trang.")]] * 10_000)
    plain = pdf.save()
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain)) as opened:
        first = opened.pages[0].obj
        for page in opened.pages:
            page.obj["/Contents"] = first["/Contents"]
        opened.remove_unreferenced_resources()
        opened.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
            recompress_flate=True,
        )
    return written.getvalue()


def _squeezed(size: int) -> bytes:
    """Return zeros compressed twice: a kilobyte that unpacks to `size` bytes."""
    return zlib.compress(zlib.compress(bytes(size), 9), 9)


TWICE = "[/FlateDecode /FlateDecode]"


@made()
def bomb_in_the_page() -> bytes:
    """Operators of a page that unpack to 400 MB."""
    pdf = papers.paper()
    number = int(pdf.dictionary(pdf.pages[0])["Contents"].split()[0])
    pdf.put(Stream({"Filter": TWICE}, _squeezed(400 * MEGABYTE)), number)
    return pdf.save()


@made()
def bomb_in_an_object_stream() -> bytes:
    """An object stream that unpacks to 400 MB: whoever only opens the file unpacks it."""
    pdf = papers.paper(streams=True)
    pdf.save()
    head = b"90 0 "
    body = head + b"<< /Type /Font >>"
    packed = zlib.compress(zlib.compress(body + b" " * (400 * MEGABYTE), 9), 9)
    entries = {"Type": "/ObjStm", "N": "1", "First": str(len(head)), "Filter": TWICE}
    holder = pdf.put(Stream(entries, packed))
    pdf.change(pdf.pages[0], Resources="<< /Font << /F1 90 0 R >> >>")
    return _listing_of(pdf, holder)


def _listing_of(pdf: File, holder: int) -> bytes:
    """Write what is staged, and list object 90 as the first of an object stream."""
    for number, content in sorted(pdf.staged.items()):
        pdf.offsets[number] = len(pdf.data)
        pdf.data += f"{number} 0 obj\n".encode() + write(content) + b"\nendobj\n"
    rows = {number: (1, pdf.offsets[number], 0) for number in pdf.staged} | {90: (2, holder, 0)}
    own, start = 91, len(pdf.data)
    rows[own] = (1, start, 0)
    packed = b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + rank.to_bytes(2, "big")
        for _, (kind, where, rank) in sorted(rows.items())
    )
    index = "[" + " ".join(f"{number} 1" for number in sorted(rows)) + "]"
    entries = pdf.trailer | {"Type": "/XRef", "Size": "92", "W": "[1 4 2]", "Index": index}
    entries["Prev"] = str(pdf.start)
    pdf.data += f"{own} 0 obj\n".encode() + write(Stream(entries, packed)) + b"\nendobj\n"
    pdf.data += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(pdf.data)


def _pictured(width: int, height: int, data: bytes) -> bytes:
    pdf = papers.paper()
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": str(width),
        "Height": str(height),
        "BitsPerComponent": "1",
        "ColorSpace": "/DeviceGray",
        "Filter": TWICE,
    }
    number = pdf.put(Stream(entries, data))
    papers.overlay(pdf, b"q 400 0 0 400 70 100 cm /Im1 Do Q\n")
    resources = f"<< /Font << /F1 3 0 R >> /XObject << /Im1 {number} 0 R >> >>"
    pdf.change(pdf.pages[0], Resources=resources)
    return pdf.save()


@made()
def picture_of_too_many_pixels() -> bytes:
    """60,000 × 60,000 pixels, 450 MB of them, in a few kilobytes."""
    return _pictured(60_000, 60_000, _squeezed(60_000 * 60_000 // 8))


@made()
def page_as_large_as_a_field() -> bytes:
    """A page of the largest size in the largest unit (14,400 × 75,000 points)."""
    pdf = papers.paper()
    pdf.change(pdf.pages[0], MediaBox="[0 0 14400 14400]", UserUnit="75000")
    return pdf.save()
