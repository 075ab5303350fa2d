"""The safety check: what is taken in, and for which reason all else is not."""

import unicodedata
import zipfile
from contextlib import suppress

import pytest
from django.conf import settings

from media.inspection.content_types import MEDIA_TYPES
from media.inspection.process import check
from media.inspection.report import Limits, RefusedError
from tests import factories
from tests.media import hostile

LIMITS = Limits(**settings.SAFETY_CHECK_LIMITS)
SCRIPT = "<< /S /JavaScript /JS (app.alert) >>"

TAKEN = {
    "van ban.pdf": factories.PDF,
    "VĂN BẢN.PDF": factories.PDF,
    "dau trang.pdf": b"\xef\xbb\xbf\n" + hostile.pdf(),
    "nhieu trang.pdf": hostile.plain_pdf(300),
    "du lieu.pdf": hostile.attached_pdf("so lieu.xml", b"<a/>"),
    "ke hoach.docx": hostile.office("docx"),
    "bang.xlsx": hostile.office("xlsx"),
    "trinh chieu.pptx": hostile.office("pptx"),
    "van ban.odt": hostile.open_document(),
    "bang.ods": hostile.open_document("spreadsheet"),
    "trinh chieu.odp": hostile.open_document("presentation"),
    "loi.txt": "Kế hoạch số 59-KH/HU\n".encode(),
    "to hop.txt": unicodedata.normalize("NFD", "Đề án\n").encode(),
    "cu.txt": "Kế hoạch".encode("utf-16"),
    "windows.txt": b"K\xea\xec ho\xe1ch",
    "bang.csv": "số,ngày\n59,06/12/2021\n".encode(),
    "bo ho so.zip": hostile.archive({"a.pdf": factories.PDF, "b.docx": hostile.office("docx")}),
}

