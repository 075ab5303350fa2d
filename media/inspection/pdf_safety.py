"""The safety check of PDF files: nothing in them may run, and nothing may be locked.

Every object that a reader can reach or not is looked at, those inside of compressed object streams
too; names are compared as they are meant, `/J#61vaScript` too (ISO 32000-2, 7.3.5).
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf

from media.signatures.report import Finding

from .archives import MACRO_ENDINGS, PROGRAM_MAGIC, PROGRAMS, shown
from .pictures import check_pixels
from .report import RefusedError

# Keys whose presence in a dictionary means a script (ISO 32000-2, 12.6.4.17 and 12.6.4.14).
SCRIPT_KEYS = ("/JS", "/JavaScript")
# Types of action that start something outside of the document, or take something in.
ACTIONS = {
    "/JavaScript": "pdf_javascript",
    "/Launch": "pdf_launch",
    "/ImportData": "pdf_launch",
    "/RichMediaExecute": "pdf_program",
}
XFA_LOOKED_AT = 16 * 1024 * 1024
_XFA_SCRIPTS = (b"<script", b":script")
ATTACHED_HEAD = 4096


def check_pdf(path: Path) -> None:
    """Check the PDF at `path`.

    Raises:
        RefusedError: it is encrypted, cannot be read at all, or holds what runs.
    """
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise RefusedError(Finding("pdf_encrypted"))
            if "/Root" not in pdf.trailer:
                raise RefusedError(Finding("pdf_damaged"))
            for obj in pdf.objects:
                _check_object(obj)
    except pikepdf.PasswordError as error:
        raise RefusedError(Finding("pdf_encrypted")) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise RefusedError(Finding("pdf_damaged")) from error


def _check_object(obj: Any) -> None:
    """Look at one object and at what stands in it directly."""
    waiting = [obj]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            _check_dictionary(one)
            waiting += [value for _key, value in one.items() if _is_direct(value)]
        elif isinstance(one, pikepdf.Array):
            waiting += [value for value in one if _is_direct(value)]


def _is_direct(value: Any) -> bool:
    """Tell whether `value` is a container of its own place; indirect ones come in their turn."""
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect


def _check_dictionary(one: Any) -> None:
    if any(key in one for key in SCRIPT_KEYS):
        raise RefusedError(Finding("pdf_javascript"))
    action = _name(one, "/S")
    if action in ACTIONS:
        raise RefusedError(Finding(ACTIONS[action]))
    if _name(one, "/Subtype") == "/RichMedia" or "/RichMediaContent" in one:
        raise RefusedError(Finding("pdf_program"))
    if _name(one, "/Subtype") == "/Image":
        check_pixels(_whole(one, "/Width"), _whole(one, "/Height"))
    if "/XFA" in one:
        _check_form(one["/XFA"])
    if "/EF" in one:
        _check_attachment(one)


def _name(one: Any, key: str) -> str:
    value = one.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _whole(one: Any, key: str) -> int:
    """Return a number that stands in a dictionary; 0 where none does."""
    value = one.get(key)
    return int(value) if isinstance(value, (int, Decimal)) else 0


def _check_form(form: Any) -> None:
    """Refuse an XML form (XFA) with a script."""
    parts = list(form) if isinstance(form, pikepdf.Array) else [form]
    for part in parts:
        if isinstance(part, pikepdf.Stream):
            text = part.read_bytes()[:XFA_LOOKED_AT].lower()
            if any(script in text for script in _XFA_SCRIPTS):
                raise RefusedError(Finding("pdf_javascript"))


def _check_attachment(specification: Any) -> None:
    """Refuse an embedded program; other attachments, such as the data of a PDF/A-3, may stay."""
    names = [str(specification[key]) for key in ("/F", "/UF") if key in specification]
    for name in names:
        ending = name.rpartition(".")[2].lower()
        if ending in PROGRAMS or ending in MACRO_ENDINGS:
            raise RefusedError(Finding("pdf_attachment", {"name": shown(name)}))
    files = specification["/EF"]
    is_list = isinstance(files, pikepdf.Dictionary)
    streams = [stream for _key, stream in files.items()] if is_list else []
    for stream in streams:
        if isinstance(stream, pikepdf.Stream):
            head = stream.read_bytes()[:ATTACHED_HEAD]
            if head.startswith(PROGRAM_MAGIC):
                raise RefusedError(
                    Finding("pdf_attachment", {"name": shown(names[0] if names else "")})
                )
