"""How official numbers and dates are written: patterns and spellings for `media.numbers`.

Sources: Nghị định 30/2020/NĐ-CP (state), Quy định 399-QĐ/TW and Hướng dẫn 36-HD/VPTW (Party),
and what offices really write. Kinds and issuers are open sets; the lists here only settle what
the letters alone leave open.
"""

import re
from typing import Final

from search.folding import fold, nfc

from .kinds import LETTERS

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

_ALIKE: Final = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " ")
    | {"\u00d0": "Đ", "\u00f0": "đ"}
)
_LINES: Final = str.maketrans("\t\n\r", "   ")

_STATE_ISSUERS: Final = (
    "UBND UB HĐND CP TTg HĐBT VPCP CTN BCĐ BCH MTTQ UBMTTQ TAND VKSND KTNN NHNN TTCP "
    "BCA BCT BGDĐT BGTVT BKHCN BKHĐT BLĐTBXH BNG BNN BNNPTNT BNV BQP BTC BTNMT BTP BTTTT BVHTTDL "
    "BXD BYT SCT SGDĐT SGTVT SKHCN SKHĐT SLĐTBXH SNNPTNT SNV STC STNMT STP STTTT SVHTTDL SXD SYT"
)

_PARTY_ISSUERS: Final = "TW TU HU QU ThU ĐU ĐUK VPTW VPTU VPHU"

PARTY_ISSUER: Final = re.compile(
    r"(?:VP|BTC|UBKT|BTG|BTGDV|BDV|BNC)?(?:TW|TU|HU|QU|ThU|ĐU|ĐUK)(?:-[^-]+)*"
)
"""Issuers that only the Party has; a number of theirs in state form is a slip of the pen."""

PARLIAMENT: Final = re.compile(r"(?:UBTV)?QH[0-9]+")
"""The National Assembly and its Standing Committee, with the term. Their laws carry no kind."""


def _spellings(codes: list[str]) -> dict[str, str]:
    """Map each code, in capitals and without diacritics too, to the code itself."""
    rough = {spelling: code for code in codes for spelling in (fold(code).upper(), code.upper())}
    return rough | {code: code for code in codes}


KIND_SPELLINGS: Final = _spellings(list(LETTERS))
ISSUER_SPELLINGS: Final = _spellings([*_STATE_ISSUERS.split(), *_PARTY_ISSUERS.split()])

_CAPITAL: Final = "A-ZĂÂĐÊÔƠƯ"
_KIND: Final = "|".join(sorted(map(re.escape, KIND_SPELLINGS), key=len, reverse=True))
# Small letters occur singly, before a capital or last (QyĐ, ThU, TTr, TTg): An Giang is no group.
_GROUP: Final = (
    rf"[{_CAPITAL}](?:[a-z]?[{_CAPITAL}0-9]|\s?&(?:amp;)?\s?[{_CAPITAL}]){{0,40}}"
    rf"(?:(?<=[{_CAPITAL}]{{2}})[a-z])?"
)
# A dot for a hyphen is told from the end of a sentence only after the councils' own letters.
_DOTTED: Final = rf"(?:UBND|HĐND)\.(?!UBND|HĐND)[{_CAPITAL}]{{2,6}}(?!\w)"
_ISSUER: Final = rf"(?:T\.[ƯW]|{_DOTTED}|{_GROUP})(?:-{_GROUP}){{0,7}}"
# Only between joint issuers is a blank inside a name told from the word that follows.
_JOINT_ISSUERS: Final = rf"{_GROUP}(?:-{_GROUP}|\s{_GROUP}(?=-)){{0,9}}"
_KNOWN_ISSUER: Final = (
    "(?:"
    + "|".join(sorted(map(re.escape, ISSUER_SPELLINGS), key=len, reverse=True))
    + rf"|{PARTY_ISSUER.pattern})(?!\w)(?:-{_GROUP}){{0,3}}"
)
_YEAR: Final = r"(?:19|20)[0-9]{2}"

