"""The safety check of ZIP files, which the office formats are too."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from media.signatures.report import Finding

from .pictures import check_picture
from .report import RefusedError

# An office file of 50 MB holds some hundreds of parts; a bomb one that never ends, or thousands.
MOST_ENTRIES = 10_000
MOST_UNPACKED = 400 * 1024 * 1024
# Repetitive tables pack 1 : 50; deflate itself reaches 1 : 1032. Small ones do no harm.
MOST_RATIO = 100
RATIO_FROM = 10 * 1024 * 1024
# A ZIP of office files is ordinary, a ZIP of ZIPs of them still honest.
DEEPEST = 3
# An archive within an archive is unpacked into memory.
MOST_NESTED = 32 * 1024 * 1024
CHUNK = 256 * 1024

PROGRAMS = frozenset(
    {
        *("apk", "app", "bat", "class", "cmd", "com", "cpl", "dll", "exe", "gadget", "hta", "jar"),
        *("jnlp", "js", "jse", "lnk", "msi", "msp", "pif", "ps1", "psm1", "reg", "scf", "scr"),
        *("sh", "url", "vbe", "vbs", "ws", "wsf", "wsh"),
    }
)
PROGRAM_MAGIC = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
MACRO_ENDINGS = frozenset(
    {
        *("docm", "dotm", "xlsm", "xltm", "xlam", "xlsb"),
        *("pptm", "potm", "ppsm", "ppam", "sldm"),
    }
)
# Where the office formats keep what runs when they are opened.
_MACRO_PARTS = re.compile(
    r"(^|/)(vbaProject|vbaData)[^/]*$|(^|/)(macrosheets|dialogsheets|activeX)/|^(Basic|Scripts)/.",
    re.IGNORECASE,
)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|ms-office\.activeX", re.IGNORECASE)
_REMOTE_TEMPLATE = re.compile(
    rb"<Relationship\b(?=[^>]*attachedTemplate)(?=[^>]*TargetMode=[\"']External)", re.IGNORECASE
)
# Excel keeps a formula bar's old macro language in sheets of this kind.
_LOOKED_INTO = re.compile(r"^\[Content_Types\]\.xml$|\.rels$")


@dataclass
class Budget:
    """What may still be unpacked, of all archives within one upload together."""

    entries: int = MOST_ENTRIES
    size: int = MOST_UNPACKED


def check_archive(path: Path, kind: str) -> None:
    """Check the archive at `path`; `kind` is `zip` or the ending of an office format.

    Raises:
        RefusedError: it is damaged, encrypted, a bomb, or holds a program or a macro.
    """
    with path.open("rb") as file:
        _check(file, path.stat().st_size, Budget(), depth=1)


def _check(file: IO[bytes], size: int, budget: Budget, depth: int) -> None:
    if depth > DEEPEST:
        raise RefusedError(Finding("archive_too_deep"))
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_directory(entries, size, budget)
            for entry in entries:
                _check_entry(archive, entry, budget, depth)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise RefusedError(Finding("archive_damaged")) from error
    except (NotImplementedError, RuntimeError) as error:
        # An unknown way of packing; RuntimeError is what zipfile raises where it lacks a password.
        raise RefusedError(Finding("archive_unreadable")) from error


def _check_directory(entries: list[zipfile.ZipInfo], size: int, budget: Budget) -> None:
    budget.entries -= len(entries)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_dense = unpacked > RATIO_FROM and unpacked > MOST_RATIO * max(size, 1)
    # More packed bytes than the file has: the entries lie upon one another.
    if budget.entries < 0 or unpacked > budget.size or is_dense or packed > size:
        raise RefusedError(Finding("archive_bomb"))
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError(Finding("archive_encrypted"))
    for entry in entries:
        if _leads_out(entry.filename):
            raise RefusedError(Finding("archive_path", {"name": shown(entry.filename)}))


def _leads_out(name: str) -> bool:
    """Tell whether a program that unpacks carelessly would write outside of its folder."""
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or bool(re.match(r"[A-Za-z]:", path))


def _check_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget, depth: int
) -> None:
    if entry.is_dir():
        return
    name = entry.filename
    ending = PurePosixPath(name).suffix[1:].lower()
    if ending in PROGRAMS:
        raise RefusedError(Finding("archive_program", {"name": shown(name)}))
    if ending in MACRO_ENDINGS or _MACRO_PARTS.search(name):
        raise RefusedError(Finding("macros"))
    with archive.open(entry) as content:
        head = content.read(CHUNK)
        if head.startswith(PROGRAM_MAGIC):
            raise RefusedError(Finding("archive_program", {"name": shown(name)}))
        if head.startswith(b"PK\x03\x04"):
            _check_nested(head, content, budget, depth)
            return
        check_picture(head)
        if _LOOKED_INTO.search(name):
            head += content.read(MOST_NESTED)
            if _MACRO_TYPES.search(head) or _REMOTE_TEMPLATE.search(head):
                raise RefusedError(Finding("macros"))
        budget.size -= len(head)
        while chunk := content.read(CHUNK):
            budget.size -= len(chunk)
        if budget.size < 0:
            raise RefusedError(Finding("archive_bomb"))


def _check_nested(head: bytes, content: IO[bytes], budget: Budget, depth: int) -> None:
    nested = head + content.read(MOST_NESTED)
    if len(nested) > MOST_NESTED:
        raise RefusedError(Finding("archive_too_deep"))
    budget.size -= len(nested)
    _check(BytesIO(nested), len(nested), budget, depth + 1)


def shown(name: str) -> str:
    """Return a name within a file as a sentence can hold it."""
    plain = "".join(c if c.isprintable() else "?" for c in name)
    return plain if len(plain) <= 80 else f"{plain[:79]}…"
