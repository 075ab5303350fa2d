"""How well official numbers are found in text: measured on labelled sentences."""

import pytest

from media.numbers import find_citations
from tests.data.citations import measure, sentences

# What the portal promises; the sentences are at hand to see what it costs.
LEAST = 0.98
SENTENCES = sentences()


@pytest.mark.parametrize("held_out", [False, True])
def test_precision_and_recall(held_out):
    score = measure(one for one in SENTENCES if one.held_out == held_out)
    assert score.precision >= LEAST, score.misses
    assert score.recall >= LEAST, score.misses


def test_there_are_enough_sentences_of_both_sorts():
    assert len(SENTENCES) >= 400
    assert sum(one.held_out for one in SENTENCES) >= 100
    assert sum(not one.labels for one in SENTENCES) >= 100


@pytest.mark.parametrize(
    "text",
    ["1/", "59-KH/HU ", "12-A&A", "59/KH-", "T.Ư-", "số ", "59 - ", "9", "A-", "28/10/2021 "],
    ids=lambda text: text.strip(),
)
def test_work_grows_with_the_text_alone(text):
    """Nothing is tried over and over: a catastrophic pattern would take hours for this."""
    assert len(find_citations(text * (100_000 // len(text)))) <= 100_000
