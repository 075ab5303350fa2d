"""What is read of a file."""

import io
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from home.demo.content import read_all
from home.demo.papers import typeset
from media.inspection.heads import read_head
from media.inspection.process import inspect
from media.inspection.report import Limits
from tests.media import hostile

LIMITS = Limits(**settings.INSPECTION_LIMITS)
PAPERS = {entry["key"]: entry for entry in read_all("documents-")}


@pytest.fixture
def content(tmp_path):
    def read(data):
        path = tmp_path / "file"
        path.write_bytes(data)
        return inspect(path, Path(tmp_path / "trust"), {}, LIMITS).content

    return read


def test_official_document_is_read(content):
    entry = next(iter(PAPERS.values()))
    found = content(typeset(entry, "Huyện ủy Bình Sơn", is_party=True))
    assert found.page_count == 2
    assert found.has_text is True
    assert unicodedata.is_normalized("NFC", found.text)
    assert found.number == entry["number"]
    assert found.title
    picture = Image.open(io.BytesIO(found.first_page))
    assert (picture.format, picture.width) == ("WEBP", 480)


@pytest.mark.parametrize(
    ("lines", "title", "number"),
    [
        (
            "UBND\nSố: 15/QĐ-UBND Bình Sơn, ngày 05 tháng 11 năm 2021\nQUYẾT ĐỊNH\nVề việc\nCăn cứ",
            "Quyết định Về việc",
            "15/QĐ-UBND",
        ),
        (
            "HUYỆN ỦY\n*\nSố 59-KH/HU\n\nKẾ HOẠCH\nthực hiện Đề án\n-----",
            "Kế hoạch thực hiện Đề án",
            "59-KH/HU",
        ),
        ("Số:     /KH-UBND\nKẾ HOẠCH", "Kế hoạch", ""),
        ("Theo Kế hoạch số 59-KH/HU thì\nkế hoạch", "", ""),
        ("", "", ""),
    ],
)
def test_head_tells_number_and_title(lines, title, number):
    for form in ("NFC", "NFD"):
        head = read_head(unicodedata.normalize("NFC", unicodedata.normalize(form, lines)))
        assert (head.title, head.number) == (title, number)


def test_scan_has_no_text(content):
    found = content(hostile.pdf())
    assert (found.page_count, found.has_text, found.text) == (1, False, "")


def test_page_of_any_size_becomes_a_small_picture(content):
    for box in ("200000 200000", "3 14400", "0 0", "-5 10"):
        found = content(hostile.pdf().replace(b"200 200]", box.encode() + b"]"))
        if found.first_page:
            picture = Image.open(io.BytesIO(found.first_page))
            assert picture.width <= 480
            assert picture.height <= 960


@pytest.mark.parametrize(
    ("data", "claim"),
    [
        (b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", "2B"),
        (b"<rdf pdfaid:part='1' pdfaid:conformance='a'/>", "1A"),
        (b"<pdfaid:part>4</pdfaid:part>", "4"),
        (b"<pdfaid:part>9</pdfaid:part>", ""),
    ],
)
def test_claim_of_pdfa_is_told(content, data, claim):
    assert content(hostile.pdf(hostile.stream(data))).pdfa == claim


@pytest.mark.parametrize(
    "data",
    [
        hostile.office("docx"),
        hostile.office("docx", words="<w:t>K\u1ebf ho\u1ea1ch s&#7889; 59-KH/HU</w:t>"),
        hostile.open_document(),
        hostile.WORDS.encode(),
        unicodedata.normalize("NFD", hostile.WORDS).encode("utf-16"),
    ],
)
def test_text_of_office_files_is_read(content, data):
    found = content(data)
    assert hostile.WORDS in found.text
    assert (found.page_count, found.has_text, found.first_page) == (None, True, b"")


def test_text_is_cut_where_it_is_too_long(content):
    assert len(content(b"dai " * 500_000).text) == 1_000_000


def test_archive_says_nothing_by_itself(content):
    assert content(hostile.archive({"a.txt": "a"})).has_text is None
