"""The one form in which texts and queries are compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.folding import comparable, legible, read_words

ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Diacritics and case, both forms of Unicode (below), Đ in four spellings.
        ("Đảng cử", "dang cu"),
        ("ĐẢNG CỬ", "dang cu"),
        ("đ Đ ð Ð", "d d d d"),
        ("NÐ-CP", "nd cp"),
        # Where the tone mark stands.
        ("hoà hòa Hoà", "hoa hoa hoa"),
        ("uỷ ban, ủy ban", "uy ban uy ban"),
        ("khoá khóa", "khoa khoa"),
        # A `y` that is the whole rime.
        ("kĩ kỹ", "ki ki"),
        ("lí lý", "li li"),
        ("mĩ Mỹ", "mi mi"),
        ("tỉ tỷ", "ti ti"),
        ("sĩ sỹ", "si si"),
        ("hi hy", "hi hi"),
        # And one that is not.
        ("quy quý thuỷ thúy", "quy quy thuy thuy"),
        ("y tế", "y te"),
        ("xây mây", "xay may"),
        ("kyoto", "kyoto"),
        # Punctuation.
        ("Dân tin – Đảng cử", "dan tin dang cu"),
        ("“đề án”, (số) 07.", "de an so 7"),
        # Official numbers in any spelling.
        ("59-KH/HU", "59 kh hu"),
        ("59 KH/HU", "59 kh hu"),
        ("59-kh-hu", "59 kh hu"),
        ("59KH/HU", "59 kh hu"),
        ("so 59", "so 59"),
        ("07-DA/TU", "7 da tu"),
        ("07-ĐA/TU", "7 da tu"),
        ("12/CĐ.UBND", "12 cd ubnd"),
        ("36a/NQ-CP", "36 a nq cp"),
        ("19/2012/TTLT-BTC-BKH&ĐT-BTTTT", "19 2012 ttlt btc bkh dt btttt"),
        ("59/KH–UBND", "59 kh ubnd"),
        ("59/KH\u2011UBND", "59 kh ubnd"),
        ("Số:59/KH-UBND", "so 59 kh ubnd"),
        ("0", "0"),
        ("000", "0"),
        # Abbreviations with signs.
        ("TT&TT", "tt tt"),
        ("T.Ư", "t u"),
        # What is not Vietnamese.
        ("Ærøskøbing façade", "aeroskobing facade"),
        ("北京", "beijing"),
        ("covid-19 covid19", "covid 19 covid 19"),
        ("H1N1", "h 1 n 1"),
        ("m²", "m 2"),
        # What nobody sees.
        ("Đề\u200b án", "de an"),
        ("x\x00y \ud800", "xy"),
        ("", ""),
        (" ' \" ! 😀 ", ""),
    ],
)
def test_comparable(text: str, words: str) -> None:
    assert comparable(text) == words
    assert comparable(unicodedata.normalize("NFD", text)) == words


@given(ANY_TEXT)
def test_it_never_raises_and_is_idempotent(text: str) -> None:
    once = comparable(text)
    assert comparable(once) == once


@given(ANY_TEXT)
def test_words_are_what_both_databases_take_for_one_word(text: str) -> None:
    for word in read_words(legible(text)):
        assert word.folded.isascii()
        assert word.folded.isalpha() or word.folded.isdigit()
        assert word.folded == word.folded.lower()
        assert len(word.folded) <= 60
        assert word.marks.isalpha() or not word.marks


@given(ANY_TEXT)
def test_words_stand_where_they_say(text: str) -> None:
    seen = legible(text)
    for word in read_words(seen):
        assert word.folded in comparable(seen[word.start : word.end]).split()


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoà", "hòa"), ("thuý", "thúy"), ("uỷ", "ủy"), ("kĩ", "kỹ"), ("ĐẢNG", "đảng"), ("Ð", "đ")],
)
def test_two_spellings_of_a_word_have_the_same_marks(one: str, other: str) -> None:
    assert marks(one) == marks(other)


@pytest.mark.parametrize(
    ("one", "other"), [("bão", "báo"), ("đất", "dat"), ("thuế", "thuê"), ("cử", "cư"), ("an", "ăn")]
)
def test_two_words_have_different_marks(one: str, other: str) -> None:
    assert marks(one) != marks(other)


def marks(text: str) -> list[tuple[str, str]]:
    return [(word.folded, word.marks) for word in read_words(legible(text))]


def test_a_word_without_any_ascii_spelling_is_still_one() -> None:
    words = [comparable(chr(code)) for code in (0x16A0, 0xA66E, 0x1E900)]
    assert all(words)
    assert len(set(words)) == len(words)
