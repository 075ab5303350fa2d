"""PDF files of the demonstration, set like official documents: the same bytes each time."""

from datetime import UTC, date, datetime
from typing import Any

from fpdf import FPDF, Align, XPos, YPos

from media.kinds import KINDS

from .fonts import font_path

MARK = "TÀI LIỆU TRÌNH DIỄN – không có giá trị pháp lý"
FAMILY = "BeVietnamPro"
MARGIN = 22
# Signatures stand below these words; so much room (mm) is kept for them.
SIGNED_BELOW = "(bản trình diễn)"
SIGNATURE_ROOM = 42
PARTY_HEAD = "ĐẢNG CỘNG SẢN VIỆT NAM"
STATE_HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


class Paper(FPDF):
    """A sheet that says on every page that it proves nothing."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=26)
        for style, weight in (("", "Regular"), ("B", "Bold"), ("I", "Italic")):
            self.add_font(FAMILY, style, font_path(weight))

    def footer(self) -> None:
        """Print the mark and the number of the page."""
        self.set_y(-16)
        self.set_font(FAMILY, "I", 8)
        self.set_text_color(150, 30, 30)
        self.cell(0, 5, f"{MARK}  ·  {self.page_no()}", align=Align.C)
        self.set_text_color(0)


def typeset(entry: dict[str, Any], issuer: str, *, is_party: bool) -> bytes:
    """Return an official document as PDF.

    The head follows Nghị định 30/2020/NĐ-CP or, for the Party, Hướng dẫn 36-HD/VPTW.

    Args:
        entry: an entry of the content files (`number`, `kind`, `issued_on`, `paragraphs` …);
            `place` is where the document was issued, Bình Sơn unless it says otherwise.
        issuer: name of the issuing authority.
        is_party: sets the Party's head in the place of the state's.
    """
    issued_on = date.fromisoformat(entry["issued_on"])
    paper = Paper()
    paper.set_title(entry["title"])
    paper.set_author(issuer)
    paper.set_lang("vi")
    paper.set_creation_date(datetime(issued_on.year, issued_on.month, issued_on.day, tzinfo=UTC))
    paper.add_page()
    is_letter = entry["kind"] == "CV" and not is_party
    left = _left_head(entry, issuer, is_party=is_party, is_letter=is_letter)
    right = (PARTY_HEAD if is_party else STATE_HEAD, _place_and_day(entry, issued_on))
    _head(paper, left, right)
    if not is_letter:
        _title(paper, entry)
    paper.set_font(FAMILY, "", 11.5)
    for paragraph in entry["paragraphs"]:
        paper.multi_cell(0, 6.6, f"      {paragraph}", align=Align.J, new_x=XPos.LMARGIN,
                         new_y=YPos.NEXT)  # fmt: skip
        paper.ln(2)
    _signature(paper, entry["signed_by"])
    return bytes(paper.output())


def _left_head(
    entry: dict[str, Any], issuer: str, *, is_party: bool, is_letter: bool
) -> tuple[str, str]:
    """Return the issuer and what stands below it; only the state writes a colon after `Số`."""
    if is_party:
        return f"{issuer.upper()}\n*", f"Số {entry['number']}"
    number = f"Số: {entry['number']}"
    if is_letter:
        # A công văn names no kind: its subject stands below the number.
        number = f"{number}\nV/v {entry['abstract'].removeprefix('Về việc ')}"
    return issuer.upper(), number


def _place_and_day(entry: dict[str, Any], day: date) -> str:
    """Return place and date as printed: a zero before days below 10 and before months 1 and 2."""
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    place = entry.get("place", "Bình Sơn")
    return f"{place}, ngày {day.day:02} tháng {month} năm {day.year}"


def _head(paper: Paper, left: tuple[str, str], right: tuple[str, str]) -> None:
    half = (paper.w - 2 * MARGIN) / 2
    top = paper.get_y()
    ends = []
    for x, width, first, second, style in (
        (MARGIN, half - 4, *left, ""),
        (MARGIN + half, half, *right, "I"),
    ):
        paper.set_xy(x, top)
        paper.set_font(FAMILY, "B", 10)
        paper.multi_cell(width, 5.4, first, align=Align.C)
        paper.set_x(x)
        paper.set_font(FAMILY, style, 10)
        paper.multi_cell(width, 6, second, align=Align.C)
        ends.append(paper.get_y())
    paper.set_xy(MARGIN, max(ends) + 8)


def _title(paper: Paper, entry: dict[str, Any]) -> None:
    kind = KINDS.get(entry["kind"])
    paper.set_font(FAMILY, "B", 14)
    heading = kind.name.upper() if kind else "CÔNG VĂN"
    paper.multi_cell(0, 8, heading, align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.set_font(FAMILY, "B", 11.5)
    paper.multi_cell(0, 6.6, entry["abstract"], align=Align.C, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    paper.ln(6)


def _signature(paper: Paper, signed_by: str) -> None:
    half = (paper.w - 2 * MARGIN) / 2
    if paper.will_page_break(SIGNATURE_ROOM):
        paper.add_page()
    paper.ln(8)
    paper.set_x(MARGIN + half)
    paper.set_font(FAMILY, "B", 11)
    paper.multi_cell(half, 6, signed_by.upper().replace(", ", "\n"), align=Align.C)
    paper.set_x(MARGIN + half)
    paper.set_font(FAMILY, "I", 10)
    paper.multi_cell(half, 6, SIGNED_BELOW, align=Align.C)
