"""Puts signatures into a PDF (ISO 32000-1, 12.8), each as an update of its own."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.data.signed_files import cms
from tests.data.signed_files.certificates import Identity, der
from tests.data.signed_files.cms import PLAIN, Style
from tests.data.signed_files.writing import Dictionary, File, Stream, references, text

SIGNED = dt.datetime(2021, 12, 6, 2, 30, tzinfo=dt.UTC)  # 09:30 in Vietnam
HOLE = "[0 0000000000 0000000000 0000000000]"
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Look:
    """A visible signature: where it stands, and the operators that draw it."""

    box: Box
    drawing: bytes
    resources: str = "<< >>"
    page: int = 0


@dataclass(frozen=True)
class Ask:
    """How a signature stands in the file; the defaults are the plain case."""

    style: Style = PLAIN
    look: Look | None = None
    sub_filter: str = "/ETSI.CAdES.detached"
    moment: dt.datetime = SIGNED
    certify: int | None = None  # DocMDP permission: 1 nothing, 2 forms, 3 annotations as well
    lock: str | None = None  # a FieldMDP lock dictionary
    reserve: int | None = None  # bytes for the CMS object; as many as it needs if not said
    entries: Dictionary = field(default_factory=dict)  # more entries of the signature dictionary
    range: Callable[[int, int, int], tuple[int, ...]] | None = None  # start, end, length → range
    field: int | None = None  # a field that stands in the file already, to be filled


DEFAULT = Ask()


def stamped_at(moment: dt.datetime) -> str:
    """Return a date as PDF writes it (7.9.4)."""
    return f"(D:{moment:%Y%m%d%H%M%S}Z)"


def fields_of(pdf: File) -> list[int]:
    """Return the numbers of the fields at the top of the form."""
    form = pdf.dictionary(pdf.root).get("AcroForm")
    if form is None:
        return []
    listed = pdf.dictionary(int(form.split()[0])).get("Fields", "[]")
    return [int(part.split()[0]) for part in listed.strip("[] ").split("R") if part.strip()]


def add_fields(pdf: File, numbers: list[int], **entries: str) -> None:
    """List fields in the form, which is made if there is none."""
    root = pdf.dictionary(pdf.root)
    listed = {"Fields": references(*fields_of(pdf), *numbers)} | entries
    if "AcroForm" in root:
        pdf.change(int(root["AcroForm"].split()[0]), **listed)
    else:
        form = pdf.put(listed)
        pdf.change(pdf.root, AcroForm=f"{form} 0 R")


def add_annotations(pdf: File, numbers: list[int], page: int = 0) -> None:
    """List annotations on a page."""
    listed = pdf.dictionary(pdf.pages[page]).get("Annots", "[]").strip("[] ")
    added = " ".join(f"{number} 0 R" for number in numbers)
    pdf.change(pdf.pages[page], Annots=f"[{listed} {added}]")


def appearance(pdf: File, box: Box, drawing: bytes, resources: str = "<< >>") -> int:
    """Stage a form XObject that draws in a box."""
    left, bottom, right, top = box
    entries = {
        "Type": "/XObject",
        "Subtype": "/Form",
        "BBox": f"[0 0 {right - left} {top - bottom}]",
        "Resources": resources,
    }
    return pdf.put(Stream(entries, drawing))


def _put_field(pdf: File, label: str, ask: Ask, value: int) -> None:
    """Stage the field of a signature, merged with its widget, and list it."""
    if ask.field is not None:
        pdf.change(ask.field, V=f"{value} 0 R")
        add_fields(pdf, [] if ask.field in fields_of(pdf) else [ask.field], SigFlags="3")
        return
    page = ask.look.page if ask.look else 0
    box = ask.look.box if ask.look else (0, 0, 0, 0)
    entries = {
        "FT": "/Sig",
        "T": text(label),
        "V": f"{value} 0 R",
        "Type": "/Annot",
        "Subtype": "/Widget",
        "F": "132",
        "Rect": "[{} {} {} {}]".format(*box),
        "P": f"{pdf.pages[page]} 0 R",
    }
    if ask.lock:
        entries["Lock"] = f"{pdf.put(ask.lock)} 0 R"
    if ask.look:
        drawn = appearance(pdf, box, ask.look.drawing, ask.look.resources)
        entries["AP"] = f"<< /N {drawn} 0 R >>"
    number = pdf.put(entries)
    add_annotations(pdf, [number], page)
    add_fields(pdf, [number], SigFlags="3")


def _transforms(ask: Ask) -> str | None:
    """Return the signature references that restrict later changes (12.8.2.2, 12.8.2.4)."""
    found = []
    if ask.certify:
        found.append(
            "<< /Type /SigRef /TransformMethod /DocMDP /TransformParams "
            f"<< /Type /TransformParams /V /1.2 /P {ask.certify} >> >>"
        )
    if ask.lock:
        rules = ask.lock.strip("<> ").replace("/Type /SigFieldLock", "")
        found.append(
            "<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams "
            f"<< /Type /TransformParams /V /1.2 {rules} >> >>"
        )
    return "[" + " ".join(found) + "]" if found else None


def sign(pdf: File, by: Identity, label: str = "Chu ky 1", ask: Ask = DEFAULT) -> bytes:
    """Sign what stands in the file and what is staged, as one update; return the whole file."""
    value: Dictionary = {
        "Type": "/Sig",
        "Filter": "/Adobe.PPKLite",
        "SubFilter": ask.sub_filter,
        "M": stamped_at(ask.moment),
    }
    if references_ := _transforms(ask):
        value["Reference"] = references_

    def signature(covered: bytes) -> bytes:
        if ask.sub_filter != "/adbe.pkcs7.sha1":
            return cms.signature(covered, by, ask.style)
        return cms.signature(
            covered, by, replace(ask.style, content=hashlib.sha1(covered).digest())
        )

    size = len(signature(b"")) + 4 if ask.reserve is None else ask.reserve
    made = _reserve(pdf, value | ask.entries, label, ask, size)
    return fill(pdf, made, signature(close(pdf, made, ask)))


def stamp(pdf: File, stamper: cms.Stamper, label: str = "Dau thoi gian 1") -> bytes:
    """Put a document time stamp over the file (ISO 32000-2, 12.8.5)."""
    value = {
        "Type": "/DocTimeStamp",
        "Filter": "/Adobe.PPKLite",
        "SubFilter": "/ETSI.RFC3161",
    }
    made = _reserve(pdf, value, label, DEFAULT, len(stamper(b"").dump()) + 4)
    return fill(pdf, made, stamper(close(pdf, made, DEFAULT)).dump())


def _reserve(pdf: File, value: Dictionary, label: str, ask: Ask, size: int) -> int:
    hole = "<" + "0" * 2 * size + ">"
    made = pdf.put({"ByteRange": HOLE, "Contents": hole} | value)
    _put_field(pdf, label, ask, made)
    if ask.certify:
        pdf.change(pdf.root, Perms=f"<< /DocMDP {made} 0 R >>")
    pdf.save()
    return made


def close(pdf: File, made: int, ask: Ask = DEFAULT) -> bytes:
    """Write the byte range of a signature; return the bytes that it covers."""
    start = pdf.data.index(b"/Contents <", pdf.offsets[made]) + len(b"/Contents ")
    end = pdf.data.index(b">", start) + 1
    length = len(pdf.data)
    numbers = (0, start, end, length - end) if not ask.range else ask.range(start, end, length)
    written = "[" + " ".join(str(number) for number in numbers) + "]"
    place = pdf.data.index(b"/ByteRange [", pdf.offsets[made]) + len(b"/ByteRange ")
    pdf.data[place : place + len(HOLE)] = written.ljust(len(HOLE)).encode()
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return b"".join(bytes(pdf.data[first : first + size]) for first, size in pairs)


def fill(pdf: File, made: int, signature: bytes) -> bytes:
    """Write a signature into its place; return the whole file."""
    start = pdf.data.index(b"/Contents <", pdf.offsets[made]) + len(b"/Contents <")
    written = signature.hex().encode()
    end = pdf.data.index(b">", start)
    if len(written) > end - start:
        raise ValueError(f"{len(signature)} bytes do not fit into {(end - start) // 2}")
    pdf.data[start : start + len(written)] = written
    return bytes(pdf.data)


def add_evidence(
    pdf: File,
    certificates: tuple[Identity, ...] = (),
    revocation_lists: tuple[bytes, ...] = (),
    answers: tuple[bytes, ...] = (),
) -> bytes:
    """Add a document security store (ISO 32000-2, 12.8.4.3) as an update."""
    groups = {
        "Certs": [der(identity.certificate) for identity in certificates],
        "CRLs": list(revocation_lists),
        "OCSPs": list(answers),
    }
    store = {
        name: references(*[pdf.put(Stream({}, data)) for data in group])
        for name, group in groups.items()
        if group
    }
    number = pdf.put({"Type": "/DSS"} | store)
    pdf.change(pdf.root, DSS=f"{number} 0 R")
    return pdf.save()
