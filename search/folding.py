"""Vietnamese text made comparable, and made ASCII for addresses and stored files.

Everything here takes any ``str`` (lone surrogates and NUL included) and raises nothing.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from anyascii import anyascii

# Vietnamese tone and vowel marks are all in this block. Other blocks are left alone: a Thai or
# Devanagari mark is a vowel, and two words that differ in one are two words.
_MARKS: Final = "\u0300-\u036f"

_NO_MARKS: Final = re.compile(f"[{_MARKS}]")

# Unicode does not decompose the stroke, and U+00D0 (Eth) is a common misspelling of U+0110.
_STROKES: Final = str.maketrans("đĐðÐ", "dddd")

_QUOTES: Final = "'\"`´\u02bb-\u02bd\u2018-\u201f\u2032-\u2037«»\u2039\u203a"
_INVISIBLE: Final = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"

# ASCII, Latin-1 and general punctuation, arrows to miscellaneous symbols, emoji.
_SEPARATORS: Final = (
    r"\x00-/:-@\[-\x60\x7b-\xbf×÷"
    "\u2000-\u206f\u20a0-\u20cf\u2100-\u214f\u2190-\u2bff\u3000-\u303f\U0001f000-\U0001faff"
)

# Latin-1 and Latin Extended-A and -B, then Latin Extended Additional, where the toned letters are.
_LATIN: Final = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))

_SLUG_LENGTH: Final = 255

_UNSEEN: Final = re.compile(f"[{_INVISIBLE}\x00\ud800-\udfff]")
_DIGITS_AS_LETTERS: Final = str.maketrans("0123456789", "ghijklmnop")

_WORD = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*")

# What is compared: letters and digits with their marks; a number and the letters after it part.
_TOKEN: Final = re.compile(f"[^\\W_](?:[^\\W_]|[{_MARKS}])*")
_PIECE: Final = re.compile(r"[a-z]+|[0-9]+")

# The whole rime of a syllable: `kỹ` and `kĩ` are one word, `quy` and `thuy` are none of this.
_Y_FOR_I: Final = re.compile(r"([hklmst])y")

# The letter that types each mark in the Telex input method, `o` for a horn and `d` for a stroke.
_TELEX: Final = {
    "\u0300": "f", "\u0301": "s", "\u0302": "a", "\u0303": "x", "\u0306": "w",
    "\u0309": "r", "\u031b": "o", "\u0323": "j", "đ": "d", "ð": "d",
}  # fmt: skip

# No word of a language is longer, or has more marks. PostgreSQL indexes none of more than 2,046
# bytes.
_LONGEST_WORD: Final = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, as it is compared.

    Attributes:
        folded: ASCII letters, or digits, alone: `dang`, `59`.
        marks: its diacritics, one letter each, in alphabetical order (`dr` of `đảng`); where they
            stand does not count, so that `hoà` and `hòa` are equal.
        start: where it begins in the text.
        end: where it ends; the parts of `H1N1` share both.
    """

    folded: str
    marks: str
    start: int
    end: int


def nfc(text: str) -> str:
    """Return ``text`` in Unicode NFC, the form in which all text is stored."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> str:
    """Return the words of a query in NFC, blanks between them.

    An official number (`59-KH/HU`) is one word, as PostgreSQL reads it in the index too. What a
    database takes for an operator (a quotation mark, a bracket) divides words here.
    """
    return " ".join(_WORD.findall(nfc(text)))


def fold(text: str) -> str:
    """Return ``text`` lower-case and without diacritics, for comparing: ``Đề án`` -> ``de an``.

    Both ways of placing a tone mark (``khoá``, ``khóa``) and both Unicode forms give the same
    answer. Idempotent. Blanks and punctuation stay.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.lower())
    return nfc(_NO_MARKS.sub("", decomposed).translate(_STROKES))


def read_words(text: str) -> Iterator[Word]:
    """Yield the words of a text in NFC that are compared when it is searched, or searched for."""
    for token in _TOKEN.finditer(text):
        # What is longer than a word is not kept: it is a key or a file, written as letters.
        spelled = _spelled if len(token[0]) <= _LONGEST_WORD else _spelled.__wrapped__
        for folded, marks in spelled(token[0]):
            yield Word(folded, marks, *token.span())


def comparable(text: str) -> str:
    """Return the words of ``text``, folded, blanks between them: ``Số 07-ĐA/TU`` -> ``so 7 da tu``.

    The one form in which texts and queries are compared: without case, diacritics, punctuation and
    zeros before a number, ``i`` for a ``y`` that is a whole rime (``kỹ``, ``kĩ`` -> ``ki``).
    Idempotent.
    """
    return " ".join(word.folded for word in read_words(legible(text)))


def legible(text: str) -> str:
    """Return ``text`` in NFC, without what a database refuses and a reader cannot see."""
    return nfc(_UNSEEN.sub("", text))


