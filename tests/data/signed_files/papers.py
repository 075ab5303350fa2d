"""The documents themselves, small and plain, before anyone signs them."""

from tests.data.signed_files.signing import add_annotations, add_fields, appearance
from tests.data.signed_files.writing import File, Stream, references, text

WIDTH, HEIGHT = 595, 842
Line = tuple[int, int, int, str]  # left, bottom, size in points, words

HEAD: list[Line] = [
    (70, 780, 12, "HUYEN UY BINH SON"),
    (90, 765, 12, "BAN THUONG VU"),
    (320, 780, 12, "DANG CONG SAN VIET NAM"),
    (90, 745, 12, "So:          -KH/HU"),
    (320, 745, 12, "Binh Son, ngay      thang      nam 2021"),
    (250, 700, 14, "KE HOACH"),
    (120, 680, 12, "to chuc quan triet Chi thi cua Ban Bi thu Trung uong"),
]
BODY: list[Line] = [
    (70, 640, 12, "1. Muc dich: quan triet den tung chi bo, dang vien."),
    (70, 620, 12, "2. Kinh phi thuc hien: 1.000.000 dong."),
    (70, 600, 12, "3. To chuc thuc hien: Van phong Huyen uy theo doi."),
]
FOOT: list[Line] = [
    (380, 300, 12, "T/M BAN THUONG VU"),
    (395, 285, 12, "PHO BI THU"),
    (385, 190, 12, "Nguyen Van An"),
]
SIGNATURE_BOX = (380, 205, 500, 275)  # between post and name
SEAL_BOX = (330, 195, 420, 285)  # over a third of the signature, on its left
NUMBER_BOX = (112, 741, 150, 757)
DAY_BOX = (402, 741, 420, 757)
MONTH_BOX = (452, 741, 470, 757)


def drawn(lines: list[Line], font: str = "F1") -> bytes:
    """Return the operators that set lines of words."""
    return b"".join(
        f"BT /{font} {size} Tf {left} {bottom} Td ({words}) Tj ET\n".encode("latin-1")
        for left, bottom, size, words in lines
    )


def paper(
    pages: list[list[Line]] | None = None, *, streams: bool = False, header: bytes | None = None
) -> File:
    """Return a document of lines, not yet written: the plan that the seed's attachment names."""
    pdf = File.new(streams=streams) if header is None else File.new(header=header, streams=streams)
    pdf.put({"Type": "/Catalog", "Pages": "2 0 R"}, 1)
    pdf.put("null", 2)
    font = {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"}
    pdf.put(font | {"Encoding": "/WinAnsiEncoding"}, 3)
    kids = [add_page(pdf, drawn(lines)) for lines in pages or [HEAD + BODY + FOOT]]
    pdf.put({"Type": "/Pages", "Kids": references(*kids), "Count": str(len(kids))}, 2)
    identity = "<20211206000000000000000000000059>"
    pdf.trailer = {"Root": "1 0 R", "ID": f"[{identity} {identity}]"}
    return pdf


def add_page(pdf: File, drawing: bytes, *, resources: str = "<< /Font << /F1 3 0 R >> >>") -> int:
    """Stage a page; its parent does not list it yet."""
    content = pdf.put(Stream({}, drawing))
    return pdf.put(
        {
            "Type": "/Page",
            "Parent": "2 0 R",
            "MediaBox": f"[0 0 {WIDTH} {HEIGHT}]",
            "Contents": f"{content} 0 R",
            "Resources": resources,
        }
    )


def plan() -> File:
    """Return the plain document, written and ready to be signed."""
    pdf = paper()
    pdf.save()
    return pdf


def form() -> File:
    """Return the document with fields for the number and the date, still empty."""
    pdf = paper()
    boxes = {"So": NUMBER_BOX, "Ngay": DAY_BOX, "Thang": MONTH_BOX}
    numbers = [pdf.put(_field(pdf, label, box)) for label, box in boxes.items()]
    add_annotations(pdf, numbers)
    add_fields(pdf, numbers, DR="<< /Font << /Helv 3 0 R >> >>", DA="(/Helv 12 Tf 0 g)")
    pdf.save()
    return pdf


def _field(pdf: File, label: str, box: tuple[int, int, int, int]) -> dict[str, str]:
    return {
        "Type": "/Annot",
        "Subtype": "/Widget",
        "FT": "/Tx",
        "T": text(label),
        "DA": "(/Helv 12 Tf 0 g)",
        "F": "4",
        "Rect": "[{} {} {} {}]".format(*box),
        "P": f"{pdf.pages[0]} 0 R",
    }


def find_field(pdf: File, label: str) -> int:
    """Return the number of a field by its name."""
    wanted = text(label)
    for number in sorted(pdf.objects | pdf.staged):
        content = pdf.get(number)
        if isinstance(content, dict) and content.get("T") == wanted:
            return number
    raise KeyError(label)


def fill_field(pdf: File, label: str, value: str, *, drawn_as: str | None = None) -> None:
    """Stage a value in a field, with the appearance that goes with it (or with another value)."""
    number = find_field(pdf, label)
    box = tuple(int(side) for side in pdf.dictionary(number)["Rect"].strip("[]").split())
    words = f"/Tx BMC BT /Helv 12 Tf 2 4 Td ({drawn_as or value}) Tj ET EMC".encode()
    look = appearance(pdf, box, words, "<< /Font << /Helv 3 0 R >> >>")
    pdf.change(number, V=text(value), AP=f"<< /N {look} 0 R >>")


def fill_number_and_date(pdf: File) -> None:
    """Stage what the registry fills in when it issues the document."""
    for label, value in {"So": "59", "Ngay": "06", "Thang": "12"}.items():
        fill_field(pdf, label, value)


def annotate(
    pdf: File,
    box: tuple[int, int, int, int],
    words: str,
    *,
    kind: str = "FreeText",
    background: bytes = b"",
    page: int = 0,
) -> int:
    """Stage an annotation that shows words in a box."""
    drawing = background + f"BT /Helv 12 Tf 2 4 Td ({words}) Tj ET".encode("latin-1")
    look = appearance(pdf, box, drawing, "<< /Font << /Helv 3 0 R >> >>")
    entries = {
        "Type": "/Annot",
        "Subtype": f"/{kind}",
        "Rect": "[{} {} {} {}]".format(*box),
        "Contents": text(words),
        "DA": "(/Helv 12 Tf 0 g)",
        "F": "4",
        "P": f"{pdf.pages[page]} 0 R",
        "AP": f"<< /N {look} 0 R >>",
    }
    number = pdf.put(entries)
    add_annotations(pdf, [number], page)
    return number


def overlay(pdf: File, drawing: bytes, page: int = 0) -> None:
    """Stage more operators after those of a page, as tools of registries write on a page."""
    before = pdf.dictionary(pdf.pages[page])["Contents"].strip("[] ")
    opened, added = pdf.put(Stream({}, b"q\n")), pdf.put(Stream({}, b"Q\n" + drawing))
    pdf.change(pdf.pages[page], Contents=f"[{opened} 0 R {before} {added} 0 R]")


NUMBER_AND_DATE: list[Line] = [(114, 745, 12, "59"), (404, 745, 12, "06"), (454, 745, 12, "12")]
