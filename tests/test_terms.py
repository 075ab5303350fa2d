"""One word for one thing, in all that is said in Vietnamese: the table of docs/adr/0042."""

import re
from dataclasses import dataclass

import pytest

from portal import package_messages
from tests import messages

TABLE = messages.ROOT / "docs" / "adr" / "0042-terms-of-the-admin.md"
MARKUP = re.compile(r"<[^>]*>|%\(\w+\)[sdr]|\{\w*\}")

# English strings in which a word of the table means something else or is rightly left out.
ELSEWHERE = (
    "If you are using the <meta name=",  # the privacy of a person
    "Attachments:",  # of a page: what readers call them
    "From then on messages are signed",  # what a machine does with a message
    "Task submitted by",  # the writer has submitted the page, not the task
)


@dataclass(frozen=True)
class Term:
    """A row of the table."""

    english: tuple[str, ...]
    vietnamese: tuple[str, ...]
    never: tuple[str, ...]

    def is_in(self, english: str) -> bool:
        words = MARKUP.sub(" ", english)
        return any(re.search(rf"\b{word}\b", words, re.IGNORECASE) for word in self.english)

    def is_said_in(self, vietnamese: str) -> bool:
        return any(words in vietnamese.lower() for words in self.vietnamese)


def terms() -> list[Term]:
    table = TABLE.read_text(encoding="utf-8").split("|---|", 1)[1]
    rows = [line.split("|")[1:4] for line in table.splitlines() if line.startswith("| ")]
    return [
        Term(*(tuple(words.strip() for words in cell.split(",") if words.strip()) for cell in row))
        for row in rows
    ]


@pytest.fixture(scope="module")
def said() -> set[tuple[str, str]]:
    """Return each English string of packages with what editors read instead."""
    return {
        pair
        for package in package_messages.installed()
        if package.name not in package_messages.UNSEEN
        for pair in package.translations()
        if not pair[0].startswith(ELSEWHERE)
    }


def test_table_is_read():
    assert Term(("draft",), ("bản nháp",), ("bản thảo",)) in terms()


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.english[0])
def test_term_has_its_one_rendering(term, said):
    assert {p for p in said if term.is_in(p[0]) and not term.is_said_in(p[1])} == set()


@pytest.mark.parametrize("term", [t for t in terms() if t.never], ids=lambda term: term.english[0])
def test_term_has_no_second_rendering(term, said):
    ours = {
        (str(m.id), str(m.string)) for m in messages.load() if not str(m.id).startswith(ELSEWHERE)
    }

    never = [re.compile(rf"\b{words}\b", re.IGNORECASE) for words in term.never]
    assert {p for p in said | ours if any(words.search(p[1]) for words in never)} == set()
