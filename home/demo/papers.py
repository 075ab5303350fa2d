"""PDF files of the demonstration, set like official documents: the same bytes each time."""

from datetime import UTC, date, datetime
from typing import Any

from fpdf import FPDF, Align, XPos, YPos

from media.kinds import KINDS

from .fonts import font_path

MARK = "TÀI LIỆU TRÌNH DIỄN – không có giá trị pháp lý"
FAMILY = "BeVietnamPro"
MARGIN = 22
PARTY_HEAD = ("ĐẢNG CỘNG SẢN VIỆT NAM", "")
STATE_HEAD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


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

    Args:
        entry: an entry of the content files (`number`, `kind`, `issued_on`, `paragraphs` …).
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
    _head(paper, entry, issuer, issued_on, PARTY_HEAD if is_party else STATE_HEAD)
    _title(paper, entry)
    paper.set_font(FAMILY, "", 11.5)
    for paragraph in entry["paragraphs"]:
        paper.multi_cell(0, 6.6, f"      {paragraph}", align=Align.J, new_x=XPos.LMARGIN,
                         new_y=YPos.NEXT)  # fmt: skip
        paper.ln(2)
    _signature(paper, entry["signed_by"])
    return bytes(paper.output())


def _head(
    paper: Paper, entry: dict[str, Any], issuer: str, issued_on: date, head: tuple[str, str]
) -> None:
    half = (paper.w - 2 * MARGIN) / 2
    top = paper.get_y()
    paper.set_font(FAMILY, "B", 10)
    paper.multi_cell(half - 4, 5.4, issuer.upper(), align=Align.C)
    paper.set_font(FAMILY, "", 10)
    paper.set_x(MARGIN)
    paper.multi_cell(half - 4, 6, f"Số: {entry['number']}", align=Align.C)
    left_end = paper.get_y()
    paper.set_xy(MARGIN + half, top)
    paper.set_font(FAMILY, "B", 10)
    paper.multi_cell(half, 5.4, "\n".join(filter(None, head)), align=Align.C)
    paper.set_x(MARGIN + half)
    paper.set_font(FAMILY, "I", 10)
    day = f"Bình Sơn, ngày {issued_on:%d} tháng {issued_on:%m} năm {issued_on:%Y}"
    paper.multi_cell(half, 6, day, align=Align.C)
    paper.set_xy(MARGIN, max(left_end, paper.get_y()) + 8)


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
    paper.ln(8)
    paper.set_x(MARGIN + half)
    paper.set_font(FAMILY, "B", 11)
    paper.multi_cell(half, 6, signed_by.upper(), align=Align.C)
    paper.set_x(MARGIN + half)
    paper.set_font(FAMILY, "I", 10)
    paper.multi_cell(half, 6, "(bản trình diễn)", align=Align.C)
