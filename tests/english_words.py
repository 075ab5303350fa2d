"""Finding English in what is shown to editors.

English is known by its words: those of the English strings of all packages that occur in no
Vietnamese translation. So nobody keeps a list, and a name that a translation leaves as it is
(`JavaScript`, `XLSX`) is no find.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from typing import Any

from django.conf import settings

from portal import package_messages
from tests import messages

# Attributes that are shown or read aloud.
SPOKEN = {"aria-label", "aria-description", "title", "placeholder", "alt", "label"}
# Content that is no text.
SILENT = {"script", "style", "svg", "code"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "use"}

# What Python writes, in no catalogue.
PYTHON = {"none", "true", "false"}
# English words that are names: a key, a program.
NAMES = {"alt", "word"}

_MARKUP = re.compile(r"<[^>]*>|%\(\w+\)[sdr]|\{\w*\}|&\w+;")
# Words between spaces and punctuation; an address, a file's or a class's name is none.
_TOKEN = re.compile(r"[^\s“”\"'‘’(),;:!?…|+–—>›<*=\[\]]+")
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*\.?")


@cache
def english_words() -> frozenset[str]:
    """Return words, in lower case, that only English strings have."""
    english, vietnamese = set(), set()
    pairs = [
        pair
        for package in package_messages.installed()
        if package.name not in package_messages.UNSEEN
        for pair in package.translations()
    ]
    pairs += [(_last(m.id), _last(m.string)) for m in messages.load() if m.id]
    # A language is called by its own name, as readers see it.
    pairs += [("", str(name)) for _, name in settings.LANGUAGES]
    for source, said in pairs:
        english |= set(words(_MARKUP.sub(" ", source)))
        vietnamese |= set(words(_MARKUP.sub(" ", said)))
    return frozenset(word for word in english - vietnamese - NAMES | PYTHON if len(word) > 1)


def words(text: str) -> Iterator[str]:
    """Yield the words of `text` that are written in plain letters, in lower case."""
    for token in _TOKEN.findall(text):
        if _WORD.fullmatch(token):
            yield token.rstrip(".").lower()


def english_in(texts: Iterable[str]) -> set[str]:
    """Return those of `texts` that have an English word."""
    known = english_words()
    return {text for text in texts if any(word in known for word in words(_MARKUP.sub(" ", text)))}


def _last(value: str | Iterable[str]) -> str:
    return value if isinstance(value, str) else " ".join(value)


def texts_of(data: Any) -> Iterator[str]:
    """Yield what may be shown of JSON: HTML, and strings of several words."""
    for text in strings_of(data):
        if "<" in text:
            yield from Shown(text).texts
        # Rich text is stored as JSON within JSON.
        elif " " in text and not text.startswith("{"):
            yield text


def strings_of(data: Any) -> Iterator[str]:
    """Yield all strings of JSON that are no keys."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from strings_of(value)


class Shown(HTMLParser):
    """What a page shows or says: texts, and the attributes of `SPOKEN`.

    Attributes:
        texts: each between two tags, in order, without the spaces around it.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in VOID:
            self._open.append(tag)
        self._say(*(values[name] for name in SPOKEN & values.keys()))
        if tag == "input" and values.get("type") in {"submit", "button"}:
            self._say(values.get("value"))
        for name, value in attrs:
            if name.startswith("data-") and value and value.startswith(("[{", "[[", '["', "{")):
                # What a script is given to draw.
                self._say(*texts_of(json.loads(value)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not SILENT & set(self._open):
            self._say(data)

    def _say(self, *texts: str | None) -> None:
        self.texts += [" ".join(text.split()) for text in texts if text and text.strip()]
