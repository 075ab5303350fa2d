"""The parts of official numbers (số, ký hiệu), and how a number is read by itself.

Two forms exist. Party bodies write serial-kind/issuer (``59-KH/HU``); state bodies
serial/kind-issuer (``59/KH-UBND``), with the year when the document is a legal one
(``15/2022/NQ-HĐND``), and without a kind for an official letter (``238/UBND-KGVX``). A third is
history: the Government's until the nineties, serial and issuer (``127-CP``, ``41-HĐBT``).

Serials and issuers are kept as they are written, also when misspelt; only what is certain is
repaired: hyphens, blanks, Eth for Đ, missing diacritics of well-known codes, the Party's numbers
in state form.
"""

import html
import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from .kinds import LETTERS
from .number_grammar import (
    ISSUER_SPELLINGS,
    KIND_SPELLINGS,
    NUMBER,
    PARLIAMENT,
    PARTY_ISSUER,
    spell_issuer,
    split_symbol,
    unify,
)

LONGEST: Final = 100
"""No number is longer, in characters."""

_PARLIAMENT_KINDS: Final = ("L", "NQ", "PL", "BL", "HP")
_OLD_KINDS: Final = ("QĐ", "NĐ", "NQ", "CT", "TT")


_KIND_GROUPS: Final = (
    "party_kind",
    "open_party_kind",
    "joint_kind",
    "kind",
    "blank_kind",
    "loose_kind",
)
_ISSUER_GROUPS: Final = ("party_issuer", "joint_issuers", "issuer", "blank_issuer", "loose_issuer")


class NumberFormatError(ValueError):
    """The text is no official number."""


@dataclass(frozen=True)
class OfficialNumber:
    """The parts of a number. ``kind_code`` holds its letters, ``""`` if it has none."""

    serial: str
    year: int | None
    kind_code: str
    issuer: str
    form: Literal["party", "state", "old"]

    @property
    def text(self) -> str:
        """The canonical form: ``59-KH/HU``, ``59/KH-UBND``, ``15/2022/NQ-HĐND``."""
        if self.form == "party":
            return f"{self.serial}-{self.kind_code}/{self.issuer}"
        if self.form == "old":
            return f"{self.serial}-{self.issuer}"
        symbol = f"{self.kind_code}-{self.issuer}" if self.kind_code else self.issuer
        year = f"/{self.year}" if self.year else ""
        return f"{self.serial}{year}/{symbol}"

    @property
    def kinds(self) -> tuple[str, ...]:
        """Codes of the kinds that the letters may mean, likeliest first; empty if unknown."""
        if self.form == "old":
            return _OLD_KINDS
        if not self.kind_code:
            return _PARLIAMENT_KINDS if PARLIAMENT.fullmatch(self.issuer) else ("CV",)
        if self.form == "party" and self.kind_code == "TT":
            return ("TTri", "TT")
        if self.kind_code == "L" and self.issuer == "CTN":
            return ("Lh", "L")
        return LETTERS.get(self.kind_code, ())

    def kind_named(self, named: str) -> str:
        """Return the code of the kind, given what words beside the number name (or ``""``).

        Words decide where the letters are open, never against them. A number of the National
        Assembly may be a law or a resolution: ``""`` unless words tell.
        """
        if named and (not self.kind_code or not self.kinds or named in self.kinds):
            return named
        if not self.kinds or self.kinds in (_PARLIAMENT_KINDS, _OLD_KINDS):
            return ""
        return self.kinds[0]

    @property
    def has_known_issuer(self) -> bool:
        """Whether the issuer is one of the well-known bodies, of more than two letters."""
        first = self.issuer.split("-")[0]
        known = len(first) > 2 and first in ISSUER_SPELLINGS
        return known or PARLIAMENT.fullmatch(first) is not None


def parse_number(text: str) -> OfficialNumber:
    """Read ``text``, which must be a number and nothing else; ``Số:`` before it may stay.

    Small letters and missing diacritics are taken for what they stand for: ``7-da/tu`` is
    ``7-ĐA/TU``, though DA may also be Dự án. Raises `NumberFormatError`.
    """
    plain = unify(html.unescape(text)) if len(text) <= LONGEST else ""
    plain = re.sub(r"^\s*s[ốo]\s*[:.]?\s*(?=[0-9])", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\s*([-/])\s*", r"\1", plain).strip(" .,;")
    serial = re.match(r"[0-9]*[A-Za-z]?", plain)
    rest = serial.end() if serial else 0
    match = NUMBER.fullmatch(plain)
    number = number_of(match) if match else None
    if not match and (loud := NUMBER.fullmatch(plain[:rest] + plain[rest:].upper())):
        number = number_of(loud)
        # In small letters anything looks like a number (5/an-giang), so its codes must be known.
        if number and number.kind_code not in LETTERS and not number.has_known_issuer:
            number = None
    if number is None:
        raise NumberFormatError(f"not an official number: {text[:LONGEST]!r}")
    if number.form == "party" and number.kind_code == "DA":
        return replace(number, kind_code="ĐA")
    return number


def normalise_number(text: str) -> str:
    """Return the canonical form of a number. Raises `NumberFormatError`."""
    return parse_number(text).text


def number_of(match: re.Match[str]) -> OfficialNumber | None:
    """Make a number of a match of `NUMBER`, repaired; ``None`` if it only looks like one."""
    groups = match.groupdict()
    if not groups["serial"].strip("0"):
        return None
    if groups["old_issuer"]:
        return OfficialNumber(groups["serial"], None, "", groups["old_issuer"], "old")
    kind = next((groups[name] for name in _KIND_GROUPS if groups[name]), "")
    issuer = next((groups[name] for name in _ISSUER_GROUPS if groups[name]), None)
    year = groups["year"] or groups["bare_year"]
    if issuer is None:
        kind, issuer = split_symbol(groups["bare_issuer"].replace(".", "-"))
    kind = KIND_SPELLINGS.get(kind, kind)
    issuer = "-".join(spell_issuer(group) for group in re.split(r"-|(?<=ND)\.", issuer))
    if len(issuer) < 2:
        return None
    party = bool(groups["party_issuer"] or (kind and not year and PARTY_ISSUER.fullmatch(issuer)))
    return OfficialNumber(
        serial=groups["serial"],
        year=int(year) if year else None,
        kind_code=kind,
        issuer=issuer,
        form="party" if party else "state",
    )
