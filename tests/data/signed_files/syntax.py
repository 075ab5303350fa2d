"""Good signatures in every way that a PDF may be written, and some that it may not."""

import datetime as dt
import io
import re

import fontpkg_be_vietnam_pro
import pikepdf
from fpdf import FPDF
from fpdf.enums import DocumentCompliance

from tests.data.signed_files import cms, papers, pki
from tests.data.signed_files.catalogue import made
from tests.data.signed_files.ordinary import AGENCY, PERSON_LOOK
from tests.data.signed_files.papers import NUMBER_AND_DATE, drawn
from tests.data.signed_files.pictures import scanned_page
from tests.data.signed_files.signing import (
    SIGNED,
    Ask,
    add_annotations,
    add_evidence,
    sign,
    stamp,
)
from tests.data.signed_files.writing import File, Stream, references, table, write

FONT = "BeVietnamPro-Regular.ttf"
STAMPER = cms.time_stamp(pki.stamping(), SIGNED)


def _twice(pdf: File) -> bytes:
    sign(pdf, pki.officer())
    return sign(pdf, pki.office(), AGENCY)


@made()
def written_in_streams() -> bytes:
    """Object streams and cross-reference streams, as newer tools write."""
    pdf = papers.paper(streams=True)
    pdf.save()
    return _twice(pdf)


@made()
def written_in_streams_and_numbered() -> bytes:
    pdf = papers.paper(streams=True)
    pdf.save()
    sign(pdf, pki.officer())
    papers.overlay(pdf, drawn(NUMBER_AND_DATE))
    pdf.save()
    return sign(pdf, pki.office(), AGENCY)


@made()
def written_both_ways() -> bytes:
    """A hybrid file (7.5.8.4): a table, and a stream that lists what the table calls free."""
    pdf = papers.paper()
    font = write(pdf.staged.pop(3))
    top = max(pdf.staged)
    head = b"3 0 "
    entries = {"Type": "/ObjStm", "N": "1", "First": str(len(head))}
    holder, listing = top + 1, top + 2
    pdf.put(Stream(entries, head + font), holder)
    for number, content in sorted(pdf.staged.items()):
        pdf.offsets[number] = len(pdf.data)
        pdf.data += f"{number} 0 obj\n".encode() + write(content) + b"\nendobj\n"
    row = b"\x02" + holder.to_bytes(2, "big") + b"\x00"
    index = {"Type": "/XRef", "Size": str(top + 3), "W": "[1 2 1]", "Index": "[3 1]"}
    pdf.put(Stream(index | {"Root": "1 0 R"}, row), listing)
    stream_at = pdf.offsets[listing] = len(pdf.data)
    pdf.data += f"{listing} 0 obj\n".encode() + write(pdf.staged[listing]) + b"\nendobj\n"
    rows = {n: f"{pdf.offsets[n]:010d} 00000 n \n".encode() for n in pdf.staged}
    rows |= {0: b"0000000003 65535 f \n", 3: b"0000000000 00000 f \n"}
    pdf.start = len(pdf.data)
    trailer = {"Size": str(top + 3)} | pdf.trailer | {"XRefStm": str(stream_at)}
    pdf.data += b"xref\n" + table(rows) + b"trailer\n" + write(trailer)
    pdf.data += f"\nstartxref\n{pdf.start}\n%%EOF\n".encode()
    pdf.objects, pdf.staged = dict(pdf.staged), {}
    return _twice(pdf)


@made()
def written_for_the_web() -> bytes:
    """A linearised file: its first table stands at the front, and updates follow the last one."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(papers.plan().data))) as pdf:
        pdf.save(
            written,
            linearize=True,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return _twice(File.continuing(written.getvalue()))


@made()
def written_after_a_preamble() -> bytes:
    """Something stands before the header; the signature covers it too."""
    pdf = papers.paper(header=b"X-Scanner: may quet van thu\r\n\r\n%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    pdf.save()
    return _twice(pdf)


@made()
def written_as_pdf_2() -> bytes:
    pdf = papers.paper(header=b"%PDF-2.0\n%\xe2\xe3\xcf\xd3\n")
    pdf.save()
    return _twice(pdf)


@made()
def field_apart_from_its_widget() -> bytes:
    """The field is one object and its widget another (12.7.3.1)."""
    pdf = papers.plan()
    widget = pdf.put("null")
    field = pdf.put({"FT": "/Sig", "T": "(Chu ky 0)", "Kids": references(widget)})
    pdf.put(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "F": "132",
            "Rect": "[0 0 0 0]",
            "Parent": f"{field} 0 R",
            "P": f"{pdf.pages[0]} 0 R",
        },
        widget,
    )
    add_annotations(pdf, [widget])
    return sign(pdf, pki.officer(), ask=Ask(field=field))


@made()
def two_fields_of_one_name() -> bytes:
    """A stranger's signature has the name of the officer's field."""
    pdf = papers.plan()
    sign(pdf, pki.officer())
    return sign(pdf, pki.forger(), "Chu ky 1")


@made()
def tool_writes_its_metadata() -> bytes:
    """Each signing also renews the information dictionary and the catalog's extensions."""
    pdf = papers.paper()
    info = pdf.put({"Producer": "(Cong cu ky so)", "ModDate": "(D:20211206090000+07'00')"})
    pdf.trailer["Info"] = f"{info} 0 R"
    pdf.save()
    for minute, (who, label) in enumerate(((pki.officer(), "Chu ky 1"), (pki.office(), AGENCY))):
        pdf.change(info, ModDate=f"(D:202112060931{minute:02d}+07'00')")
        pdf.change(pdf.root, Extensions="<< /ESIC << /BaseVersion /1.7 /ExtensionLevel 2 >> >>")
        sign(pdf, who, label)
    return bytes(pdf.data)


