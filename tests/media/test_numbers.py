"""Official numbers: parsing, finding in text, reading titles and file names."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.kinds import KINDS
from media.numbers import (
    Mismatch,
    NumberFormatError,
    OfficialNumber,
    Reading,
    check_consistency,
    find_citations,
    normalise_number,
    parse_number,
    read_file_name,
    read_title,
)

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=80)
NUMBER_LIKE = st.text(alphabet="0123456789 -/.,&–\u2011KHQĐUBNDTWrgsố:ngàytháăm()ÐA", max_size=60)

# As written in real pages -> canonical form, code of the kind.
REAL = [
    ("59-KH/HU", "59-KH/HU", "KH"),
    ("07-ĐA/TU", "07-ĐA/TU", "ĐA"),
    ("64-KL/TW", "64-KL/TW", "KL"),
    ("1881/QĐ-UB", "1881/QĐ-UB", "QĐ"),
    ("2686/QĐ-BCĐQG", "2686/QĐ-BCĐQG", "QĐ"),
    ("1063/CĐ-TTg", "1063/CĐ-TTg", "CĐ"),
    ("263/TB-UBND", "263/TB-UBND", "TB"),
    ("681/TB-UBND", "681/TB-UBND", "TB"),
    ("149/TB-UBND", "149/TB-UBND", "TB"),
    ("655/BTC", "655/BTC", "CV"),
    ("386/KH-UBND", "386/KH-UBND", "KH"),
    ("22/CT-TW", "22-CT/TW", "CT"),
    ("22/2013/CT-TW", "22/2013/CT-TW", "CT"),
    ("238/UBND-KGVX", "238/UBND-KGVX", "CV"),
    ("4912/UBND-NC", "4912/UBND-NC", "CV"),
    ("22/NQ-TU", "22-NQ/TU", "NQ"),
    ("2927 -TB/TU", "2927-TB/TU", "TB"),
    ("12/CĐ.UBND", "12/CĐ-UBND", "CĐ"),
    ("10/CĐ-UBND", "10/CĐ-UBND", "CĐ"),
    ("1034/CĐ-TTg", "1034/CĐ-TTg", "CĐ"),
    ("44/NQ-H\u00d0ND", "44/NQ-HĐND", "NQ"),
    ("72/2013/N\u00d0-CP", "72/2013/NĐ-CP", "NĐ"),
    ("1961/QĐUBND", "1961/QĐ-UBND", "QĐ"),
    ("61/2018/NĐCP", "61/2018/NĐ-CP", "NĐ"),
    ("30c/NQCP", "30c/NQ-CP", "NQ"),
    ("36a/NQ-CP", "36a/NQ-CP", "NQ"),
    ("183/2010/TTLT/BTC-BNN", "183/2010/TTLT-BTC-BNN", "TTLT"),
    ("19/2012/TTLT-BTC-BKH&ĐT-BTTTT", "19/2012/TTLT-BTC-BKH&ĐT-BTTTT", "TTLT"),
    ("19/2012/TTLT-BTC-BKH&amp;ĐT-BTTTT", "19/2012/TTLT-BTC-BKH&ĐT-BTTTT", "TTLT"),
    ("23/2015/TTLT-BGD ĐT-BNV", "23/2015/TTLT-BGDĐT-BNV", "TTLT"),
    ("55/2005/TTLT-BNV-VPCP", "55/2005/TTLT-BNV-VPCP", "TTLT"),
    ("2231/SNV-CCHC&PC", "2231/SNV-CCHC&PC", "CV"),
    ("18/BCTĐ-STP", "18/BCTĐ-STP", "BC"),
    ("1494/TTr-SNV", "1494/TTr-SNV", "TTr"),
    ("1714/TTr-STTTT", "1714/TTr-STTTT", "TTr"),
    ("93/2021/NQ-HĐND", "93/2021/NQ-HĐND", "NQ"),
    ("04-NQ/TU", "04-NQ/TU", "NQ"),
    ("4955/SSNPTNT-TS", "4955/SSNPTNT-TS", "CV"),
    ("59/KH–UBND", "59/KH-UBND", "KH"),
    ("59/KH\u2011UBND", "59/KH-UBND", "KH"),
    ("59 / KH - UBND", "59/KH-UBND", "KH"),
    ("59\u00a0-\u00a0KH/HU", "59-KH/HU", "KH"),
    ("59/KH-\u200bUBND", "59/KH-UBND", "KH"),
    ("42/2022/NĐ-CP", "42/2022/NĐ-CP", "NĐ"),
    ("15/2024/QĐ-UBND", "15/2024/QĐ-UBND", "QĐ"),
    ("22/2023/TT-BTTTT", "22/2023/TT-BTTTT", "TT"),
    ("05-TT/TU", "05-TT/TU", "TTri"),
    ("72/2025/QH15", "72/2025/QH15", ""),
    ("35/2023/UBTVQH15", "35/2023/UBTVQH15", ""),
    ("1677/NQ-UBTVQH15", "1677/NQ-UBTVQH15", "NQ"),
    ("15/2020/L-CTN", "15/2020/L-CTN", "Lh"),
    ("367 - QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP", "QĐ"),
    ("8011-CV/BTCTW", "8011-CV/BTCTW", "CV"),
    ("36-HD/VPTW", "36-HD/VPTW", "HD"),
    ("64-KL/T.Ư", "64-KL/TW", "KL"),
    ("123/BCA-V01", "123/BCA-V01", "CV"),
    ("25/TCCP-CCVC", "25/TCCP-CCVC", "CV"),
    ("5/QCPH-UBND", "5/QCPH-UBND", ""),
    ("12/QD-UBND", "12/QĐ-UBND", "QĐ"),
]

NO_NUMBERS = [
    "1/173",
    "9/13",
    "0/13",
    "80/80 chỉ tiêu",
    "28/10/2021",
    "24-6-2022",
    "30/4/1975-30/4/2021",
    "(30/4)",
    "02-03/12",
    "60.48.01.04",
    "0255.3851261",
    "24/7",
    "24/24h",
    "2016-2021",
    "A4/A5",
    "km/h",
    "120km/h",
    "/TTr-STTTT",
    "số /TTr-STTTT ngày tháng năm 2018",
    "năm 2021 - UBND/HĐND",
    "ngày 5 tháng 6 năm 2018 /TTr-STTTT",
    "5/HTX",
    "QCVN 08-MT:2015/BTNMT",
    "0/QĐ-UBND",
    "1/Bình Sơn",
    "5/An-Giang",
    "",
]


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(("written", "canonical", "_kind"), REAL)
def test_real_numbers_are_parsed(written: str, canonical: str, _kind: str) -> None:
    assert normalise_number(written) == normalise_number(nfd(written)) == canonical
    assert normalise_number(canonical) == canonical


@pytest.mark.parametrize(("written", "canonical", "kind"), REAL)
@pytest.mark.parametrize("sentence", ["{}", "Theo {}, ngày 07/4/2022 của", "({})", "là {}."])
def test_real_numbers_are_found(written: str, canonical: str, kind: str, sentence: str) -> None:
    text = sentence.format(written)
    for form in (text, nfd(text)):
        (citation,) = find_citations(form)
        assert citation.spelling == written.replace("\u200b", "")
        assert citation.number.text == canonical
        assert citation.kind_code == kind
        assert citation.issued_on == (date(2022, 4, 7) if "ngày" in text else None)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number(text: str) -> None:
    assert find_citations(text) == find_citations(f"Có {text} và") == []
    with pytest.raises(NumberFormatError):
        parse_number(text if text != "5/HTX" else "5/")


@pytest.mark.parametrize(
    "text",
    ["59", "KH", "59-KH", "59/", "Kế hoạch số 59-KH/HU", "59-KH/HU và 60-KH/HU", "59/K", "x" * 999],
)
def test_only_a_whole_number_is_parsed(text: str) -> None:
    with pytest.raises(NumberFormatError):
        parse_number(text)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("Số: 59/KH-UBND", "59/KH-UBND"),
        ("Số:59/KH-UBND", "59/KH-UBND"),
        ("số 59-KH/HU.", "59-KH/HU"),
        ("59-kh/hu", "59-KH/HU"),
        ("07-DA/TU", "07-ĐA/TU"),
        ("36a/nq-cp", "36a/NQ-CP"),
        ("10-ctr/tu", "10-CTr/TU"),
        ("9/QĐ-TTG", "9/QĐ-TTg"),
        ("238/ubnd-nc", "238/UBND-NC"),
        ("72/2025/qh15", "72/2025/QH15"),
        ("7/2021/nq-hdnd", "7/2021/NQ-HĐND"),
        ("5/HTX", "5/HTX"),
    ],
)
def test_hasty_typing_is_understood(typed: str, canonical: str) -> None:
    assert normalise_number(typed) == canonical


def test_parts() -> None:
    assert parse_number("59-KH/HU") == OfficialNumber("59", None, "KH", "HU", "party")
    assert parse_number("15/2022/NQ-HĐND") == OfficialNumber("15", 2022, "NQ", "HĐND", "state")
    assert parse_number("123/UBND-VP") == OfficialNumber("123", None, "", "UBND-VP", "state")


@given(
    serial=st.from_regex(r"[1-9][0-9]{0,4}[a-c]?", fullmatch=True),
    year=st.none() | st.integers(1946, 2099),
    kind=st.sampled_from(["", "KH", "QĐ", "TTr", "CTr", "BCTĐ", "NQ"]),
    issuer=st.sampled_from(["UBND", "HĐND", "UBND-VP", "SNV-CCHC&PC", "TTg"]),
)
def test_canonical_form_parses_to_itself(
    serial: str, year: int | None, kind: str, issuer: str
) -> None:
    number = OfficialNumber(serial, year, kind, issuer, "state")
    assert parse_number(number.text) == number


def test_citations_of_the_first_real_page() -> None:
    text = (
        "Thực hiện Đề án số 07-ĐA/TU, ngày 28/10/2021 của Ban Thường vụ Tỉnh ủy\n\n"
        "09/04/2022 10:28    624\n\nThực hiện Đề án số 07-ĐA/TU, ngày 28/10/2021 về mô hình “Dân "
        "tin - Đảng cử” (gọi tắt là Đề án số 07); Ban Thường vụ Huyện ủy Bình Sơn ban hành kế "
        "hoạch số 59-KH/HU ngày 06/12/2021. Kết luận số 64-KL/TW ngày 28/5/2013 của Ban Chấp hành "
        "Trung ương.\nTài liệu đính kèm: KH 59.signed.signed.pdf\nĐiện thoại: 0255.3851261; "
        "Số 395 đường Phạm Văn Đồng - TDP 4"
    )
    found = [(c.spelling, c.number.text, c.kind_code, c.issued_on) for c in find_citations(text)]
    scheme = ("07-ĐA/TU", "07-ĐA/TU", "ĐA", date(2021, 10, 28))
    assert found == [
        scheme,
        scheme,
        ("59-KH/HU", "59-KH/HU", "KH", date(2021, 12, 6)),
        ("64-KL/TW", "64-KL/TW", "KL", date(2013, 5, 28)),
    ]


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("Quy định số 66-QĐ/TW", "66-QĐ/TW", "QyĐ"),
        ("Quyết định số 66-QĐ/TW", "66-QĐ/TW", "QĐ"),
        ("Luật số 72/2025/QH15", "72/2025/QH15", "L"),
        ("Nghị quyết số 57/2022/QH15", "57/2022/QH15", "NQ"),
        ("Công văn số 5/HTX", "5/HTX", "CV"),
        ("số 5/HTX", "5/HTX", "CV"),
        ("Kế hoạch (mật) số: 15/QĐ-UBND", "15/QĐ-UBND", "QĐ"),
        ("Đề án số 05-DA/TU", "05-ĐA/TU", "ĐA"),
        ("Dự án số 05-DA/TU", "05-DA/TU", "DA"),
        ("Tờ trình số 15/UBND-NC", "15/UBND-NC", "TTr"),
    ],
)
def test_words_before_the_number_tell_the_kind(text: str, number: str, kind: str) -> None:
    (citation,) = find_citations(text)
    assert (citation.number.text, citation.kind_code) == (number, kind)


def test_unit_follows_but_no_place() -> None:
    (citation,) = find_citations("15/QĐ-UBND-Bình Sơn")
    assert citation.spelling == "15/QĐ-UBND"


@pytest.mark.parametrize(
    ("written", "issued_on"),
    [
        (" ngày 28/10/2021", date(2021, 10, 28)),
        (", ngày 5/3/2020", date(2020, 3, 5)),
        (" ngày 24 tháng 6 năm 2022", date(2022, 6, 24)),
        (" ngày 03 tháng bốn năm 2018", date(2018, 4, 3)),
        (" ngày 03 tháng Tư năm 2018", date(2018, 4, 3)),
        (" ngày 1 tháng năm năm 2019", date(2019, 5, 1)),
        (" ngày 30 tháng mười hai năm 2019", date(2019, 12, 30)),
        (" ngày 30 tháng mười năm 2019", date(2019, 10, 30)),
        (" ngày 24-6-2022", date(2022, 6, 24)),
        (" ngày 01.10.1997", date(1997, 10, 1)),
        (" ngày 06 / 7 /2005", date(2005, 7, 6)),
        ("\u00a0ngày\u00a028/10/2021", date(2021, 10, 28)),
        (" (ngày 28/10/2021)", date(2021, 10, 28)),
        (" (28/10/2021)", date(2021, 10, 28)),
        (" ban hành ngày 28/10/2021", date(2021, 10, 28)),
        (" ngày 30/02/2021", None),
        (" ngày 24.3", None),
        (" ngày tháng năm 2018", None),
        (" về hội nghị ngày 28/10/2021", None),
        (" và 28/10/2021", None),
        (" ngày 28/10/20215", None),
    ],
)
def test_date_beside_a_number(written: str, issued_on: date | None) -> None:
    (citation,) = find_citations(f"Kế hoạch số 59-KH/HU{written}")
    assert citation.issued_on == issued_on


@pytest.mark.parametrize(
    ("title", "reading"),
    [
        ("Kế hoạch số 59-KH/HU ngày 06/12/2021", Reading("59-KH/HU", "KH", date(2021, 12, 6))),
        (
            "Thực hiện Đề án số 07-ĐA/TU, ngày 28/10/2021 của Ban Thường vụ",
            Reading("07-ĐA/TU", "ĐA", date(2021, 10, 28)),
        ),
        ("Quy định số 66-QĐ/TW", Reading("66-QĐ/TW", "QyĐ")),
        ("Kế hoạch của UBND huyện số 59/KH-UBND", Reading("59/KH-UBND", "KH")),
        ("Thông báo kết luận số 12/TB-UBND", Reading("12/TB-UBND", "TB")),
        ("238/UBND-KGVX V/v tuyển dụng", Reading("238/UBND-KGVX", "CV")),
        ("Kế hoạch thực hiện Chỉ thị số 22-CT/TW ngày 5/3/2020", Reading("", "KH")),
        ("Kế hoạch thực hiện 22-CT/TW", Reading("", "KH")),
        ("Kế hoạch triển khai Kế hoạch số 59-KH/HU", Reading("", "KH")),
        ("Kế hoạch số 59", Reading("", "KH", serial="59")),
        ("Kế hoạch 5 năm 2021-2025", Reading("", "KH")),
        ("Kế hoạch ngày 06/12/2021 của UBND", Reading("", "KH", date(2021, 12, 6))),
        ("Kế hoạch kỷ niệm 30/4/1975", Reading("", "KH")),
        ("Lễ ra quân ngày 28/10/2021", Reading()),
        ("", Reading()),
    ],
)
def test_read_title(title: str, reading: Reading) -> None:
    assert read_title(title) == read_title(nfd(title)) == reading


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("KH 59.signed.signed.pdf", Reading("", "KH", serial="59")),
        (
            "2728.QD.UBND.23.06.2026.signed.signed.signed.signed.pdf",
            Reading("2728/QĐ-UBND", "QĐ", date(2026, 6, 23)),
        ),
        ("59-KH-HU.pdf", Reading("59-KH/HU", "KH")),
        ("59_KH_HU.pdf", Reading("59-KH/HU", "KH")),
        ("qd-15-ubnd-2024.pdf", Reading("15/QĐ-UBND", "QĐ")),
        ("Quyet-dinh-15-2024-QD-UBND-ve-viec.pdf", Reading("15/2024/QĐ-UBND", "QĐ")),
        (
            "ke-hoach-so-59-kh-hu-ngay-06-12-2021.pdf",
            Reading("59-KH/HU", "KH", date(2021, 12, 6)),
        ),
        ("07-ĐA-TU ngày 28 tháng 10 năm 2021.docx", Reading("07-ĐA/TU", "ĐA", date(2021, 10, 28))),
        ("07-DA-TU.pdf", Reading("07-ĐA/TU", "ĐA")),
        ("36a.NQ.CP (1).pdf", Reading("36a/NQ-CP", "NQ")),
        ("18.CT-TTg.pdf", Reading("18/CT-TTg", "CT")),
        ("19-2012-TTLT-BTC-BTTTT.doc", Reading("19/2012/TTLT-BTC-BTTTT", "TTLT")),
        ("72-2025-QH15.pdf", Reading("72/2025/QH15", "")),
        ("238-UBND-KGVX.pdf", Reading("238/UBND-KGVX", "CV")),
        ("CV 238 UBND.pdf", Reading("", "CV", serial="238")),
        ("Quyết định số 07-Đề án.pdf", Reading("", "QĐ", serial="07")),
        ("C:\\Tài liệu\\KH59.pdf", Reading("", "KH", serial="59")),
        ("ke-hoach-59-tu-van.pdf", Reading("", "KH", serial="59")),
        ("KH 06.12.2021.pdf", Reading("", "KH", date(2021, 12, 6))),
        ("Kế hoạch 31.02.2021.pdf", Reading("", "KH")),
        ("KH 31.02.2021.pdf", Reading()),
        ("Kế hoạch 2022.pdf", Reading("", "KH")),
        ("Kế hoạch 5 năm 2021-2025.pdf", Reading("", "KH")),
        ("TT Huế.jpg", Reading()),
        ("anh.jpg", Reading()),
        ("Scan_20260623.pdf", Reading()),
        ("", Reading()),
        (".signed.pdf", Reading()),
        ("1:QU:AA", Reading()),
    ],
)
def test_read_file_name(name: str, reading: Reading) -> None:
    assert read_file_name(name) == read_file_name(nfd(name)) == reading


@given(ANY_TEXT | NUMBER_LIKE)
def test_reading_raises_nothing_and_finds_only_numbers(text: str) -> None:
    readings = (read_title(text), read_file_name(text))
    numbers = [reading.number for reading in readings if reading.number]
    for citation in find_citations(text):
        assert citation.spelling in unicodedata.normalize("NFC", text)
        numbers.append(citation.number.text)
    assert all(parse_number(number).text for number in numbers)
    assert all(reading.kind_code in {"", *KINDS} for reading in readings)


@given(ANY_TEXT | NUMBER_LIKE)
def test_parsing_raises_only_its_own_error(text: str) -> None:
    try:
        canonical = normalise_number(text)
    except NumberFormatError:
        return
    assert normalise_number(canonical) == canonical


@pytest.mark.parametrize(
    ("number", "kind", "issued_on", "mismatches"),
    [
        ("59-KH/HU", "KH", date(2021, 12, 6), []),
        ("59-KH/HU", "QĐ", date(2021, 12, 6), [Mismatch.KIND_DIFFERS]),
        ("66-QĐ/TW", "QyĐ", None, []),
        ("66-QĐ/TW", "QĐ", None, []),
        ("15/2024/QĐ-UBND", "QĐ", date(2024, 1, 1), []),
        ("15/2024/QĐ-UBND", "QĐ", date(2023, 12, 31), [Mismatch.YEAR_DIFFERS]),
        (
            "15/2024/QĐ-UBND",
            "KH",
            date(2023, 12, 31),
            [Mismatch.KIND_DIFFERS, Mismatch.YEAR_DIFFERS],
        ),
        ("238/UBND-KGVX", "CV", None, []),
        ("238/UBND-KGVX", "KH", None, [Mismatch.KIND_DIFFERS]),
        ("72/2025/QH15", "L", date(2025, 6, 16), []),
        ("72/2025/QH15", "KH", None, [Mismatch.KIND_DIFFERS]),
        ("5/QCPH-UBND", "KH", None, []),
        ("59-KH/HU", "", None, []),
        ("", "KH", date(2021, 12, 6), []),
        ("không số", "KH", None, []),
    ],
)
def test_check_consistency(
    number: str, kind: str, issued_on: date | None, mismatches: list[Mismatch]
) -> None:
    assert check_consistency(number, kind, issued_on) == mismatches
