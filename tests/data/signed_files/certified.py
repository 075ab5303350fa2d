"""Certified documents and locked fields (ISO 32000-1, 12.8.2.2 and 12.8.2.4), kept and broken.

Evil annotation and sneaky signature are those of Rohlmann, Mladenov, Mainka and Schwenk, "Breaking
the Specification: PDF Certification" (IEEE S&P 2021).
"""

from collections.abc import Callable

from tests.data.signed_files import papers, pki
from tests.data.signed_files.alterations import SUM_BOX, WHITE
from tests.data.signed_files.catalogue import FILES, made
from tests.data.signed_files.ordinary import AGENCY
from tests.data.signed_files.papers import NUMBER_AND_DATE, drawn
from tests.data.signed_files.signing import (
    Ask,
    Look,
    add_annotations,
    add_evidence,
    add_fields,
    appearance,
    sign,
)
from tests.data.signed_files.writing import File

Change = Callable[[File], None]
FREE_BOX = (70, 500, 260, 520)
SNEAKY = Look(
    SUM_BOX,
    WHITE + b"BT /Helv 12 Tf 2 4 Td (9.000.000 dong.) Tj ET",
    "<< /Font << /Helv 3 0 R >> >>",
)


def _nothing(_pdf: File) -> None:
    """Change nothing."""


def _annotated(pdf: File) -> None:
    papers.annotate(pdf, FREE_BOX, "Da vao so cong van den.")


def _written_upon(pdf: File) -> None:
    papers.overlay(pdf, drawn(NUMBER_AND_DATE))


def _evil_annotation(pdf: File) -> None:
    papers.annotate(pdf, SUM_BOX, "9.000.000 dong.", background=WHITE)


def _certified(level: int, change: Change) -> File:
    pdf = papers.form()
    sign(pdf, pki.officer(), ask=Ask(certify=level))
    change(pdf)
    return pdf


def _sealed(level: int, change: Change) -> bytes:
    pdf = _certified(level, change)
    if pdf.staged:
        pdf.save()
    return sign(pdf, pki.office(), AGENCY)


# What is done after certifying at a level, before the agency's seal.
SEALED: dict[str, tuple[int, Change]] = {
    "certified-1-then-sealed": (1, _nothing),
    "certified-2-then-sealed": (2, _nothing),
    "certified-3-then-sealed": (3, _nothing),
    "certified-1-filled-then-sealed": (1, papers.fill_number_and_date),
    "certified-2-filled-then-sealed": (2, papers.fill_number_and_date),
    "certified-2-annotated-then-sealed": (2, _annotated),
    "certified-3-annotated-then-sealed": (3, _annotated),
    "certified-3-written-upon-then-sealed": (3, _written_upon),
    "evil-annotation-covered": (3, _evil_annotation),
}
OPEN: dict[str, tuple[int, Change]] = {
    "certified-2-filled": (2, papers.fill_number_and_date),
    "certified-3-annotated": (3, _annotated),
    "certified-1-filled": (1, papers.fill_number_and_date),
    "evil-annotation": (3, _evil_annotation),
}


def _list_certified() -> None:
    for level in (1, 2, 3):
        FILES[f"certified-{level}.pdf"] = lambda level=level: bytes(
            _certified(level, _nothing).data
        )
    for name, (level, change) in SEALED.items():
        FILES[f"{name}.pdf"] = lambda level=level, change=change: _sealed(level, change)
    for name, (level, change) in OPEN.items():
        FILES[f"{name}.pdf"] = lambda level=level, change=change: _certified(level, change).save()


_list_certified()


@made()
def certified_1_with_evidence() -> bytes:
    """A store of evidence may follow even where nothing else may (ISO 32000-2, 12.8.2.2)."""
    return add_evidence(_certified(1, _nothing), (pki.second_government(),))


@made()
def sneaky_signature() -> bytes:
    """A signature field that hides the sum, signed by somebody with a certificate of his own."""
    return sign(_certified(2, _nothing), pki.forger(), AGENCY, Ask(look=SNEAKY))


@made()
def sneaky_signature_with_good_certificate() -> bytes:
    """The same by the agency itself: what the page said is hidden all the same."""
    return sign(_certified(2, _nothing), pki.office(), AGENCY, Ask(look=SNEAKY))


@made()
def sneaky_signature_unsigned() -> bytes:
    """A field for a signature, never signed, whose appearance hides the sum."""
    pdf = _certified(2, _nothing)
    look = appearance(pdf, SUM_BOX, SNEAKY.drawing, SNEAKY.resources)
    number = pdf.put(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": "(Chu ky 2)",
            "F": "132",
            "Rect": "[{} {} {} {}]".format(*SUM_BOX),
            "P": f"{pdf.pages[0]} 0 R",
            "AP": f"<< /N {look} 0 R >>",
        }
    )
    add_annotations(pdf, [number])
    add_fields(pdf, [number])
    return pdf.save()


@made()
def sneaky_signature_on_approval() -> bytes:
    """The same trick on a file that is signed and not certified."""
    pdf = papers.plan()
    sign(pdf, pki.officer())
    return sign(pdf, pki.office(), AGENCY, Ask(look=Look(SUM_BOX, WHITE)))


def _locked(lock: str, *labels: str) -> bytes:
    pdf = papers.form()
    sign(pdf, pki.officer(), ask=Ask(lock=f"<< /Type /SigFieldLock {lock} >>"))
    for label in labels:
        papers.fill_field(pdf, label, "59" if label == "So" else "12")
    pdf.save()
    return sign(pdf, pki.office(), AGENCY)


@made()
def locked_field_filled() -> bytes:
    return _locked("/Action /Include /Fields [(So)]", "So")


@made()
def locked_all_fields_filled() -> bytes:
    return _locked("/Action /All", "So")


@made()
def locked_other_field_filled() -> bytes:
    """Day and month are free; the number, which is locked, is left alone."""
    return _locked("/Action /Include /Fields [(So)]", "Ngay", "Thang")
