"""Folding, slugs and stored file names."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import SLUG_FORMATTERS, fold, nfc, safe_file_name, slugify

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=60)

HEADLINE = (
    "Thực hiện Đề án số 07-ĐA/TU, ngày 28/10/2021 của Ban Thường vụ Tỉnh ủy về thực hiện "
    "thí điểm mô hình “Dân tin - Đảng cử” tại huyện Bình Sơn"
)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đề án", "de an"),
        ("ĐẶNG THỊ NGỌC HƯỞNG", "dang thi ngoc huong"),
        ("NÐ-CP", "nd-cp"),
        ("nð", "nd"),
        ("Uỷ ban, Ủy ban", "uy ban, uy ban"),
        ("khoá khóa", "khoa khoa"),
        ("59-KH/HU", "59-kh/hu"),
        ("ASCII Only", "ascii only"),
        ("İstanbul", "istanbul"),
        ("한국", "한국"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == fold(nfd(text)) == folded


def test_fold_covers_every_vietnamese_letter() -> None:
    vowels = "aăâeêioôơuưy"
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    letters = [nfc(vowel + tone) for vowel in vowels for tone in tones]
    assert {fold(letter.upper()) for letter in letters} == set("aeiouy")


def test_fold_is_idempotent_for_every_character() -> None:
    unstable = [
        hex(code)
        for code in range(sys.maxunicode + 1)
        if fold(fold(chr(code))) != fold(chr(code)) or fold(nfd(chr(code))) != fold(chr(code))
    ]
    assert unstable == []


@given(ANY_TEXT)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT, st.integers(min_value=1, max_value=40))
def test_slug_is_ascii_short_and_stable(text: str, max_length: int) -> None:
    slug = slugify(text, max_length)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= max_length
    assert slugify(slug, max_length) == slug


@given(ANY_TEXT, st.integers(min_value=12, max_value=100))
def test_stored_name_is_ascii_short_and_stable(name: str, max_length: int) -> None:
    stored = safe_file_name(name, max_length)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)?", stored)
    assert len(stored) <= max_length
    assert safe_file_name(stored, max_length) == stored


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\0", "a\0b", "\udcff.pdf", "\0.pdf"])
def test_broken_text_raises_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert slugify(text).isascii()
    assert safe_file_name(text).isascii()


SLUGS = {
    HEADLINE: (
        "thuc-hien-de-an-so-07-da-tu-ngay-28-10-2021-cua-ban-thuong-vu-tinh-uy-ve-thuc-hien-"
        "thi-diem-mo-hinh-dan-tin-dang-cu-tai-huyen-binh-son"
    ),
    "Đề án số 07-ĐA/TU": "de-an-so-07-da-tu",
    "Kế hoạch số 59-KH/HU": "ke-hoach-so-59-kh-hu",
    "Nghị quyết 44/NQ-HÐND": "nghi-quyet-44-nq-hdnd",
    "72/2013/NÐ-CP": "72-2013-nd-cp",
    "Sở KH&ĐT": "so-kh-dt",
    "Công an & Quân sự": "cong-an-quan-su",
    "“Dân tin – Đảng cử”": "dan-tin-dang-cu",
    "‘Một’ «hai» \"ba\" 'bốn'": "mot-hai-ba-bon",
    "ĐẶNG THỊ NGỌC HƯỞNG": "dang-thi-ngoc-huong",
    "Ủy ban nhân dân; Uỷ ban": "uy-ban-nhan-dan-uy-ban",
    "Ước mơ ở Ấn Độ": "uoc-mo-o-an-do",
    "ăâđêôơư ĂÂĐÊÔƠƯ": "aadeoou-aadeoou",
    "ằẳẵắặ ầẩẫấậ ềểễếệ": "aaaaa-aaaaa-eeeee",
    "ồổỗốộ ờởỡớợ ừửữứự": "ooooo-ooooo-uuuuu",
    "ìỉĩíị ỳỷỹýỵ ẢÃẠẺẼẸỎÕỌỦŨỤ": "iiiii-yyyyy-aaaeeeooouuu",
    "  trắng  đầu và cuối  ": "trang-dau-va-cuoi",
    "--gạch--nối--": "gach-noi",
    "a/b\\c|d_e.f,g;h:i": "a-b-c-d-e-f-g-h-i",
    "Giảm 50% (đợt 2)!": "giam-50-dot-2",
    "Hỏi? Đáp… Hết.": "hoi-dap-het",
    "V/v tuyển dụng": "v-v-tuyen-dung",
    "khoảng\u00a0trắng\u2003cứng\tvà\nxuống dòng": "khoang-trang-cung-va-xuong-dong",
    "gạch‑không–ngắt—dài−trừ": "gach-khong-ngat-dai-tru",
    "ẩn\u200bgiấu\u00ad mềm\ufeff": "angiau-mem",
    "📢 Thông báo ✅": "thong-bao",
    "▶ Mục 1 → mục 2": "muc-1-muc-2",
    "Diện tích 100×200 m²": "dien-tich-100-200-m",
    "35°C, 5€, 10$": "35-c-5-10",
    "© 2021 Bình Sơn™": "2021-binh-son",
    "Đảng + Dân = Nước": "dang-dan-nuoc",
    "[KHẨN] #bão *số* 5 @BìnhSơn": "khan-bao-so-5-binhson",
    "~tạm^thời{}<b>": "tam-thoi-b",
    "Straße, Ærø, Łódź, façade": "strasse-aero-lodz-facade",
    "Kỷ niệm 30/4/1975-30/4/2025": "ky-niem-30-4-1975-30-4-2025",
    "C++ và C#": "c-va-c",
    "it's O’Brien": "its-obrien",
    "1.234.567 đồng": "1-234-567-dong",
    "y": "y",
    "số": "so",
    "???": "",
    "“”": "",
    "": "",
    " ": "",
    "Ổ" + " rất" * 80: "o" + "-rat" * 63,
    "a" * 254 + " bc": "a" * 254,
    "a" * 255 + " bc": "a" * 255,
    "a" * 253 + " b c": "a" * 253 + "-b",
    "x" * 300: "x" * 255,
}


@pytest.mark.parametrize(("title", "slug"), SLUGS.items())
def test_slugify(title: str, slug: str) -> None:
    assert slugify(title) == slugify(nfd(title)) == slug


@pytest.mark.parametrize(
    ("max_length", "slug"),
    [(17, "de-an-so-07-da-tu"), (16, "de-an-so-07-da"), (13, "de-an-so-07"), (2, "de"), (1, "d")],
)
def test_slug_is_cut_between_words(max_length: int, slug: str) -> None:
    assert slugify("Đề án số 07-ĐA/TU", max_length) == slug


def test_slugify_transliterates_other_scripts() -> None:
    assert slugify("Москва 北京") == "moskva-beijing"


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("Quyết định số 07-Đề án.pdf", "quyet-dinh-so-07-de-an.pdf"),
        ("KH 59.signed.signed.pdf", "kh-59-signed-signed.pdf"),
        ("2728.QD.UBND.23.06.2026.signed.pdf", "2728-qd-ubnd-23-06-2026-signed.pdf"),
        ("2728.QD.UBND.23.06.2026", "2728-qd-ubnd-23-06-2026"),
        ("ẢNH ĐẸP.JPEG", "anh-dep.jpeg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Hà\\Tờ trình.DOCX", "to-trinh.docx"),
        ("không đuôi", "khong-duoi"),
        (".pdf", "file.pdf"),
        ("???.pdf", "file.pdf"),
        ("", "file"),
        ("..", "file"),
        ("thư mục/", "file"),
        ("nén.7z", "nen.7z"),
        ("phim.mp4", "phim.mp4"),
        ("Mục 1. Tổng quan", "muc-1-tong-quan"),
        ("tên.pđf", "ten-pdf"),
        ("lời " * 60 + ".pdf", "loi-" * 23 + "loi.pdf"),
    ],
)
def test_safe_file_name(name: str, stored: str) -> None:
    assert safe_file_name(name) == safe_file_name(nfd(name)) == stored


NODE = shutil.which("node")

# The steps of Wagtail's w-slug controller on a typed title, with its urlify taken out of the
# minified file that the admin loads, so that an upgrade of Wagtail is tested too.
RUN_URLIFY = r"""
const fs = require("fs");
const { formatters, titles, core } = JSON.parse(fs.readFileSync(0, "utf8"));
const source = fs.readFileSync(core, "utf8");
const [, code] = source.match(
  /\((\(\w+,\{allowUnicode:\w+=!1,locale:[^]*?replace\(\/-\+\$\/g,""\),\w+\})\)\(/
);
const maps = JSON.parse(source.match(/JSON\.parse\('(\[\{"[A-Z_]+_MAP.*?\}\])'\)/)[1]);
const [, mapsName] = code.match(/fromEntries\(([$\w]+)\.map/);
const [, cacheName] = code.match(/if\(([$\w]+)\[/);
const urlify = new Function(mapsName, cacheName, `return ${code}`)(maps, {});
const slug = (title, allowUnicode) => {
  const value = formatters.reduce(
    (text, [regex, by]) => text.replaceAll(new RegExp(regex, "gu"), by), title.trim()
  ).trim();
  return value ? urlify(value, { allowUnicode, locale: "vi" }) : "";
};
console.log(JSON.stringify(titles.map(title => [slug(title, false), slug(title, true)])));
"""


def test_admin_makes_the_same_slug() -> None:
    if NODE is None:
        pytest.skip("node is not installed, and only it can run the admin's JavaScript")
    titles = [form(title) for title in SLUGS for form in (nfc, nfd)]
    wagtail = importlib.util.find_spec("wagtail")
    assert wagtail is not None
    assert wagtail.origin is not None
    static = Path(wagtail.origin).parent / "admin/static/wagtailadmin/js"
    job = {
        "formatters": SLUG_FORMATTERS,
        "titles": titles,
        "core": str(static / "core.js"),
    }
    answer = subprocess.run(
        [NODE, "-e", RUN_URLIFY], input=json.dumps(job), capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    made = dict(zip(titles, json.loads(answer.stdout), strict=True))
    assert made == {title: [slugify(title)] * 2 for title in titles}


def test_formatters_alone_agree_with_slugify_in_python() -> None:
    for title, slug in SLUGS.items():
        value = title.strip()
        for regex, replacement in SLUG_FORMATTERS:
            value = re.sub(regex, replacement, value)
        assert value.lower()[:255] == slug
