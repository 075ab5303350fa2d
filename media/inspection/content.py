"""Reading what stands in a file: pages, text, the picture of the first page."""

import html
import io
import re
import zipfile
from pathlib import Path

import pypdfium2 as pdfium

from search.folding import nfc

from .content_types import content_type, is_pdf, read_text
from .heads import Head, read_head
from .report import ContentReport

LONGEST_TEXT = 1_000_000
PAGE_BREAK = "\f"
# The picture of the first page, in pixels; a page may claim any size.
WIDTH, TALLEST = 480, 960
# XMP stands uncompressed in a PDF/A, so that programs which know no PDF find it (ISO 19005-1, 6.7).
_PDFA_PART = re.compile(rb"pdfaid:part(?:>|=[\"'])\s*([1-4])")
_PDFA_LEVEL = re.compile(rb"pdfaid:conformance(?:>|=[\"'])\s*([ABUEFabuef])")
METADATA_MOST = 64 * 1024 * 1024
# What holds the words in the parts of office formats, and which parts hold words.
_OFFICE_PARTS = {
    "docx": re.compile(r"^word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml$"),
    "xlsx": re.compile(r"^xl/(sharedStrings|worksheets/sheet\d+)\.xml$"),
    "pptx": re.compile(r"^ppt/slides/slide\d+\.xml$"),
    "odt": re.compile(r"^content\.xml$"),
    "ods": re.compile(r"^content\.xml$"),
    "odp": re.compile(r"^content\.xml$"),
}
_BREAKS = re.compile(
    r"</(?:w:p|a:p|si|row|text:p|text:h)>|<(?:w:br|w:tab|text:line-break|text:tab)\b[^>]*>"
)
_TAGS = re.compile(r"<[^>]*>")
_LONGEST_PART = 16 * 1024 * 1024


def read_file(path: Path) -> ContentReport:
    """Return what can be read of the file at `path`.

    A PDF gives pages and a picture; office formats and plain text give their text. Signatures of
    office formats are not looked at. A ZIP says nothing by itself.
    """
    if is_pdf(path):
        return _read_pdf(path)
    kind = content_type(path)
    if kind == "txt":
        return _report(read_text(path, LONGEST_TEXT * 4) or "")
    if kind in _OFFICE_PARTS:
        return _report(_office_text(path, _OFFICE_PARTS[kind]))
    return ContentReport()


def _report(text: str, head: Head | None = None) -> ContentReport:
    text = tidy(text)
    head = head or read_head(text)
    return ContentReport(
        text=text, has_text=bool(text.strip()), title=head.title, number=head.number
    )


def tidy(text: str) -> str:
    """Return NFC without control characters, cut at `LONGEST_TEXT`."""
    plain = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]
    return "".join(c for c in plain if c >= " " or c in "\n\t\f").replace("\ufffe", "")


def _read_pdf(path: Path) -> ContentReport:
    with pdfium.PdfDocument(path) as document:
        # Signatures and filled fields are drawn by what fills forms. It knows no scripts.
        document.init_forms()
        count = len(document)
        text = tidy(_pdf_text(document))
        head = read_head(text.partition(PAGE_BREAK)[0])
        return ContentReport(
            page_count=count,
            text=text,
            has_text=bool(text.strip()),
            pdfa=_pdfa(path),
            title=head.title,
            number=head.number,
            first_page=_picture(document),
        )


def _pdf_text(document: pdfium.PdfDocument) -> str:
    pages: list[str] = []
    length = 0
    for page in document:
        try:
            text = page.get_textpage().get_text_bounded()
        except pdfium.PdfiumError:
            text = ""
        finally:
            page.close()
        pages.append(text)
        length += len(text)
        if length > LONGEST_TEXT:
            break
    return PAGE_BREAK.join(pages)


def _picture(document: pdfium.PdfDocument) -> bytes:
    """Return the first page as WebP; nothing where it cannot be drawn."""
    try:
        page = document[0]
        width, height = page.get_size()
        scale = min(WIDTH / width, TALLEST / height) if width > 0 and height > 0 else 0
        # A page as thin as a hair would become a picture without width.
        if min(width, height) * scale < 1:
            return b""
        bitmap = page.render(scale=scale, fill_color=(255, 255, 255, 255), may_draw_forms=True)
        written = io.BytesIO()
        picture = bitmap.to_pil().convert("RGB")
        # PDFium rounds up, so that the last column may be a pixel too many.
        picture.crop((0, 0, min(picture.width, WIDTH), min(picture.height, TALLEST))).save(
            written, "WEBP", quality=75
        )
    except (pdfium.PdfiumError, IndexError, ZeroDivisionError):
        return b""
    return written.getvalue()


def _pdfa(path: Path) -> str:
    """Return what the file claims of itself: `2B`; empty where it claims nothing."""
    data = path.read_bytes()[:METADATA_MOST]
    part, level = _PDFA_PART.search(data), _PDFA_LEVEL.search(data)
    if part is None:
        return ""
    return (part[1] + (level[1] if level else b"")).decode().upper()


def _office_text(path: Path, parts: re.Pattern[str]) -> str:
    texts: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for name in sorted(filter(parts.match, archive.namelist())):
            with archive.open(name) as content:
                xml = content.read(_LONGEST_PART).decode(errors="replace")
            texts.append(html.unescape(_TAGS.sub("", _BREAKS.sub("\n", xml))))
            if sum(map(len, texts)) > LONGEST_TEXT:
                break
    return "\n".join(texts)
