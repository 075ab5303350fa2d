"""PDF files that a portal must not take in, and harmless ones that look like them."""

import io
from collections.abc import Callable

import pikepdf

from tests.data.signed_files import papers, pki
from tests.data.signed_files.catalogue import FILES, KEPT, made
from tests.data.signed_files.signing import add_annotations, sign
from tests.data.signed_files.writing import File, Stream, references, text

SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
LAUNCH = "<< /S /Launch /F (cmd.exe) >>"
PROGRAM = (
    b"MZ\x90\x00" + bytes(56) + b"\x80\x00\x00\x00" + bytes(64) + b"PE\x00\x00L\x01" + bytes(40)
)


def _with(change: Callable[[File], None], *, streams: bool = False) -> bytes:
    pdf = papers.paper(streams=streams)
    change(pdf)
    return pdf.save()


def _annotation_that(pdf: File, action: str) -> None:
    entries = {"Type": "/Annot", "Subtype": "/Link", "Rect": "[70 600 300 640]", "A": action}
    add_annotations(pdf, [pdf.put(entries)])


def _named_script(pdf: File) -> None:
    pdf.change(pdf.root, Names=f"<< /JavaScript << /Names [(a) {SCRIPT}] >> >>")


def _chained(pdf: File) -> None:
    """The script follows a harmless action (12.6.2)."""
    _annotation_that(pdf, f"<< /S /URI /URI (https://example.org/) /Next [{SCRIPT}] >>")


def _field_script(pdf: File) -> None:
    field = {
        "Type": "/Annot",
        "Subtype": "/Widget",
        "FT": "/Tx",
        "T": "(So)",
        "Rect": "[0 0 9 9]",
        "AA": f"<< /C {SCRIPT} >>",
    }
    number = pdf.put(field)
    add_annotations(pdf, [number])
    form = pdf.put({"Fields": references(number), "CO": references(number)})
    pdf.change(pdf.root, AcroForm=f"{form} 0 R")


def _outline_script(pdf: File) -> None:
    item, outline = pdf.put("null"), pdf.put("null")
    pdf.put({"Title": "(Muc luc)", "Parent": f"{outline} 0 R", "A": SCRIPT}, item)
    pdf.put({"First": f"{item} 0 R", "Last": f"{item} 0 R", "Count": "1"}, outline)
    pdf.change(pdf.root, Outlines=f"{outline} 0 R")


def _form_script(pdf: File) -> None:
    """XFA, a form language with scripts of its own."""
    template = (
        b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template><subform><event '
        b'activity="initialize"><script contentType="application/x-javascript">xfa.host.messageBox'
        b'("1")</script></event></subform></template></xdp:xdp>'
    )
    number = pdf.put(Stream({}, template))
    form = pdf.put({"Fields": "[]", "XFA": f"{number} 0 R"})
    pdf.change(pdf.root, AcroForm=f"{form} 0 R")


SCRIPTS: dict[str, Callable[[File], None]] = {
    "on-opening": lambda pdf: pdf.change(pdf.root, OpenAction=SCRIPT),
    "by-name": _named_script,
    "on-a-page": lambda pdf: pdf.change(pdf.pages[0], AA=f"<< /O {SCRIPT} >>"),
    "in-a-link": lambda pdf: _annotation_that(pdf, SCRIPT),
    "in-a-chain": _chained,
    "in-a-field": _field_script,
    "in-the-outline": _outline_script,
    "in-a-form-template": _form_script,
    "spelled-otherwise": lambda pdf: pdf.change(
        pdf.root, OpenAction="<< /S /Java#53cript /J#53 (app.alert\\(1\\)) >>"
    ),
    "in-a-rendition": lambda pdf: _annotation_that(
        pdf, "<< /S /Rendition /OP 0 /JS (app.alert\\(1\\)) >>"
    ),
}
LAUNCHES: dict[str, Callable[[File], None]] = {
    "on-opening": lambda pdf: pdf.change(pdf.root, OpenAction=LAUNCH),
    "in-a-link": lambda pdf: _annotation_that(pdf, LAUNCH),
    "spelled-otherwise": lambda pdf: _annotation_that(pdf, "<< /S /#4caunch /F (cmd.exe) >>"),
}


def _list_actions() -> None:
    for prefix, group in (("javascript", SCRIPTS), ("launch", LAUNCHES)):
        for name, change in group.items():
            FILES[f"{prefix}-{name}.pdf"] = lambda change=change: _with(change)


_list_actions()


@made()
def javascript_in_an_object_stream() -> bytes:
    """Compressed: no search through the bytes finds it."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(_with(_named_script))) as pdf:
        pdf.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return written.getvalue()


@made()
def javascript_that_is_signed() -> bytes:
    """A sound signature makes a script no safer."""
    pdf = papers.paper()
    pdf.change(pdf.root, OpenAction=SCRIPT)
    pdf.save()
    return sign(pdf, pki.officer())


@made()
def javascript_only_spoken_of() -> bytes:
    """The words stand in the text and the title, as in a circular about dangerous files."""
    pdf = papers.paper([[(70, 700, 12, "Canh giac voi /JavaScript, /Launch va /OpenAction")]])
    info = pdf.put({"Title": "(/JavaScript /JS /Launch /AA)"})
    pdf.trailer["Info"] = f"{info} 0 R"
    return pdf.save()


@made()
def links_only() -> bytes:
    def links(pdf: File) -> None:
        _annotation_that(pdf, "<< /S /URI /URI (https://binhson.quangngai.gov.vn/) >>")
        _annotation_that(pdf, f"<< /S /GoTo /D [{pdf.pages[0]} 0 R /Fit] >>")

    return _with(links)


def _attached(name: str, data: bytes, *, on_page: bool = False) -> bytes:
    pdf = papers.paper()
    file = pdf.put(Stream({"Type": "/EmbeddedFile"}, data))
    entries = {"Type": "/Filespec", "F": text(name), "UF": text(name)}
    spec = pdf.put(entries | {"EF": f"<< /F {file} 0 R >>"})
    if on_page:
        note = {"Type": "/Annot", "Subtype": "/FileAttachment", "Rect": "[500 700 520 720]"}
        add_annotations(pdf, [pdf.put(note | {"FS": f"{spec} 0 R"})])
    else:
        pdf.change(pdf.root, Names=f"<< /EmbeddedFiles << /Names [{text(name)} {spec} 0 R] >> >>")
    return pdf.save()


@made()
def program_attached() -> bytes:
    return _attached("phu-luc.exe", PROGRAM)


@made()
def program_attached_to_the_page() -> bytes:
    return _attached("phu-luc.exe", PROGRAM, on_page=True)


@made()
def program_attached_as_table() -> bytes:
    """Named like a table, and a program all the same."""
    return _attached("phu-luc.xlsx", PROGRAM)


@made()
def script_attached() -> bytes:
    return _attached("cai-dat.js", b'new ActiveXObject("WScript.Shell").Run("cmd")')


@made()
def text_attached() -> bytes:
    """A harmless attachment, as PDF/A-3 allows."""
    return _attached("ghi-chu.txt", "Phụ lục kèm theo".encode())


def _encrypted(user: str) -> bytes:
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(bytes(papers.plan().data))) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="chu", user=user, R=6))
    return written.getvalue()


@made()
def encrypted() -> bytes:
    return _encrypted("mat khau")


@made()
def encrypted_for_changes_alone() -> bytes:
    """Opens without a password; printing and copying are what it forbids."""
    return _encrypted("")


KEPT.update({"encrypted.pdf", "encrypted-for-changes-alone.pdf"})