@lru_cache(maxsize=100_000)
def _spelled(token: str) -> tuple[tuple[str, str], ...]:
    """Return the comparable parts of a token, each with its marks."""
    pieces = _PIECE.findall(anyascii(fold(token)).lower()) or [_letters_for(token)]
    if len(pieces) > 1:
        return tuple((_simplest(piece), "") for piece in pieces)
    decomposed = unicodedata.normalize("NFD", token.lower())
    marks = sorted(_TELEX[character] for character in decomposed if character in _TELEX)
    return ((_simplest(pieces[0]), "".join(marks)[:_LONGEST_WORD]),)


def _simplest(piece: str) -> str:
    piece = piece[:_LONGEST_WORD]
    if piece.isdigit():
        return piece.lstrip("0") or "0"
    match = _Y_FOR_I.fullmatch(piece)
    return f"{match[1]}i" if match else piece


def _letters_for(token: str) -> str:
    """Return letters that stand for a token of a script that has no ASCII spelling."""
    digits = "".join(f"{ord(character):x}" for character in token)
    return "x" + digits.translate(_DIGITS_AS_LETTERS)


def slugify(text: str, max_length: int = _SLUG_LENGTH) -> str:
    """Return an ASCII slug: ``Đề án số 07-ĐA/TU`` -> ``de-an-so-07-da-tu``.

    Quotation marks vanish; every other character that is no letter or digit parts words. Letters
    of other scripts are transliterated. A slug longer than ``max_length`` characters is cut
    between words, within a word only when the first one is too long. ``""`` if nothing remains.
    """
    ascii_text = nfc(text)
    for pattern, replacement in _SPELLING:
        ascii_text = pattern.sub(replacement, ascii_text)
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(ascii_text).lower()).strip("-")
    if len(slug) <= max_length:
        return slug
    head = slug[: max_length + 1]
    return head.rpartition("-")[0] or slug[:max_length]


def safe_file_name(name: str, max_length: int = 100) -> str:
    """Return the ASCII name under which an uploaded file is stored, its extension kept.

    ``Quyết định số 07-Đề án.pdf`` -> ``quyet-dinh-so-07-de-an.pdf``. Folders before the name are
    dropped, with either slash. A name with nothing to keep is called ``file``. The answer is
    never longer than ``max_length`` characters, which must leave room for the extension (at most
    11 with its dot).
    """
    base = re.split(r"[/\\]", name)[-1].strip()
    stem, dot, extension = base.rpartition(".")
    extension = extension.lower()
    # A last part of digits alone is the year of a date (2728.QD.UBND.23.06.2026), no extension.
    if not dot or not re.fullmatch(r"(?=[0-9]*[a-z])[a-z0-9]{1,10}", extension):
        stem, extension = base, ""
    suffix = f".{extension}" if extension else ""
    room = max(1, max_length - len(suffix))
    return (slugify(stem, room) or "file"[:room]) + suffix


def _letter_formatters() -> list[tuple[str, str]]:
    """Return one formatter for each ASCII spelling: all its letters as a class, the spelling."""
    letters: defaultdict[str, str] = defaultdict(str)
    for code_point in _LATIN:
        spelling = anyascii(chr(code_point)).lower()
        if spelling.isalnum() and chr(code_point).isalpha():
            letters[spelling] += chr(code_point)
    return [(f"[{members}]", spelling) for spelling, members in letters.items()]


def _cut_formatters(max_length: int) -> list[tuple[str, str]]:
    """Return formatters that cut a slug between words at ``max_length``.

    Two steps, because Python knows no look-behind of variable width: cut to one character too
    many, then drop the last word of a slug that is still one too long.
    """
    too_long = f"(?<=^.{{{max_length + 1}}})"
    return [(f"{too_long}.+", ""), (f"-[^-]*${too_long}", "")]


_SPELLING_FORMATTERS: Final = [
    (f"[{_MARKS}{_QUOTES}{_INVISIBLE}]", ""),
    *_letter_formatters(),
    (f"[{_SEPARATORS}]+", "-"),
]

_SPELLING: Final = [(re.compile(regex), by) for regex, by in _SPELLING_FORMATTERS]

SLUG_FORMATTERS: Final[list[tuple[str, str]]] = [
    *_SPELLING_FORMATTERS,
    ("^-+|-+$", ""),
    *_cut_formatters(_SLUG_LENGTH),
]
"""What ``wagtail.admin.widgets.slug.SlugInput(formatters=...)`` takes to agree with `slugify`.

Pairs of a regex that Python and JavaScript (flags ``gu``) read alike, and its replacement. The
admin applies them in this order to the trimmed title, before its own ``urlify``. They cover what
is written in Latin letters; other scripts are left to ``urlify``, which knows fewer than
`slugify` does.
"""
