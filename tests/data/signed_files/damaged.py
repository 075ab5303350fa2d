"""Files that are no PDF, no longer one, or one without an end; and things under false names."""

import re

from tests.data.signed_files import papers, pki
from tests.data.signed_files.catalogue import made
from tests.data.signed_files.hostile import PROGRAM
from tests.data.signed_files.pictures import png
from tests.data.signed_files.signing import sign
from tests.data.signed_files.writing import Stream

PAGE = b"<!doctype html><title>x</title><script>alert(1)</script>\n"


@made("empty.pdf")
def empty() -> bytes:
    return b""


@made("blank-lines.txt")
def blank_lines() -> bytes:
    return b"\n\n\n"


@made("picture-named.pdf")
def picture_named() -> bytes:
    return png()


@made("page-named.pdf")
def page_named() -> bytes:
    """HTML under the name of a PDF."""
    return PAGE


@made("program-named.pdf")
def program_named() -> bytes:
    return PROGRAM


@made("program-named.txt")
def program_named_text() -> bytes:
    return PROGRAM


@made("drawing.svg")
def drawing() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><circle r="9"/></svg>\n'


@made("drawing-named.pdf")
def drawing_named() -> bytes:
    return drawing()


@made("notes.txt")
def notes() -> bytes:
    return "Kế hoạch số 59-KH/HU ngày 06/12/2021\n".encode()


@made("notes-utf16.txt")
def notes_utf16() -> bytes:
    """As Notepad saves "Unicode"."""
    return "Kế hoạch số 59-KH/HU ngày 06/12/2021\r\n".encode("utf-16")


@made("notes-tcvn3.txt")
def notes_tcvn3() -> bytes:
    """Text of the nineties in an 8-bit encoding: not UTF-8, and text all the same."""
    return "KÕ ho¹ch sè 59\r\n".encode("latin-1")


@made("table.csv")
def table() -> bytes:
    return 'Số,Ngày,Trích yếu\n59-KH/HU,06/12/2021,"Kế hoạch, quán triệt"\n'.encode("utf-8-sig")


@made()
def truncated() -> bytes:
    data = bytes(papers.plan().data)
    return data[: len(data) // 2]


@made()
def truncated_after_signing() -> bytes:
    data = sign(papers.plan(), pki.officer())
    return data[: len(data) - 700]


@made()
def header_only() -> bytes:
    return b"%PDF-1.7\n"


@made()
def header_and_noise() -> bytes:
    """Bytes without any order behind a right header."""
    noise, state = bytearray(), 59
    for _ in range(3000):
        state = state * 1103515245 + 12345 & 0x7FFFFFFF
        noise.append(state >> 16 & 255)
    return b"%PDF-1.7\n" + bytes(noise)


@made()
def table_that_names_itself() -> bytes:
    """The cross-reference table says that the one before it is itself."""
    pdf = papers.paper()
    pdf.trailer["Prev"] = "0000000000"
    data = pdf.save()
    return data.replace(b"/Prev 0000000000", f"/Prev {pdf.start:010d}".encode())


@made()
def tables_that_name_each_other() -> bytes:
    pdf = papers.paper()
    pdf.trailer["Prev"] = "0000000000"
    pdf.save()
    first = pdf.start
    del pdf.trailer["Prev"]
    pdf.change(pdf.root, Lang="(vi)")
    data = pdf.save()
    assert first is not None
    return data.replace(b"/Prev 0000000000", f"/Prev {pdf.start:010d}".encode())


@made()
def pages_that_hold_themselves() -> bytes:
    pdf = papers.paper()
    page = pdf.pages[0]
    pdf.change(2, Kids=f"[{page} 0 R 2 0 R]", Count="2")
    return pdf.save()


@made()
def length_that_is_itself() -> bytes:
    """A stream whose length is the stream (7.3.8.2 wants a number)."""
    pdf = papers.paper()
    number = int(pdf.dictionary(pdf.pages[0])["Contents"].split()[0])
    data = pdf.save()
    content = pdf.objects[number]
    assert isinstance(content, Stream)
    length = f"/Length {len(content.data)}".encode()
    return data.replace(length, f"/Length {number} 0 R".encode().ljust(len(length)), 1)


@made()
def outline_without_end() -> bytes:
    pdf = papers.paper()
    item, outline = pdf.put("null"), pdf.put("null")
    again = f"{item} 0 R"
    pdf.put({"Title": "(Muc)", "Parent": f"{outline} 0 R", "Next": again, "First": again}, item)
    pdf.put({"First": again, "Last": again}, outline)
    pdf.change(pdf.root, Outlines=f"{outline} 0 R")
    return pdf.save()


@made()
def fields_without_end() -> bytes:
    """A field that is its own parent and its own child."""
    pdf = papers.paper()
    field = pdf.put("null")
    own = f"{field} 0 R"
    pdf.put({"FT": "/Sig", "T": "(a)", "Parent": own, "Kids": f"[{own}]"}, field)
    form = pdf.put({"Fields": f"[{own}]", "SigFlags": "3"})
    pdf.change(pdf.root, AcroForm=f"{form} 0 R")
    return pdf.save()


@made(stored=False)
def brackets_without_end() -> bytes:
    """Arrays in arrays, twenty thousand deep: readers that recurse run out of stack."""
    pdf = papers.paper()
    pdf.change(pdf.root, PieceInfo="[" * 20_000 + "]" * 20_000)
    return pdf.save()


@made()
def drawing_that_draws_itself() -> bytes:
    """A form XObject that paints itself (8.10.1 forbids it)."""
    pdf = papers.paper()
    drawing_number = pdf.put("null")
    entries = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": "[0 0 99 99]",
        "Resources": f"<< /XObject << /Fm1 {drawing_number} 0 R >> >>",
    }
    pdf.put(Stream(entries, b"/Fm1 Do /Fm1 Do\n"), drawing_number)
    papers.overlay(pdf, b"/Fm1 Do\n")
    pdf.change(
        pdf.pages[0],
        Resources=f"<< /Font << /F1 3 0 R >> /XObject << /Fm1 {drawing_number} 0 R >> >>",
    )
    return pdf.save()


@made()
def no_pages() -> bytes:
    pdf = papers.paper()
    pdf.change(2, Kids="[]", Count="0")
    return pdf.save()


@made()
def polyglot_page() -> bytes:
    """HTML before the header: a PDF to readers, a page with a script to careless browsers."""
    pdf = papers.paper(header=PAGE + b"%PDF-1.7\n")
    return pdf.save()


@made()
def numbers_beyond_reason() -> bytes:
    """Sizes and counts that no machine can hold."""
    data = bytes(papers.plan().data)
    return re.sub(rb"/Count 1\n", b"/Count 999999999999\n", data)
