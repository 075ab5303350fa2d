"""The published attacks on signatures in PDF files, a file for each variant.

Universal signature forgery, incremental saving and signature wrapping are those of Mladenov, Mainka
and others, "1 Trillion Dollar Refund: How To Spoof PDF Signatures" (CCS 2019). Every file shows
another sum than the one that was signed.
"""

from tests.data.signed_files import papers, pki
from tests.data.signed_files.alterations import ALTERED, OTHER_SUM, SUM
from tests.data.signed_files.catalogue import FILES, made
from tests.data.signed_files.papers import drawn
from tests.data.signed_files.signing import Ask, sign
from tests.data.signed_files.writing import File, Stream, table, write


def _signed() -> File:
    pdf = papers.plan()
    sign(pdf, pki.officer())
    return pdf


def _between(data: bytes, opening: bytes, closing: bytes) -> tuple[int, int]:
    start = data.index(opening)
    return start, data.index(closing, start) + len(closing)


def _universal(key: bytes, closing: bytes, written: bytes) -> bytes:
    """Replace an entry of the signature by something of the same length, and the sum by another."""
    data = bytes(_signed().data)
    start, end = _between(data, key, closing)
    forged = written.ljust(end - start)
    return (data[:start] + forged + data[end:]).replace(SUM, OTHER_SUM)


UNIVERSAL = {
    "contents-missing": (b"/Contents <", b">", b""),
    "contents-null": (b"/Contents <", b">", b"/Contents null"),
    "contents-empty": (b"/Contents <", b">", b"/Contents <>"),
    "contents-zero": (b"/Contents <", b">", b"/Contents <00>"),
    "contents-a-number": (b"/Contents <", b">", b"/Contents 0"),
    "byte-range-missing": (b"/ByteRange", b"]", b""),
    "byte-range-null": (b"/ByteRange", b"]", b"/ByteRange null"),
    "byte-range-empty": (b"/ByteRange", b"]", b"/ByteRange []"),
    "byte-range-zeros": (b"/ByteRange", b"]", b"/ByteRange [0 0 0 0]"),
    "byte-range-negative": (b"/ByteRange", b"]", b"/ByteRange [-1 -1 -1 -1]"),
    "byte-range-of-names": (b"/ByteRange", b"]", b"/ByteRange [/a /b /c /d]"),
    "byte-range-huge": (b"/ByteRange", b"]", b"/ByteRange [0 9999999999 9999999999 9]"),
}


def _list_universal() -> None:
    for name, (key, closing, written) in UNIVERSAL.items():

        def build(key: bytes = key, closing: bytes = closing, written: bytes = written) -> bytes:
            return _universal(key, closing, written)

        FILES[f"forgery-{name}.pdf"] = build


_list_universal()


