"""Words before official numbers in running text, for `media.citing`: what they say of them."""

import re
from typing import Final

from search.folding import fold

from .kinds import KINDS, kind_from_name

# These read folded text.
_KIND_NAMES: Final = "|".join(
    sorted((re.escape(fold(kind.name)) for kind in KINDS.values()), key=len, reverse=True)
)
# What offices print for a kind in running text: QĐ số 12/QĐ-UBND.
LEADING_KIND: Final = re.compile(rf"\W*(?P<name>{_KIND_NAMES})(?!\w)")
KIND_BEFORE: Final = re.compile(
    rf"(?<!\w)(?P<name>{_KIND_NAMES})\s*(?:\([^()]*\)\s*)?[(]?\s*(?:so\s*)?[:.]?\s*$"
)
SERIAL_AFTER: Final = re.compile(r"\s*so\s*:?\s*(?P<serial>[0-9]{1,6}[a-z]?)(?![\w/]|-\w)")

# A law is named before its number: Luật Đất đai số 31/2024/QH15, Luật Đất đai (31/2024/QH15).
_NAMED_LAW: Final = re.compile(
    r"(?<!\w)(?<!phap )(?P<name>bo luat|luat|phap lenh|nghi quyet|hien phap)\s"
    r"[^.;:\d]{0,120}?(?:\bso\s*[:.]?\s*|\(\s*)$"
)
_ENGLISH_KINDS: Final = {
    "law": "L",
    "code": "BL",
    "ordinance": "PL",
    "resolution": "NQ",
    "decision": "QĐ",
    "regulation": "QyĐ",
    "official letter": "CV",
}
_ENGLISH_BEFORE: Final = re.compile(rf"\b(?P<name>{'|'.join(_ENGLISH_KINDS)})\s+(?:no\s*\.?\s*)?$")

# "Số" before a number, and what has numbers of its own: a form, a plot of land, a contract lot.
_SO_BEFORE: Final = re.compile(r"\b(?:s[ốo]|nos?\.?)\s*[:.]?\s*$", re.IGNORECASE)
_FORM_BEFORE: Final = re.compile(
    r"\b(?:mẫu|biểu|biểu mẫu|phụ lục|thửa|thửa đất|tờ bản đồ)\s*(?:số)?\s*[:.]?\s*$", re.IGNORECASE
)
_THING_BEFORE: Final = re.compile(
    r"\b(?:lô|lô đất|ô|gói thầu|phòng|phòng thi|bảng|tờ|tờ khai|nhà|căn hộ|tài khoản|stk|hộ chiếu"
    r"|cmnd|cccd|thẻ|lớp|đội|tổ|thôn|xóm|khu|khối|tàu|tàu cá|thuyền|xe|biển|biển số|kiểm soát|đường"
    r"|hẻm|ngõ|kiệt|ngách|bão|bầu cử|đề|mã|máy|lẻ|sân|cửa|bàn|giải|hạng|kỳ|tập|hình|ảnh|trang|điều"
    r"|khoản|mục|chốt|trạm|tuyến|tổng|trong|chỉ|một|hệ|con|sổ|seri|sê-ri|ký hiệu lô|km|đạt)"
    r"\s*(?:số)?\s*[:.]?\s*$",
    re.IGNORECASE,
)
_ADDRESS_BEFORE: Final = re.compile(
    r"(?:://|www\.|@|[?&]\w+=|\.(?:vn|com|net|org|info|edu|gov)/)\S*$", re.IGNORECASE
)
_HEAD_BEFORE: Final = re.compile(r"(?:^|\n)\s*số\s*:?\s*$", re.IGNORECASE)


class WordsBefore:
    """What stands before a number in its text.

    Args:
        text: the last characters before the number, with their line breaks.
        reaches_start: nothing was cut off before them.
    """

    def __init__(self, text: str, reaches_start: bool) -> None:
        self._text = text
        self._folded = fold(text)
        self._reaches_start = reaches_start
        self._match = KIND_BEFORE.search(self._folded)

    @property
    def kind_code(self) -> str:
        """Code of the kind that the words name at once before the number; ``""`` if none."""
        if self._match:
            kind = kind_from_name(self._match["name"])
            return kind.code if kind else ""
        english = _ENGLISH_BEFORE.search(self._folded)
        return _ENGLISH_KINDS[english["name"]] if english else ""

    @property
    def law_code(self) -> str:
        """Code of the kind in a law's name before the number; ``""`` if there is none."""
        found = None
        for start in re.finditer(r"(?<!\w)(?:bo|luat|phap|nghi|hien)\b", self._folded):
            found = _NAMED_LAW.match(self._folded, start.start()) or found
        kind = kind_from_name(found["name"]) if found else None
        return kind.code if kind else ""

    @property
    def announce_number(self) -> bool:
        """Whether ``số`` stands at once before the number."""
        return _SO_BEFORE.search(self._text) is not None

    @property
    def are_kind_alone(self) -> bool:
        """Whether the text opens with the kind's name, and the number follows it."""
        if not (self._match and self._reaches_start):
            return False
        return re.fullmatch(r"\W*", self._folded[: self._match.start("name")]) is not None

    @property
    def are_head(self) -> bool:
        """Whether ``Số:`` stands alone before the number, as in the head of a document."""
        return _HEAD_BEFORE.search(self._text) is not None

    @property
    def name_form(self) -> bool:
        """Whether a form, an annex or a plot of land has the number, which may look official."""
        return _FORM_BEFORE.search(self._text) is not None

    @property
    def name_thing(self) -> bool:
        """Whether something that is no document has the number."""
        return _THING_BEFORE.search(self._text) is not None

    @property
    def are_address(self) -> bool:
        """Whether the number is part of an address of the web or of mail."""
        return _ADDRESS_BEFORE.search(self._text) is not None