@made()
def title_changed_after() -> bytes:
    """A document system wrote its own title into the file after it had been signed."""
    pdf = papers.paper()
    info = pdf.put({"Title": "(Ke hoach 59)"})
    pdf.trailer["Info"] = f"{info} 0 R"
    pdf.save()
    sign(pdf, pki.officer())
    pdf.change(info, Title="(Ke hoach 95)")
    return pdf.save()


@made()
def evidence_after_the_last() -> bytes:
    pdf = papers.plan()
    _twice(pdf)
    return add_evidence(pdf, (pki.second_government(),))


@made()
def stamped_after_the_last() -> bytes:
    """Archived twice over: evidence and a document time stamp, and both once more."""
    pdf = papers.plan()
    _twice(pdf)
    add_evidence(pdf, (pki.second_government(),))
    stamp(pdf, STAMPER)
    add_evidence(pdf, (pki.second_government(), pki.government()))
    later = cms.time_stamp(pki.stamping(), SIGNED + dt.timedelta(days=400))
    return stamp(pdf, later, "Dau thoi gian 2")


@made()
def number_covered_by_a_time_stamp_alone() -> bytes:
    """Number and date were put in after the last signature, and only a time stamp follows."""
    pdf = papers.form()
    sign(pdf, pki.officer())
    papers.fill_number_and_date(pdf)
    pdf.save()
    return stamp(pdf, STAMPER)


@made()
def time_stamp_alone() -> bytes:
    """A document time stamp and no signature: nobody has signed anything."""
    return stamp(papers.plan(), STAMPER)


@made()
def line_break_after_the_end() -> bytes:
    return sign(papers.plan(), pki.officer()) + b"\r\n"


@made()
def zeros_after_the_end() -> bytes:
    """Filled up to a block, as some storage does."""
    return sign(papers.plan(), pki.officer()) + bytes(100)


@made()
def junk_after_the_end() -> bytes:
    return sign(papers.plan(), pki.officer()) + b"<!-- sent by a mail gateway -->\n"


@made(stored=False)
def thirty_pages() -> bytes:
    lines = [[(70, 780, 12, f"Trang {number}.")] for number in range(2, 31)]
    pdf = papers.paper([papers.HEAD + papers.BODY + papers.FOOT, *lines])
    pdf.save()
    return _twice(pdf)


@made()
def signed_on_the_last_page() -> bytes:
    pdf = papers.paper([papers.HEAD + papers.BODY, papers.FOOT])
    pdf.save()
    look = type(PERSON_LOOK)(PERSON_LOOK.box, PERSON_LOOK.drawing, page=1)
    return sign(pdf, pki.officer(), ask=Ask(look=look))


@made()
def scan() -> bytes:
    """A picture of a page and no text: what a copying machine makes."""
    pdf = papers.paper([[]])
    width, height, rows = scanned_page()
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": str(width),
        "Height": str(height),
        "BitsPerComponent": "1",
        "ColorSpace": "/DeviceGray",
        "Filter": "/FlateDecode",
    }
    number = pdf.put(Stream(entries, rows))
    papers.overlay(pdf, b"q 595 0 0 842 0 0 cm /Im1 Do Q\n")
    pdf.change(pdf.pages[0], Resources=f"<< /XObject << /Im1 {number} 0 R >> >>")
    pdf.save()
    return _twice(pdf)


@made()
def archive_pdfa() -> bytes:
    """PDF/A-2b with the letters of the language, embedded."""
    page = FPDF(enforce_compliance=DocumentCompliance.PDFA_2B)
    page.set_creation_date(SIGNED)
    page.set_lang("vi")
    page.set_title("Kế hoạch số 59-KH/HU")
    page.add_font("Be Vietnam Pro", fname=fontpkg_be_vietnam_pro.ROOT / "files" / FONT)
    page.add_page()
    page.set_font("Be Vietnam Pro", size=12)
    page.multi_cell(0, 8, "BAN THƯỜNG VỤ HUYỆN ỦY BÌNH SƠN\nKẾ HOẠCH\nSố 59-KH/HU")
    written = re.sub(rb'(?<=Date=")[^"]{25}', b"2021-12-06T09:30:00+07:00", bytes(page.output()))
    written = re.sub(rb"/ID \[.*?\]", b"/ID [" + b"<%s>" % (b"59" * 16) * 2 + b"]", written)
    return _twice(File.continuing(written))