REFUSED = [
    ("rong.pdf", b"", "empty"),
    ("anh.pdf", hostile.png(), "type_not_allowed"),
    ("word.pdf", hostile.office("docx"), "not_what_it_says"),
    ("pdf.docx", factories.PDF, "not_what_it_says"),
    ("bang.docx", hostile.office("xlsx"), "not_what_it_says"),
    ("trang.pdf", b"<!DOCTYPE html><script>1</script>", "type_not_allowed"),
    ("trang.txt", b"  <html><body>", "type_not_allowed"),
    ("ve.txt", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "type_not_allowed"),
    ("cu.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "type_not_allowed"),
    ("chay.pdf", b"MZ" + bytes(600), "type_not_allowed"),
    ("la.txt", bytes(range(256)), "unknown_content"),
    ("hai mat.pdf", hostile.archive({"a.txt": "a"}) + hostile.pdf(), "not_what_it_says"),
    ("khoa.pdf", hostile.encrypted_pdf(), "pdf_encrypted"),
    ("mat khau.pdf", hostile.encrypted_pdf("bi mat"), "pdf_encrypted"),
    ("hong.pdf", b"%PDF-1.7\nkhong co gi", "pdf_damaged"),
    ("mo.pdf", hostile.pdf(root=f"/OpenAction {SCRIPT}"), "pdf_javascript"),
    ("an.pdf", hostile.pdf(SCRIPT, root="/OpenAction 4 0 R", compressed=True), "pdf_javascript"),
    ("ma.pdf", hostile.pdf(root="/OpenAction << /#53 /J#61vaScript >>"), "pdf_javascript"),
    ("ten.pdf", hostile.pdf(SCRIPT, root="/Names << /JavaScript 4 0 R >>"), "pdf_javascript"),
    ("trang.pdf", hostile.pdf(f"<< /AA << /O {SCRIPT} >> >>"), "pdf_javascript"),
    (
        "mau.pdf",
        hostile.pdf(
            hostile.stream(b"<xdp><script>1</script></xdp>", packed=True),
            root="/AcroForm << /Fields [] /XFA [(a) 4 0 R] >>",
        ),
        "pdf_javascript",
    ),
    ("chay.pdf", hostile.pdf(root="/OpenAction << /S /Launch /F (cmd.exe) >>"), "pdf_launch"),
    ("phim.pdf", hostile.pdf("<< /Type /Annot /Subtype /RichMedia >>"), "pdf_program"),
    ("kem.pdf", hostile.attached_pdf("hoa don.exe", b"abc"), "pdf_attachment"),
    ("kem an.pdf", hostile.attached_pdf("hoa don.xml", b"MZ\x90"), "pdf_attachment"),
    ("macro.docx", hostile.office("docx", {"word/vbaProject.bin": "x"}), "macros"),
    ("macro cu.xlsx", hostile.office("xlsx", {"xl/macrosheets/sheet1.xml": "x"}), "macros"),
    ("macro.odt", hostile.open_document(extra={"Basic/Standard/a.xml": "x"}), "macros"),
    (
        "mau xa.docx",
        hostile.office(
            "docx",
            {
                "word/_rels/settings.xml.rels": '<Relationship Type="http://a/attachedTemplate" '
                'Target="http://b/c.dotm" TargetMode="External"/>'
            },
        ),
        "macros",
    ),
    (
        "trong.zip",
        hostile.archive({"a/b.docx": hostile.office("docx", {"word/vbaProject.bin": "x"})}),
        "macros",
    ),
    ("bom.zip", hostile.archive({"a.bin": bytes(300_000_000)}), "archive_bomb"),
    ("chong.zip", hostile.overlapping_zip(), "archive_bomb"),
    ("nhieu.zip", hostile.archive({str(n): "" for n in range(10_001)}), "archive_bomb"),
    ("bom.docx", hostile.office("docx", {"word/a.xml": bytes(60_000_000)}), "archive_bomb"),
    ("khoa.zip", hostile.encrypted_zip(), "archive_encrypted"),
    ("ra ngoai.zip", hostile.archive({"../../etc/passwd": "x"}), "archive_path"),
    ("o dia.zip", hostile.archive({"C:\\a.txt": "x"}), "archive_path"),
    ("chay.zip", hostile.archive({"a.exe": "x"}), "archive_program"),
    ("chay an.zip", hostile.archive({"a.txt": b"MZ\x90"}), "archive_program"),
    ("hong.zip", hostile.archive({"a.txt": "abc" * 99})[:-30], "archive_damaged"),
    (
        "la.zip",
        hostile.archive({"a.txt": "x" * 500}, zipfile.ZIP_LZMA).replace(b"\x0e\x00", b"\x63\x00"),
        "archive_unreadable",
    ),
]


def check_bytes(folder, name, content, limits=LIMITS):
    path = folder / "upload"
    path.write_bytes(content)
    return check(path, name, limits)


@pytest.mark.parametrize("name", TAKEN)
def test_ordinary_file_is_taken_in(tmp_path, name):
    assert check_bytes(tmp_path, name, TAKEN[name]) == name.rpartition(".")[2].lower()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    REFUSED,
    ids=[f"{code}: {name}" for name, _content, code in REFUSED],
)
def test_what_could_do_harm_is_refused(tmp_path, name, content, code):
    with pytest.raises(RefusedError) as refused:
        check_bytes(tmp_path, name, content)
    assert refused.value.finding.code == code


def test_archives_in_archives_have_an_end(tmp_path):
    inner = hostile.archive({"a.txt": "a"})
    for _each in range(3):
        inner = hostile.archive({"a.zip": inner})
    with pytest.raises(RefusedError) as refused:
        check_bytes(tmp_path, "a.zip", inner)
    assert refused.value.finding.code == "archive_too_deep"


@pytest.mark.parametrize("content", [hostile.endless_pages(), hostile.endless_table()])
def test_circle_in_a_pdf_has_an_end(tmp_path, content):
    # What the reader makes of it may differ from one version of it to the next; not that it ends.
    with suppress(RefusedError):
        assert check_bytes(tmp_path, "vong.pdf", content) == "pdf"


def test_every_type_that_is_offered_can_be_told():
    assert set(settings.WAGTAILDOCS_EXTENSIONS) == set(MEDIA_TYPES)
    assert {name.rpartition(".")[2].lower() for name in TAKEN} == set(MEDIA_TYPES)
