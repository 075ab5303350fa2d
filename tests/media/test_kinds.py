"""The table of document kinds."""

import unicodedata

import pytest

from media.kinds import CHOICES, KINDS, LETTERS, Kind, kind_from_name
from search.folding import fold

# Nghị định 30/2020/NĐ-CP, annex on abbreviations.
DECREE_30 = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB "
    "SY SL TrS"
)

# Quy định 399-QĐ/TW, the kinds proper.
PARTY_NAMES = (
    "cương lĩnh chính trị, điều lệ, chiến lược, nghị quyết, quyết định, chỉ thị, kết luận, "
    "quy chế, quy định, thông tri, hướng dẫn, thông báo, thông cáo, tuyên bố, lời kêu gọi, "
    "báo cáo, kế hoạch, quy hoạch, chương trình, đề án, phương án, dự án, tờ trình, công văn, "
    "biên bản, giấy giới thiệu, giấy chứng nhận, giấy đi đường, giấy nghỉ phép, giấy mời, "
    "phiếu chuyển, phiếu gửi, thư công"
)

FIRST = ["KH", "QĐ", "TB", "BC", "CV", "NQ", "CT", "KL", "ĐA", "TTr", "HD", "CTr", "GM"]

ALPHABET = " aăâbcdđeêghiklmnoôơpqrstuưvxy"


def vietnamese_order(name: str) -> list[tuple[int, str]]:
    """Return a sort key: letters by the alphabet, tones only between equal letters."""
    key = []
    for letter in name.lower():
        decomposed = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323")
        bare = "".join(mark for mark in decomposed if mark not in tone)
        key.append((ALPHABET.index(unicodedata.normalize("NFC", bare)), tone))
    return key


@pytest.mark.parametrize(
    "code", [*DECREE_30.split(), "CV", "KL", "NĐ", "TT", "TTLT", "L", "PL", "NQLT"]
)
def test_code_is_known(code: str) -> None:
    assert KINDS[code].code == code
    assert code in LETTERS


@pytest.mark.parametrize("name", PARTY_NAMES.split(", "))
def test_party_kind_is_known(name: str) -> None:
    kind = kind_from_name(name)
    assert kind is not None
    assert kind.name.lower() == name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kế hoạch", "KH"),
        ("Kế hoạch", "KH"),
        ("  KE   HOACH ", "KH"),
        ("Kế\u00a0hoạch", "KH"),
        (unicodedata.normalize("NFD", "Đề án"), "ĐA"),
        ("dự án", "DA"),
        ("Quyết định", "QĐ"),
        ("Quy định", "QyĐ"),
        ("bản thoả thuận", "BTT"),
        ("Thông tư liên tịch", "TTLT"),
        ("thông tri", "TTri"),
    ],
)
def test_kind_from_name(text: str, code: str) -> None:
    assert kind_from_name(text) == KINDS[code]


@pytest.mark.parametrize("text", ["", "KH", "Kế hoạch số 59", "hoạch", "văn bản", "\ud800"])
def test_what_names_no_kind(text: str) -> None:
    assert kind_from_name(text) is None


def test_names_stay_apart_without_diacritics() -> None:
    assert len({fold(kind.name) for kind in KINDS.values()}) == len(KINDS)


def test_choices_start_with_what_a_district_issues_most() -> None:
    assert [code for code, _ in CHOICES[: len(FIRST)]] == FIRST
    assert [Kind(code, name) for code, name in CHOICES] == list(KINDS.values())


def test_other_choices_are_in_vietnamese_order() -> None:
    names = [name for _, name in CHOICES[len(FIRST) :]]
    assert names == sorted(names, key=vietnamese_order)


def test_letters_mean_known_kinds() -> None:
    assert {code for codes in LETTERS.values() for code in codes} <= set(KINDS)


def test_party_decision_may_be_a_regulation() -> None:
    assert set(LETTERS["QĐ"]) == {"QĐ", "QyĐ"}
