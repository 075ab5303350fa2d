"""Shadow attacks: what is to be shown later already lies hidden in what is signed.

After Mainka, Mladenov and Rohlmann, "Shadow Attacks: Hiding and Replacing Content in Signed PDFs"
(NDSS 2021). Of each kind there are three files: prepared and signed (what is hidden is at most a
warning until someone shows it), shown by an update, and shown and then sealed by the agency.
"""

from collections.abc import Callable

from tests.data.signed_files import papers, pki
from tests.data.signed_files.alterations import (
    ALTERED,
    SUM_BOX,
    WHITE,
    layered,
    show_layer,
    written,
)
from tests.data.signed_files.catalogue import FILES
from tests.data.signed_files.forgeries import shadowed
from tests.data.signed_files.ordinary import AGENCY
from tests.data.signed_files.papers import BODY, FOOT, HEAD, drawn
from tests.data.signed_files.signing import add_annotations, add_fields, appearance, sign
from tests.data.signed_files.writing import File, Stream, references

CLEAN = [line for line in HEAD + BODY + FOOT if "1.000.000" not in line[3]]


def _annotated() -> File:
    """The page says nine millions; an annotation shows one million over it."""
    pdf = papers.paper([ALTERED])
    papers.annotate(pdf, SUM_BOX, "1.000.000 dong.", background=WHITE)
    return written(pdf)


def _annotation_taken_away(pdf: File) -> None:
    page = pdf.dictionary(pdf.pages[0])
    first, rest = page["Annots"].strip("[] ").split(" R", 1)
    assert first
    pdf.change(pdf.pages[0], Annots=f"[{rest}]")


def _annotation_flagged_hidden(pdf: File) -> None:
    """One bit changes: the flag that hides an annotation (12.5.3)."""
    number = int(pdf.dictionary(pdf.pages[0])["Annots"].strip("[] ").split()[0])
    pdf.change(number, F="2")


def _pictured() -> File:
    """A form XObject with white paper and the signed sum lies over the other one."""
    pdf = papers.paper([ALTERED])
    left, bottom = SUM_BOX[:2]
    words = b"BT /F1 12 Tf 2 4 Td (1.000.000 dong.) Tj ET"
    cover = appearance(pdf, SUM_BOX, WHITE + words, "<< /Font << /F1 3 0 R >> >>")
    papers.overlay(pdf, f"q 1 0 0 1 {left} {bottom} cm /Cover Do Q\n".encode())
    pdf.change(
        pdf.pages[0],
        Resources=f"<< /Font << /F1 3 0 R >> /XObject << /Cover {cover} 0 R >> >>",
    )
    return written(pdf)


def _cover_made_empty(pdf: File) -> None:
    resources = pdf.dictionary(pdf.pages[0])["Resources"]
    number = int(resources[resources.index("/Cover") :].split()[1])
    content = pdf.get(number)
    assert isinstance(content, Stream)
    pdf.put(Stream(content.dictionary, b""), number)


def _fonted() -> File:
    """The sum has a font of its own, which an update may exchange and touch nothing else."""
    pdf = papers.paper([CLEAN])
    font = {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"}
    number = pdf.put(font | {"Encoding": "<< /Type /Encoding /Differences [49 /one] >>"})
    papers.overlay(pdf, drawn([BODY[1]], "F2"))
    pdf.change(pdf.pages[0], Resources=f"<< /Font << /F1 3 0 R /F2 {number} 0 R >> >>")
    return written(pdf)


def _font_replaced(pdf: File) -> None:
    resources = pdf.dictionary(pdf.pages[0])["Resources"]
    number = int(resources[resources.index("/F2") :].split()[1])
    pdf.change(number, Encoding="<< /Type /Encoding /Differences [49 /nine] >>")


def _valued() -> File:
    """The sum stands in a form field: filling it again looks like the harmless use of a form."""
    pdf = papers.paper([CLEAN])
    left, bottom, right, top = SUM_BOX
    field = {
        "Type": "/Annot",
        "Subtype": "/Widget",
        "FT": "/Tx",
        "T": "(Kinh phi)",
        "DA": "(/Helv 12 Tf 0 g)",
        "F": "4",
        "Rect": f"[{left} {bottom} {right} {top}]",
        "P": f"{pdf.pages[0]} 0 R",
    }
    number = pdf.put(field)
    add_annotations(pdf, [number])
    add_fields(pdf, [number], DR="<< /Font << /Helv 3 0 R >> >>", DA="(/Helv 12 Tf 0 g)")
    papers.fill_field(pdf, "Kinh phi", "1.000.000 dong")
    return written(pdf)


def _value_replaced(pdf: File) -> None:
    papers.fill_field(pdf, "Kinh phi", "9.000.000 dong")


def _two_trees() -> File:
    """A second page tree with the other page stands in the file, and nothing refers to it."""
    pdf = papers.paper()
    page = papers.add_page(pdf, drawn(ALTERED))
    tree = pdf.put({"Type": "/Pages", "Kids": references(page), "Count": "1"})
    pdf.change(page, Parent=f"{tree} 0 R")
    pdf.trailer["Hidden"] = f"{tree} 0 R"
    return written(pdf)


def _other_tree(pdf: File) -> None:
    pdf.change(pdf.root, Pages=pdf.trailer["Hidden"])


KINDS: dict[str, tuple[Callable[[], File], Callable[[File], None]]] = {
    "hide-annotation": (_annotated, _annotation_taken_away),
    "hide-flag": (_annotated, _annotation_flagged_hidden),
    "hide-picture": (_pictured, _cover_made_empty),
    "hide-layer": (layered, show_layer),
    "replace-font": (_fonted, _font_replaced),
    "replace-value": (_valued, _value_replaced),
    "hide-and-replace-tree": (_two_trees, _other_tree),
}


def _list_shadows() -> None:
    for kind, (prepare, show) in KINDS.items():

        def build(stage: int, prepare=prepare, show=show) -> bytes:
            pdf = prepare()
            data = sign(pdf, pki.officer())
            if stage > 0:
                show(pdf)
                data = pdf.save()
            return sign(pdf, pki.office(), AGENCY) if stage > 1 else data

        FILES[f"shadow-{kind}-prepared.pdf"] = lambda build=build: build(0)
        FILES[f"shadow-{kind}-shown.pdf"] = lambda build=build: build(1)
        FILES[f"shadow-{kind}-covered.pdf"] = lambda build=build: build(2)
    FILES["shadow-hide-and-replace-table-prepared.pdf"] = lambda: shadowed(
        covered=False, attacked=False
    )
    FILES["shadow-hide-and-replace-table-shown.pdf"] = lambda: shadowed(covered=False)
    FILES["shadow-hide-and-replace-table-covered.pdf"] = lambda: shadowed(covered=True)


_list_shadows()
