"""Sentences with the official numbers that a reader finds in them, for measuring the recogniser."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Self

from media.numbers import Citation, find_citations

FILE = Path(__file__).with_name("citations.txt")
ANYTHING = "*"
_LABEL = re.compile(r"\[\[(?P<fields>[^\]]+)\]\]")
_ESCAPE = re.compile(r"\\(?:u(?P<code>[0-9a-f]{4})|(?P<letter>[nt]))")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060"))


class Label(NamedTuple):
    """A number that is to be found: as spelt, as indexed, its kind and date (`ANYTHING`: any)."""

    spelling: str
    kind: str
    date: str
    number: str

    @classmethod
    def read(cls, fields: str) -> Self:
        """Read `spelling|kind|date|number`; without a number, the spelling is the number."""
        spelling, kind, date, number, *_ = [*fields.split("|"), "", "", ""]
        return cls(spelling, kind, date, number or spelling)

    def fits(self, citation: Citation) -> bool:
        """Tell whether `citation` is the number that is meant, with its date and kind."""
        date = citation.issued_on.isoformat() if citation.issued_on else ""
        spelling = unicodedata.normalize("NFC", self.spelling).translate(_INVISIBLE)
        return (
            citation.spelling == spelling
            and citation.number.text == unicodedata.normalize("NFC", self.number)
            and self.date in (date, ANYTHING)
            and self.kind in (citation.kind_code, ANYTHING)
        )


@dataclass(frozen=True)
class Sentence:
    """A sentence, what is to be found in it, and whether the grammar was mended without it."""

    text: str
    labels: list[Label]
    held_out: bool

    @classmethod
    def read(cls, line: str) -> Self:
        """Read a line of the file."""
        decomposed = line.startswith("{nfd}")
        plain = _ESCAPE.sub(_unescape, line.removeprefix("{nfd}"))
        text = _LABEL.sub(lambda label: label["fields"].split("|")[0], plain)
        return cls(
            text=unicodedata.normalize("NFD", text) if decomposed else text,
            labels=[Label.read(label["fields"]) for label in _LABEL.finditer(plain)],
            held_out=sha256(line.encode()).digest()[0] % 3 == 0,
        )


@dataclass
class Score:
    """How the recogniser did on some sentences."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    misses: str = ""

    @property
    def precision(self) -> float:
        """The part of what was found that is right."""
        return self.right / self.found

    @property
    def recall(self) -> float:
        """The part of what is to be found that was found."""
        return self.right / self.wanted


def sentences() -> list[Sentence]:
    """Return the sentences of the file."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [Sentence.read(line) for line in lines if line and not line.startswith("#")]


def measure(chosen: Iterable[Sentence]) -> Score:
    """Compare what `find_citations` finds with the labels, in order."""
    score = Score()
    for sentence in chosen:
        found = find_citations(sentence.text)
        labels = list(sentence.labels)
        for citation in found:
            fitting = next((label for label in labels if label.fits(citation)), None)
            if fitting:
                labels.remove(fitting)
                score.right += 1
        score.found += len(found)
        score.wanted += len(sentence.labels)
        if labels or len(found) > len(sentence.labels):
            score.misses += _miss(sentence, found)
    return score


def _miss(sentence: Sentence, found: list[Citation]) -> str:
    said = [(c.spelling, c.number.text, c.kind_code, str(c.issued_on or "")) for c in found]
    wanted = [tuple(label) for label in sentence.labels]
    return f"{sentence.text!r}\n    wanted {wanted}\n    found  {said}\n"


def _unescape(escape: re.Match[str]) -> str:
    return (
        chr(int(escape["code"], 16)) if escape["code"] else {"n": "\n", "t": "\t"}[escape["letter"]]
    )