# Blanks beside hyphen and slash are let through only where a known kind makes sure that this is
# a number; other marks in the wrong place where the issuer is known too.
_NUMBER: Final = (
    r"(?P<serial>[0-9]{1,6}[A-Za-z]?)(?:"
    rf"(?:\s?-\s?(?P<party_kind>{_KIND})\s?/\s?|-(?P<open_party_kind>{_GROUP})/)"
    rf"(?P<party_issuer>{_ISSUER})"
    rf"|\s?/\s?(?:(?P<year>{_YEAR})\s?[/-]\s?)?(?:"
    rf"(?P<joint_kind>TTLT|NQLT)\s?[-/]\s?(?P<joint_issuers>{_JOINT_ISSUERS})"
    rf"|(?P<kind>{_KIND})(?:\s?[-/]\s?|\.)(?P<issuer>{_ISSUER})"
    rf"|(?P<blank_kind>{_KIND})\s(?P<blank_issuer>{_KNOWN_ISSUER}))"
    rf"|/(?:(?P<bare_year>{_YEAR})/)?(?P<bare_issuer>{_ISSUER})"
    rf"|\s?-?\s?(?P<loose_kind>{_KIND})\s?[-/]\s?(?P<loose_issuer>{_KNOWN_ISSUER})"
    r"|\s?-\s?(?P<old_issuer>CP|HĐBT|HĐCP|TTg)(?![-/])"
    r")(?![^\W_])"
)

NUMBER: Final = re.compile(_NUMBER)
"""A number by itself; see `media.official_numbers` for the meaning of its groups."""

NUMBER_IN_TEXT: Final = re.compile(rf"(?<![\w/-])(?<![0-9][.,])(?<![0-9A-Z]:)(?<!năm ){_NUMBER}")
"""A number in running text: no end of a date, a decimal or a standard (TCVN 5945:2005/BKHCN)."""

ROUGH_NUMBER: Final = re.compile(
    r"(?<![\w/.:-])[0-9]{1,6}[A-Za-z]?(?:[-/][^\W_][\w&]{0,40}){1,6}(?![\w/])"
)
"""What may be a number in small letters: 59-kh/hu."""

# CP only after kinds that the Government issues: TTCP and TCCP are bodies of their own.
_LOST_HYPHEN: Final = re.compile(
    rf"(?P<kind>{_KIND})(?P<issuer>(?:(?<=N[QĐD])|(?<=Q[ĐD]))CP|UBTVQH[0-9]+|"
    + "|".join(code for code in _STATE_ISSUERS.split() if code != "CP")
    + ")"
)


def unify(text: str) -> str:
    """Return NFC with one hyphen, one blank, one Đ, and nothing invisible."""
    return unify_in_lines(text).translate(_LINES)


def unify_in_lines(text: str) -> str:
    """Return what `unify` returns, with tabulators and ends of lines as they are."""
    return visible(text).translate(_ALIKE)


def visible(text: str) -> str:
    """Return NFC without invisible characters; as long as `unify` of the same text."""
    return _INVISIBLE.sub("", nfc(text))


def split_symbol(symbol: str) -> tuple[str, str]:
    """Part the kind from the issuer in a symbol that opens with no kind known by itself."""
    first, *others = symbol.split("-")
    lost = _LOST_HYPHEN.fullmatch(first)
    if lost:
        return lost["kind"], "-".join([lost["issuer"], *others])
    if others and first not in ISSUER_SPELLINGS and others[0] in ISSUER_SPELLINGS:
        return first, "-".join(others)
    return "", symbol


def spell_issuer(group: str) -> str:
    """Return one group of an issuer in its right spelling; what is not well known stays."""
    group = re.sub(r"\s", "", group.replace("&amp;", "&"))
    group = re.sub(r"T\.?[ƯW]$", "TW", group)
    return ISSUER_SPELLINGS.get(group, group)
