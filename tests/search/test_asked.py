"""Queries, as they are understood: without a database, in the words that are looked for."""

import pytest

from search.asked import MOST_WORDS, understand
from search.folding import read_words
from search.matching import Matches, as_fts5, as_tsquery


def listed(*pairs):
    """Return abbreviations as `search.abbreviations` reads them."""
    found = {}
    for pair in pairs:
        sides = [list(read_words(text)) for text in pair]
        for side, other in (sides, sides[::-1]):
            key = tuple(word.folded for word in side)
            reading = tuple(word.folded for word in other)
            found.setdefault(key, []).append((tuple(word.marks for word in side), reading))
    return found


ABBREVIATIONS = listed(
    ("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"), ("TU", "Tỉnh ủy"),
    ("TU", "Thành ủy"), ("TT&TT", "Thông tin và Truyền thông"),
)  # fmt: skip


def words(text, **how):
    return as_tsquery(understand(text, ABBREVIATIONS).words(**how))


def phrase(text, **how):
    return as_tsquery(understand(text, ABBREVIATIONS).phrase(**how))


@pytest.mark.parametrize("text", ["", " ", '"', "\x00", "\ud800", "()&|!:*", "😀", "-- ;"])
def test_a_text_without_words_asks_for_nothing(text):
    assert understand(text, ABBREVIATIONS) is None


def test_words_and_phrase():
    assert words("Đảng cử") == "((dang) & (cu))"
    assert phrase("Đảng cử") == "(dang <-> cu)"


def test_words_as_they_were_typed():
    assert words("Đảng cu", is_exact=True) == "((dang_dr) & (cu))"


def test_last_word_may_go_on():
    asked = understand("sốt xuất hu", ABBREVIATIONS)
    assert asked.is_begun
    assert (
        as_tsquery(asked.words(is_begun=True, is_exact=True)) == "((sot_as) & (xuat_as) & (hu:*))"
    )
    assert as_tsquery(asked.phrase(is_begun=True)) == "(sot <-> xuat <-> hu:*)"
    assert as_fts5(asked.phrase(is_begun=True)) == '"sot xuat hu" *'


@pytest.mark.parametrize(
    "text", ["bầu ", "bầu tr.", "a", "á", "Bình Mỹ", "đề án 07", "h1n1", "đề án 7", "59/"]
)
def test_last_word_is_a_whole_one(text):
    """A blank ends it; one letter begins too many words; `my` and `07` have become `mi` and `7`."""
    assert not understand(text, ABBREVIATIONS).is_begun


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("UBND", "((ubnd) | (uy <-> ban <-> nhan <-> dan))"),
        ("ubnd", "((ubnd) | (uy <-> ban <-> nhan <-> dan))"),
        ("HĐND", "((hdnd) | (hoi <-> dong <-> nhan <-> dan))"),
        ("hdnd", "((hdnd) | (hoi <-> dong <-> nhan <-> dan))"),
        ("uy ban nhan dan", "(((uy) & (ban) & (nhan) & (dan)) | (ubnd))"),
        ("Uỷ ban nhân dân", "(((uy) & (ban) & (nhan) & (dan)) | (ubnd))"),
        ("TU", "((tu) | (tinh <-> uy) | (thanh <-> uy))"),
        ("tt&tt", "((tt) | (thong <-> tin <-> va <-> truyen <-> thong))"),
        ("UBND xã", "(((ubnd) | (uy <-> ban <-> nhan <-> dan)) & (xa))"),
    ],
)
def test_abbreviations_add_readings_both_ways(text, found):
    assert words(text) == found


@pytest.mark.parametrize("text", ["từ", "tư", "ủy bạn nhân dân"])
def test_what_has_other_diacritics_is_no_abbreviation(text):
    assert "|" not in words(text)


def test_an_abbreviation_in_a_phrase():
    assert phrase("UBND xã") == "((ubnd <-> xa) | (uy <-> ban <-> nhan <-> dan <-> xa))"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("số 59-KH/HU", "((so <-> 59 <-> kh <-> hu) | (59 <-> kh <-> hu))"),
        ("đề án 07", "((de <-> an <-> 7) | (de <-> an <-> so <-> 7))"),
        ("đề án số 07", "((de <-> an <-> so <-> 7) | (de <-> an <-> 7))"),
        (
            "07-ĐA/TU",
            "((7 <-> da <-> tu) | (7 <-> da <-> tinh <-> uy) | (7 <-> da <-> thanh <-> uy))",
        ),
    ],
)
def test_numbers_are_found_with_and_without_the_word_before_them(text, found):
    assert phrase(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("số 59", "(59)"),
        ("so 59", "(59)"),
        ("cơ sở 2", "((co) & (so) & (2))"),
        ("hồ sơ 07", "((ho) & (so) & (7))"),
        ("sổ 10", "((so) & (10))"),
    ],
)
def test_number_needs_no_word_before_it_and_other_words_are_needed(text, found):
    assert words(text) == found
    assert words("chuyển đổi số") == "((chuyen) & (doi) & (so))"


def test_two_phrases_hold_a_query_that_is_about_two_things():
    asked = understand("sinh học Bình Trung", ABBREVIATIONS)
    found = as_tsquery(asked.two_phrases())
    assert "((sinh <-> hoc) & (binh <-> trung))" in found
    assert found.startswith("((sinh <-> hoc <-> binh <-> trung) | ")
    two = understand("sinh học", ABBREVIATIONS)
    assert two.two_phrases() == two.phrase()


def test_any_word():
    assert as_tsquery(understand("Đảng cử", {}).any_word()) == "((dang) | (cu))"


def test_a_long_query_is_read_from_its_beginning():
    asked = understand("từ " * 10_000, ABBREVIATIONS)
    assert len(asked.steps) == MOST_WORDS
    many = understand("UBND " * 20, ABBREVIATIONS)
    assert len(many.phrase().parts) == 16


def test_equal_questions_are_equal():
    one, other = (understand("Đảng cử", {}) for _ in range(2))
    assert one.words() == other.words()
    assert Matches("title", one.words()) == Matches("title", other.words())
