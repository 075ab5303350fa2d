"""Kinds of official documents (loại văn bản), and the letters by which numbers write them.

Sources: Nghị định 30/2020/NĐ-CP, article 7 and annex (state bodies), with the older letters of
2005 and the kinds of 2011 that it dropped; Quy định 399-QĐ/TW of 2026 (Party); the legal
documents of the law on their promulgation. Where no source gives letters (Thư công, Lệnh, some
Party kinds), the code is ours: it tells kinds apart and stands in no number.
"""

from dataclasses import dataclass
from typing import Final

from search.folding import fold


@dataclass(frozen=True)
class Kind:
    """A kind of document: its code (``KH``) and its Vietnamese name (``Kế hoạch``)."""

    code: str
    name: str


# What a district office issues most stands first, the rest by the Vietnamese alphabet.
_NAMES: Final = {
    "KH": "Kế hoạch",
    "QĐ": "Quyết định",
    "TB": "Thông báo",
    "BC": "Báo cáo",
    "CV": "Công văn",
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "KL": "Kết luận",
    "ĐA": "Đề án",
    "TTr": "Tờ trình",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "GM": "Giấy mời",
    "CK": "Bản cam kết",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "BB": "Biên bản",
    "BL": "Bộ luật",
    "CL": "Chiến lược",
    "CĐ": "Công điện",
    "CLCT": "Cương lĩnh chính trị",
    "DA": "Dự án",
    "ĐL": "Điều lệ",
    "BN": "Giấy biên nhận hồ sơ",
    "CN": "Giấy chứng nhận",
    "ĐĐ": "Giấy đi đường",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "GUQ": "Giấy ủy quyền",
    "HP": "Hiến pháp",
    "HĐ": "Hợp đồng",
    "Lh": "Lệnh",
    "LKG": "Lời kêu gọi",
    "L": "Luật",
    "NĐ": "Nghị định",
    "NQLT": "Nghị quyết liên tịch",
    "PL": "Pháp lệnh",
    "PB": "Phiếu báo",
    "PC": "Phiếu chuyển",
    "PG": "Phiếu gửi",
    "PA": "Phương án",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "QH": "Quy hoạch",
    "SL": "Sao lục",
    "SY": "Sao y",
    "TC": "Thông cáo",
    "TTri": "Thông tri",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "ThC": "Thư công",
    "TrS": "Trích sao",
    "TBo": "Tuyên bố",
}

KINDS: Final[dict[str, Kind]] = {code: Kind(code, name) for code, name in _NAMES.items()}
"""Every kind by its code."""

CHOICES: Final[list[tuple[str, str]]] = list(_NAMES.items())
"""``(code, name)`` for a form field, in the order in which editors want them."""

# Letters that numbers use for another kind than the one they are the code of, or for several.
_LETTERS: Final[dict[str, tuple[str, ...]]] = {
    "QĐ": ("QĐ", "QyĐ"),  # the Party prints QĐ for Quy định too
    "QĐi": ("QyĐ",),
    "TT": ("TT", "TTri"),  # Thông tri is the Party's
    "TB": ("TB", "TBo"),
    "L": ("L", "Lh"),
    "Lt": ("L",),
    "BCTĐ": ("BC",),  # báo cáo thẩm định
    "GT": ("GGT",),
    "NP": ("GNP",),
    "TS": ("TrS",),
}

_OUR_OWN: Final = frozenset({"Lh", "TTri", "ThC", "TBo"})

LETTERS: Final[dict[str, tuple[str, ...]]] = {
    code: (code,) for code in KINDS if code not in _OUR_OWN
} | _LETTERS
"""Letters as they stand in numbers -> codes of the kinds they may mean, likeliest first."""

_BY_NAME: Final = {fold(kind.name): kind for kind in KINDS.values()}


def kind_from_name(text: str) -> Kind | None:
    """Return the kind that ``text`` names, whole, or ``None``.

    Case, diacritics, blanks and the place of a tone mark do not matter: ``KE  HOACH``.
    """
    return _BY_NAME.get(" ".join(fold(text).split()))