@made()
def forgery_signature_of_another_file() -> bytes:
    """A real signature, cut out of another file and pasted into this one."""
    stolen = bytes(_signed().data)
    start, end = _between(stolen, b"/Contents <", b">")
    pdf = papers.paper([ALTERED])
    pdf.save()
    data = sign(pdf, pki.forger(), ask=Ask(reserve=(end - start - len(b"/Contents <>")) // 2))
    place, stop = _between(data, b"/Contents <", b">")
    return data[:place] + stolen[start:end] + data[stop:]


@made()
def forgery_bogus_field_without_widget() -> bytes:
    """A field that no page shows, with a dictionary that nobody has signed."""
    pdf = papers.plan()
    value = {"Type": "/Sig", "Filter": "/Adobe.PPKLite", "SubFilter": "/ETSI.CAdES.detached"}
    made_up = pdf.put(value | {"Name": "(Nguyen Van An)", "Contents": "<deadbeef>"})
    field = pdf.put({"FT": "/Sig", "T": "(Chu ky 1)", "V": f"{made_up} 0 R"})
    form = pdf.put({"Fields": f"[{field} 0 R]", "SigFlags": "3"})
    pdf.change(pdf.root, AcroForm=f"{form} 0 R")
    return pdf.save()


# Incremental saving: an update behind the signature that careless readers apply and do not see.


def _staged() -> File:
    pdf = _signed()
    number = int(pdf.dictionary(pdf.pages[0])["Contents"].split()[0])
    pdf.put(Stream({}, drawn(ALTERED)), number)
    return pdf


@made()
def saving_plain() -> bytes:
    return _staged().save()


@made()
def saving_without_table() -> bytes:
    """New objects and a trailer, no cross-reference table: readers that repair files apply it."""
    pdf = _staged()
    trailer = write(pdf.entries())
    return pdf.save(table=False, end=b"trailer\n" + trailer + b"\nstartxref\n0\n%%EOF\n")


@made()
def saving_objects_only() -> bytes:
    """New objects and nothing else behind the end of the file."""
    return _staged().save(table=False, end=b"")


@made()
def saving_with_end_of_before() -> bytes:
    """The last offset is that of the signed revision: readers that follow it see nothing new."""
    pdf = _staged()
    return pdf.save(table=False, end=f"startxref\n{pdf.start}\n%%EOF\n".encode())


@made()
def saving_with_broken_table() -> bytes:
    """A table whose offsets are wrong, so that readers rebuild it from the objects."""
    pdf = _staged()
    data = pdf.save()
    start = pdf.start or 0
    return data[:start] + data[start:].replace(b"xref\n", b"xrxf\n", 1)


@made()
def saving_with_copy_of_signature() -> bytes:
    """The update repeats the signature, so that the newest revision seems to hold one."""
    pdf = _staged()
    for number, content in list(pdf.objects.items()):
        if isinstance(content, dict) and "ByteRange" in content:
            signed = bytes(pdf.data[pdf.offsets[number] :])
            start, end = signed.index(b"<<"), signed.index(b"endobj")
            pdf.put(signed[start:end].decode("latin-1").rstrip(), number)
    return pdf.save()


def shadowed(*, covered: bool, attacked: bool = True) -> bytes:
    """Return a file that holds its page's content twice, and may point at the other one later.

    The two objects have one number: no object is added after the signature, only a table.
    """
    pdf = papers.plan()
    number = int(pdf.dictionary(pdf.pages[0])["Contents"].split()[0])
    # An object that no table lists: what readers see is the one before it.
    hidden = len(pdf.data)
    pdf.data += f"{number} 0 obj\n".encode() + write(Stream({}, drawn(ALTERED))) + b"\nendobj\n"
    sign(pdf, pki.officer())
    if attacked:
        rows = {number: f"{hidden:010d} 00000 n \n".encode()}
        trailer = write(pdf.entries())
        pdf.start = len(pdf.data)
        pdf.data += b"xref\n" + table(rows) + b"trailer\n" + trailer
        pdf.data += f"\nstartxref\n{pdf.start}\n%%EOF\n".encode()
    if covered:
        return sign(pdf, pki.office(), "Chu ky 2")
    return bytes(pdf.data)


# Signature wrapping: the signed bytes stay, elsewhere in the file; a forged page takes their place.


@made()
def wrapping_second_byte_range() -> bytes:
    """The second signed part moves to the end; a byte range in the gap says where it is now.

    The gap between the two parts belongs to nobody's signature. The signature there is cut to what
    it needs, a second `/ByteRange` follows it, then forged objects, and a forged table at the very
    offset that the signed part names as the table's.
    """
    return _wrapped(b"/ByteRange")


@made()
def wrapping_without_second_byte_range() -> bytes:
    """The same, with the byte range left as it was: the digest no longer fits."""
    return _wrapped(None)


def _wrapped(key: bytes | None) -> bytes:
    pdf = papers.plan()
    sign(pdf, pki.officer(), ask=Ask(reserve=2800))
    data = bytes(pdf.data)
    opened = data.index(b"/Contents <") + len(b"/Contents ")
    closed = data.index(b">", opened) + 1
    first, second, table_at = data[:opened], data[closed:], pdf.start or 0
    value = data[opened : closed - 1].rstrip(b"0")
    value = value + b"0" * (len(value) % 2 == 0) + b">"
    # What stands in the second part comes to lie behind the table; the first part does not move.
    gap = b"\n" + (key + b" [" + b" " * 60 + b"]" if key else b"") + b"\n>>\nendobj\n"
    number = int(pdf.dictionary(pdf.pages[0])["Contents"].split()[0])
    forged_at = opened + len(value) + len(gap)
    forged = f"{number} 0 obj\n".encode() + write(Stream({}, drawn(ALTERED))) + b"\nendobj\n"
    room = table_at - forged_at - len(forged)
    assert room >= 0, "the signature's place is too small for the forged objects"
    offsets = dict(pdf.offsets)
    rows = {0: b"0000000000 65535 f \n"}
    trailer = write({"Size": str(max(offsets) + 1)} | pdf.trailer)
    tail_at = table_at + len(b"xref\n") + 20 * (len(offsets) + 1) + 60 + len(trailer)
    moved = tail_at - closed
    for each, offset in sorted(offsets.items()):
        where = forged_at if each == number else offset + moved * (offset > closed)
        rows[each] = f"{where:010d} 00000 n \n".encode()
    forged_table = b"xref\n" + table(rows) + b"trailer\n" + trailer + b"\n"
    middle = forged + b" " * room + forged_table
    middle = middle.ljust(tail_at - forged_at)
    if key:
        numbers = f"0 {opened} {tail_at} {len(second)}".encode()
        gap = gap.replace(b" " * 60, numbers.ljust(60))
    return first + value + gap + middle + second
