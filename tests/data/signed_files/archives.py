"""Office documents and archives: sound, with macros, and such as unpack too far."""

import io
import struct
import zipfile
import zlib

from tests.data.signed_files import papers
from tests.data.signed_files.bombs import MEGABYTE
from tests.data.signed_files.catalogue import FILES, UNSTORED, made
from tests.data.signed_files.hostile import PROGRAM

PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
OPEN_XML = "application/vnd.openxmlformats-officedocument."
VBA_TYPE = "application/vnd.ms-office.vbaProject"
DATED = (2021, 12, 6, 9, 30, 0)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def zipped(files: dict[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """Return an archive that is the same every time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, DATED)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return written.getvalue()


def _types(main: str, kind: str, more: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{kind}"/>{more}</Types>'
    ).encode()


def _office(main: str, kind: str, body: bytes, more: str = "", **parts: bytes) -> dict[str, bytes]:
    relations = (
        f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        f'Target="{main}"/></Relationships>'
    )
    return {
        "[Content_Types].xml": _types(main, kind, more),
        "_rels/.rels": relations.encode(),
        main: body,
    } | parts


WORDS = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>Ke hoach 59</w:t></w:r></w:p></w:body></w:document>"
)
SHEETS = (
    b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/>'
    b"</workbook>"
)
SLIDES = b'<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"/>'


def word(more: str = "", kind: str = "wordprocessingml.document.main+xml") -> dict[str, bytes]:
    """Return the parts of a Word document."""
    full = kind if kind.startswith("application/") else OPEN_XML + kind
    return _office("word/document.xml", full, WORDS, more)


def excel() -> dict[str, bytes]:
    return _office("xl/workbook.xml", OPEN_XML + "spreadsheetml.sheet.main+xml", SHEETS)


def slides() -> dict[str, bytes]:
    kind = OPEN_XML + "presentationml.presentation.main+xml"
    return _office("ppt/presentation.xml", kind, SLIDES)


def open_document(kind: str, **parts: bytes) -> dict[str, bytes]:
    """Return the parts of an OpenDocument file; its type comes first, uncompressed."""
    full = f"application/vnd.oasis.opendocument.{kind}"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{full}"/>'
        "</manifest:manifest>"
    )
    return {
        "mimetype": full.encode(),
        "content.xml": b"<office:document-content "
        b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
        "META-INF/manifest.xml": manifest.encode(),
    } | parts


def _macro_of(folder: str) -> str:
    return f'<Override PartName="/{folder}/vbaProject.bin" ContentType="{VBA_TYPE}"/>'


PARTS = {
    "plan.docx": word,
    "plan.xlsx": excel,
    "plan.pptx": slides,
    "plan.odt": lambda: open_document("text"),
    "plan.ods": lambda: open_document("spreadsheet"),
    "plan.odp": lambda: open_document("presentation"),
    "plans.zip": lambda: {"Kế hoạch 59.txt": "Kế hoạch".encode(), "ke-hoach.pdf": _small_pdf()},
    "word-named.pdf": word,
    "words-named.xlsx": word,
    "macro.docm": lambda: (
        word(_macro_of("word"), "application/vnd.ms-word.document.macroEnabled.main+xml")
        | {"word/vbaProject.bin": OLE}
    ),
    "macro-named.docx": lambda: (
        word(_macro_of("word"), "application/vnd.ms-word.document.macroEnabled.main+xml")
        | {"word/vbaProject.bin": OLE}
    ),
    # The type says what it is; the part's name is anybody's choice.
    "macro-under-another-name.docx": lambda: (
        word(f'<Override PartName="/word/settings2.bin" ContentType="{VBA_TYPE}"/>')
        | {"word/settings2.bin": OLE}
    ),
    "macro.xlsx": lambda: excel() | {"xl/vbaProject.bin": OLE},
    "macro-sheet.xlsx": lambda: (
        excel() | {"xl/macrosheets/sheet1.xml": b'<xm:macrosheet xmlns:xm="x"/>'}
    ),
    "macro.pptx": lambda: slides() | {"ppt/vbaProject.bin": OLE},
    "macro.odt": lambda: open_document(
        "text", **{"Basic/Standard/Module1.xml": b"<script:module>Shell</script:module>"}
    ),
    "macro-python.ods": lambda: open_document(
        "spreadsheet", **{"Scripts/python/a.py": b"import os"}
    ),
    "archive-in-archive.zip": lambda: {"trong.zip": zipped({"a.txt": b"Ke hoach"})},
    "program-in-archive.zip": lambda: {"cai-dat.exe": PROGRAM},
    "bomb.zip": lambda: {"a.txt": bytes(20 * MEGABYTE)},
    "bomb.docx": lambda: word() | {"word/document.xml": WORDS + b" " * (20 * MEGABYTE)},
    "bomb-in-archive.zip": lambda: {
        f"{number}.zip": zipped({"a.txt": bytes(20 * MEGABYTE)}) for number in range(3)
    },
    "picture-of-too-many-pixels.docx": lambda: word() | {"word/media/image1.png": _vast_png()},
}


def _small_pdf() -> bytes:
    return bytes(papers.plan().data)


def _vast_png() -> bytes:
    """Return a picture that says 50,000 × 50,000 pixels and holds none of them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _list_archives() -> None:
    for name, parts in PARTS.items():
        FILES[name] = lambda parts=parts: zipped(parts(), stored=("mimetype",))
    UNSTORED.update({"bomb.zip", "bomb.docx", "bomb-in-archive.zip"})


_list_archives()


@made("bomb-that-lies.zip", stored=False)
def bomb_that_lies() -> bytes:
    """Both headers say that it unpacks to one kilobyte; it unpacks to twenty megabytes."""
    data = zipped({"a.txt": bytes(20 * MEGABYTE)})
    return data.replace(struct.pack("<I", 20 * MEGABYTE), struct.pack("<I", 1024))


@made("bomb-of-one-kernel.zip", stored=False)
def bomb_of_one_kernel() -> bytes:
    """Two hundred entries share one compressed kernel (after Fifield, WOOT 2019)."""
    size = 2 * MEGABYTE
    single = zipped({"000": bytes(size)})
    start = single.index(b"PK\x01\x02")
    local, listed = single[:start], single[start : single.index(b"PK\x05\x06")]
    entries = b"".join(listed.replace(b"000", f"{n:03d}".encode()) for n in range(200))
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 200, 200, len(entries), len(local), 0)
    return local + entries + end


@made("path-that-climbs.zip")
def path_that_climbs() -> bytes:
    return zipped({"../../../../tmp/ke-hoach.txt": b"x"})


@made("old-word.docx")
def old_word() -> bytes:
    """The binary format of the nineties under the newer name."""
    return OLE


@made("polyglot-archive.pdf")
def polyglot_archive() -> bytes:
    """A PDF that is an archive as well: its end is an archive's end."""
    return bytes(papers.plan().data) + zipped({"a.exe": PROGRAM})
