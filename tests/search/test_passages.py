"""Passages: which part of a text, and which of its words are marked."""

import pytest

from search.asked import understand
from search.passages import beginning, marked_text, passage


def marks(text, query):
    return [piece.text for piece in marked_text(text, understand(query, {})) if piece.is_marked]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("de an", "Đề án", ["Đề án"]),
        ("đề án", "De an, đề án", ["đề án"]),
        ("59 kh hu", "Số 59-KH/HU", ["59-KH/HU"]),
        # A word half typed, where the word itself stands nowhere.
        ("rung phong h", "Rừng phòng hộ, hoạch", ["Rừng phòng hộ", "hoạch"]),
        ("rung phong ho", "Quy hoạch rừng phòng hộ", ["rừng phòng hộ"]),
        ("rung phong ho", "Quy hoạch rừng phòng", ["hoạch rừng phòng"]),
    ],
)
def test_what_is_marked(query, text, expected):
    assert marks(text, query) == expected


def test_a_passage_stands_where_most_of_the_words_are():
    text = "Rừng. " + "Mở đầu. " * 50 + "Bảo vệ rừng phòng hộ. " + "Kết thúc. " * 50
    found = passage(text, understand("rung phong ho", {}))
    assert [piece.text for piece in found.pieces if piece.is_marked] == ["rừng phòng hộ"]
    assert passage(text, understand("bien", {})) is None


def test_a_beginning_is_cut_between_words():
    assert beginning(" … ") is None
    whole = beginning("Một đoạn ngắn.  ")
    assert (str(whole), whole.is_ended) == ("Một đoạn ngắn.", False)
    cut = beginning("một hai " * 100)
    assert str(cut) == f"{'một hai ' * 20}…"
    assert not any(piece.is_marked for piece in cut.pieces)
