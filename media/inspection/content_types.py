"""What a file is by its content. Its name and what a browser says of it count for nothing."""

import codecs
import re
import zipfile
from pathlib import Path

# The types that the library takes in, by the ending that names them (RFC 2046 media types).
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain",
    "csv": "text/csv",
    "zip": "application/zip",
}
TEXT = ("txt", "csv")
# The main part of an Office Open XML file (ECMA-376 part 1), by the folder that it lies in.
_OOXML_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_ODF = {MEDIA_TYPES[ending]: ending for ending in ("odt", "ods", "odp")}

# How far a PDF may begin behind the start of its file: readers look through 1,024 bytes.
PDF_HEADER_WITHIN = 1024
PDF_HEADER = b"%PDF-"
_BLANK = b"\xef\xbb\xbf\x00\t\n\x0c\r "
# Text is looked at as far as this for what a browser would take it for.
HEAD = 4096
_MARKUP = re.compile(
    rb"\s*<\s*(!doctype|html|head|body|script|svg|\?xml|!--|iframe|a\s)", re.IGNORECASE
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

# What the others are called in the sentence that refuses them.
OTHERS = {
    b"\x89PNG\r\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "DOC, XLS, PPT",
    b"{\\rtf": "RTF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
}


def is_pdf(path: Path) -> bool:
    """Tell whether the file says that it is a PDF."""
    with path.open("rb") as file:
        return PDF_HEADER in file.read(PDF_HEADER_WITHIN + len(PDF_HEADER))


def content_type(path: Path) -> str:
    """Return the ending of the type that the content has, such as `docx`.

    A name in capitals (`PNG`, `HTML`) is that of a type that is not taken in; `""` is unknown.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head[:PDF_HEADER_WITHIN].lstrip(_BLANK).startswith(PDF_HEADER):
        return "pdf"
    if head.startswith(b"PK"):
        return _archive_type(path)
    for magic, name in OTHERS.items():
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    return _text_type(path, head)


def _archive_type(path: Path) -> str:
    """Return which type an archive is; `zip` for what is nothing more."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < HEAD:
                return _ODF.get(archive.read("mimetype").decode(errors="replace").strip(), "ODF")
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return "zip"
    if "[Content_Types].xml" in names:
        kinds = {kind for folder, kind in _OOXML_FOLDERS.items() if _any_in(names, folder)}
        return kinds.pop() if len(kinds) == 1 else "OOXML"
    return "zip"


def _any_in(names: list[str], folder: str) -> bool:
    return any(name.startswith(folder) for name in names)


def _text_type(path: Path, head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        plain = head[2:].replace(b"\x00", b"")
    else:
        plain = head.removeprefix(codecs.BOM_UTF8)
    if _MARKUP.match(plain):
        return "SVG" if b"<svg" in plain.lower() else "HTML, XML"
    text = read_text(path)
    return "" if text is None or _CONTROLS.search(text) else "txt"


def read_text(path: Path, most: int = 64 * 1024 * 1024) -> str | None:
    """Return the file as text: UTF-8, UTF-16 with its mark, or the older Vietnamese Windows-1258.

    None where it is none of them. Everything decodes as Windows-1258, more or less; so the caller
    looks for control characters, which no text of an office holds.
    """
    data = path.read_bytes()[:most]
    encoding = (
        "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    )
    for name in (encoding, "cp1258"):
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return None
