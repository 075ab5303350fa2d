"""The head of an official document: its number, and its title made of kind and abstract.

Nghị định 30/2020/NĐ-CP, annex I, sets the state's form: body, `Số: 59/KH-UBND`, place and date,
the kind in capitals, the abstract below it. The Party's (Hướng dẫn 36-HD/VPTW) has the number
without a colon, and an asterisk under the body's name.
"""

import re
from dataclasses import dataclass

from media.kinds import KINDS
from media.numbers import NumberFormatError, parse_number
from search.folding import fold

# A head stands on the first lines; below them numbers are those of other documents.
LINES = 40
LONGEST_TITLE = 255
_NUMBER_LINE = re.compile(
    r"^\W*s[ốo]\s*[:.]?\s*(?P<number>[0-9].{3,50}?)(?:\s{2,}.*|\s+(?P<place>\S.*ngày.*))?$",
    re.IGNORECASE,
)
_KINDS = {fold(kind.name): kind for kind in KINDS.values()}
_RULE = re.compile(r"^[\W_]*$")
# What a paragraph below the abstract begins with: addressee, grounds, the first section.
_BODY = re.compile(
    r"(kinh gui|can cu|thuc hien|theo|xet|de |tren co so|ngay |[ivx]+[.)] |[0-9]+[.)] |dieu [0-9]"
    r"|phan |chuong )"
)


@dataclass(frozen=True)
class Head:
    """What was found; empty where there is nothing that looks like it."""

    title: str = ""
    number: str = ""


def read_head(text: str) -> Head:
    """Return what the first lines of `text` say of the document."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line][:LINES]
    return Head(title=_title(lines), number=_number(lines))


def _number(lines: list[str]) -> str:
    for line in lines:
        match = _NUMBER_LINE.match(line)
        if match is None:
            continue
        # The place and date may stand in the same line, with a blank between.
        words = match["number"].split()
        for count in range(len(words), 0, -1):
            try:
                return parse_number(" ".join(words[:count])).text
            except NumberFormatError:
                continue
    return ""


def _title(lines: list[str]) -> str:
    for place, line in enumerate(lines):
        kind = _KINDS.get(fold(line))
        if kind is None or line != line.upper():
            continue
        abstract = _abstract(lines[place + 1 :])
        return f"{kind.name} {abstract}".strip()[:LONGEST_TITLE]
    return ""


def _abstract(lines: list[str]) -> str:
    """Return the lines below the kind up to the rule, the grounds or the first section."""
    found: list[str] = []
    for line in lines[:6]:
        # The abstract itself may begin like a paragraph: "thực hiện Đề án …".
        if _RULE.match(line) or (found and _BODY.match(fold(line))):
            break
        found.append(line)
        if line.endswith((".", ";", ":")):
            break
    words = " ".join(found).strip(" .;:-–*")
    # In capitals throughout, as some offices set it, it is hard to read in a list.
    return words.capitalize() if words.isupper() else words
