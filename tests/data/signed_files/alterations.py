"""Files that were changed after someone had signed them, each once in the open and once covered.

"Covered" means that the agency signed over the change with a good certificate: the file's newest
revision is sound, and only what the first signer saw tells that something is wrong.
"""

from collections.abc import Callable

from tests.data.signed_files import papers, pki
from tests.data.signed_files.catalogue import FILES, made
from tests.data.signed_files.ordinary import AGENCY
from tests.data.signed_files.papers import BODY, FOOT, HEAD, Line, drawn
from tests.data.signed_files.signing import DEFAULT, Ask, appearance, sign
from tests.data.signed_files.writing import File, Stream, references, text

Change = Callable[[File], None]
SUM, OTHER_SUM = b"1.000.000", b"9.000.000"
ALTERED: list[Line] = [
    (left, bottom, size, words.replace("1.000.000", "9.000.000"))
    for left, bottom, size, words in HEAD + BODY + FOOT
]
# Where the sum stands: white paper there hides it.
SUM_BOX = (180, 616, 330, 634)
WHITE = b"1 1 1 rg 0 0 600 900 re f 0 g\n"
TWO_PAGES = [HEAD + BODY + FOOT, [(70, 780, 12, "Phu luc: khong co khoan chi nao khac.")]]


def changed(name: str, prepare: Callable[[], File], change: Change, ask: Ask = DEFAULT) -> None:
    """List a file that was changed after the person signed, uncovered, and one that is covered."""

    def _changed() -> File:
        pdf = prepare()
        sign(pdf, pki.officer(), ask=ask)
        change(pdf)
        return pdf

    def uncovered() -> bytes:
        return _changed().save()

    def covered() -> bytes:
        pdf = _changed()
        pdf.save()
        return sign(pdf, pki.office(), AGENCY)

    FILES[f"{name}.pdf"] = uncovered
    FILES[f"{name}-covered.pdf"] = covered


def written(pdf: File) -> File:
    pdf.save()
    return pdf


@made()
def altered_inside() -> bytes:
    return sign(papers.plan(), pki.officer()).replace(SUM, OTHER_SUM)


@made()
def altered_inside_signed_twice() -> bytes:
    pdf = papers.plan()
    sign(pdf, pki.officer())
    return sign(pdf, pki.office(), AGENCY).replace(SUM, OTHER_SUM)


@made()
def altered_inside_between() -> bytes:
    """The agency signed what had been altered, with bytes that are right for itself."""
    pdf = papers.plan()
    pdf.data = bytearray(sign(pdf, pki.officer()).replace(SUM, OTHER_SUM))
    return sign(pdf, pki.office(), AGENCY)


@made()
def altered_time_of_signing() -> bytes:
    """The date in the signature's dictionary is inside the signed range too."""
    return sign(papers.plan(), pki.officer()).replace(b"D:20211206", b"D:20210106")


def _content_replaced(pdf: File) -> None:
    number = int(pdf.dictionary(pdf.pages[0])["Contents"].split()[0])
    pdf.put(Stream({}, drawn(ALTERED)), number)


def _page_added(pdf: File) -> None:
    page = papers.add_page(pdf, drawn([(70, 780, 12, "4. Chi them 9.000.000 dong.")]))
    pdf.change(2, Kids=references(*pdf.pages, page), Count=str(len(pdf.pages) + 1))


def _page_removed(pdf: File) -> None:
    pdf.change(2, Kids=references(pdf.pages[0]), Count="1")


def _pages_exchanged(pdf: File) -> None:
    pdf.change(2, Kids=references(*reversed(pdf.pages)))


def _page_object_replaced(pdf: File) -> None:
    """The page stays what it was; the tree lists another in its place."""
    page = papers.add_page(pdf, drawn(ALTERED))
    pdf.change(page, Annots=pdf.dictionary(pdf.pages[0])["Annots"])
    pdf.change(2, Kids=references(page))


def _font_exchanged(pdf: File) -> None:
    """The code of 1 draws a 9: the same string says another sum (ISO 32000-1, 9.6.6)."""
    pdf.change(3, Encoding="<< /Type /Encoding /Differences [49 /nine] >>")


def _unicode_exchanged(pdf: File) -> None:
    """What is seen stays; what is read aloud, copied and found by search says another sum."""
    mapping = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"2 beginbfrange <00> <30> <0000> <32> <FF> <0032> endbfrange\n"
        b"1 beginbfchar <31> <0039> endbfchar\nendcmap end end\n"
    )
    pdf.change(3, ToUnicode=f"{pdf.put(Stream({}, mapping))} 0 R")


def _annotation_over_the_sum(pdf: File) -> None:
    papers.annotate(pdf, SUM_BOX, "9.000.000 dong.", background=WHITE)


def _overlay_over_the_sum(pdf: File) -> None:
    left, bottom, right, top = SUM_BOX
    white = f"1 1 1 rg {left} {bottom} {right - left} {top - bottom} re f 0 g\n".encode()
    papers.overlay(pdf, white + drawn([(left + 2, 620, 12, "9.000.000 dong.")]))


def _page_cropped(pdf: File) -> None:
    """The lower half, where the sum stands, is cut away."""
    pdf.change(pdf.pages[0], CropBox="[0 660 595 842]")


def _image_paper() -> File:
    pdf = papers.paper()
    number = _picture(pdf, dark=False)
    page = pdf.pages[0]
    resources = f"<< /Font << /F1 3 0 R >> /XObject << /Im1 {number} 0 R >> >>"
    pdf.change(page, Resources=resources)
    papers.overlay(pdf, b"q 100 0 0 100 70 450 cm /Im1 Do Q\n")
    return written(pdf)


def _picture(pdf: File, *, dark: bool, number: int | None = None) -> int:
    rows = b"\x00\x00\xff\xff" if dark else b"\xff\x00\x00\xff"
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": "8",
        "Height": "4",
        "BitsPerComponent": "1",
        "ColorSpace": "/DeviceGray",
    }
    return pdf.put(Stream(entries, rows), number)


def _image_exchanged(pdf: File) -> None:
    number = next(
        n
        for n, content in pdf.objects.items()
        if isinstance(content, Stream) and content.dictionary.get("Subtype") == "/Image"
    )
    _picture(pdf, dark=True, number=number)


def layered() -> File:
    """Return a paper with a layer that says another sum, switched off."""
    pdf = papers.paper()
    layer = pdf.put({"Type": "/OCG", "Name": "(Lop 2)"})
    left, bottom, right, top = SUM_BOX
    white = f"1 1 1 rg {left} {bottom} {right - left} {top - bottom} re f 0 g\n".encode()
    other = drawn([(left + 2, 620, 12, "9.000.000 dong.")])
    papers.overlay(pdf, b"/OC /L1 BDC\n" + white + other + b"EMC\n")
    resources = f"<< /Font << /F1 3 0 R >> /Properties << /L1 {layer} 0 R >> >>"
    pdf.change(pdf.pages[0], Resources=resources)
    shown = {"OCGs": references(layer), "D": f"<< /OFF [{layer} 0 R] >>"}
    pdf.change(pdf.root, OCProperties=f"{pdf.put(shown)} 0 R")
    return written(pdf)


def show_layer(pdf: File) -> None:
    """Switch the layer on."""
    number = int(pdf.dictionary(pdf.root)["OCProperties"].split()[0])
    pdf.change(number, D="<< /OFF [] >>")


def _filled_form() -> File:
    pdf = papers.form()
    papers.fill_number_and_date(pdf)
    return written(pdf)


def _value_exchanged(pdf: File) -> None:
    papers.fill_field(pdf, "So", "95")


def _value_exchanged_unseen(pdf: File) -> None:
    """The value is another; the picture of the field still shows the one that was signed."""
    pdf.change(papers.find_field(pdf, "So"), V=text("95"))


def _appearance_of_signature_exchanged(pdf: File) -> None:
    number = papers.find_field(pdf, "Chu ky 1")
    drawing = b"BT /Helv 12 Tf 2 30 Td (Le Thi Khac) Tj ET"
    look = appearance(pdf, papers.SIGNATURE_BOX, WHITE + drawing, "<< /Font << /Helv 3 0 R >> >>")
    pdf.change(number, AP=f"<< /N {look} 0 R >>")


def two_pages() -> File:
    return written(papers.paper(TWO_PAGES))


def _list_changes() -> None:
    from tests.data.signed_files.ordinary import VISIBLE

    for name, prepare, change in (
        ("content-replaced", papers.plan, _content_replaced),
        ("page-added", papers.plan, _page_added),
        ("page-removed", two_pages, _page_removed),
        ("pages-exchanged", two_pages, _pages_exchanged),
        ("page-object-replaced", papers.plan, _page_object_replaced),
        ("font-exchanged", papers.plan, _font_exchanged),
        ("unicode-exchanged", papers.plan, _unicode_exchanged),
        ("annotation-over-the-sum", papers.plan, _annotation_over_the_sum),
        ("overlay-over-the-sum", papers.plan, _overlay_over_the_sum),
        ("page-cropped", papers.plan, _page_cropped),
        ("image-exchanged", _image_paper, _image_exchanged),
        ("value-exchanged", _filled_form, _value_exchanged),
        ("value-exchanged-unseen", _filled_form, _value_exchanged_unseen),
    ):
        changed(name, prepare, change)
    changed("signature-picture-exchanged", papers.plan, _appearance_of_signature_exchanged, VISIBLE)


_list_changes()


def _take_out(pdf: File, label: str) -> None:
    """Take a field out of the form and off the page, and free its objects."""
    number = papers.find_field(pdf, label)
    form = int(pdf.dictionary(pdf.root)["AcroForm"].split()[0])
    for holder, key in ((form, "Fields"), (pdf.pages[0], "Annots")):
        kept = pdf.dictionary(holder)[key].replace(f"{number} 0 R", "")
        pdf.change(holder, **{key: kept})
    pdf.freed += [int(pdf.dictionary(number)["V"].split()[0]), number]


@made()
def signature_taken_out() -> bytes:
    """The only signature is gone from the newest revision, and the sum is another."""
    pdf = papers.plan()
    sign(pdf, pki.officer())
    _take_out(pdf, "Chu ky 1")
    _content_replaced(pdf)
    return pdf.save()


@made()
def signature_taken_out_and_nothing_else() -> bytes:
    pdf = papers.plan()
    sign(pdf, pki.officer())
    _take_out(pdf, "Chu ky 1")
    return pdf.save()


@made()
def second_signature_taken_out() -> bytes:
    pdf = papers.plan()
    sign(pdf, pki.officer())
    sign(pdf, pki.office(), AGENCY)
    _take_out(pdf, AGENCY)
    return pdf.save()


@made()
def signature_taken_out_covered() -> bytes:
    """The person's signature is gone, and the agency signed what was left."""
    pdf = papers.plan()
    sign(pdf, pki.officer())
    _take_out(pdf, "Chu ky 1")
    pdf.save()
    return sign(pdf, pki.office(), AGENCY)


@made()
def value_of_signature_taken_out() -> bytes:
    """The field stays, empty: the place looks as if nobody had signed yet."""
    pdf = papers.plan()
    sign(pdf, pki.officer())
    pdf.change(papers.find_field(pdf, "Chu ky 1"), V=None)
    return pdf.save()
