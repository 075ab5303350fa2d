"""The message catalogues: `python -m tests.messages` extracts, merges and compiles them.

With `--check` nothing is written: it fails on a string that is missing, stale, untranslated or not
compiled. Babel reads Python; templates are first turned into Python by Django itself, so nothing
of GNU gettext is needed.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("site", "home", "announcements", "media", "search")
FOLDER = ROOT / "site" / "portal" / "locale" / "vi" / "LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def extract() -> Catalog:
    """Return a catalogue of all strings in the sources."""
    catalog = Catalog(domain="django", project="portal", charset="utf-8")
    for path in sorted(source_files()):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # In brackets, because the indentation of a template means nothing to Python.
            text = f"({templatize(text)})"
        for line, function, messages, comments in _messages(text):
            context, singular = _shape(KEYWORDS[function], messages)
            if singular:
                where = [(path.relative_to(ROOT).as_posix(), line)]
                catalog.add(singular, context=context, locations=where, auto_comments=comments)
    return catalog


def source_files() -> Iterator[Path]:
    """Yield the files whose strings readers and editors meet."""
    for folder in SOURCES:
        for suffix in ("*.py", "*.html"):
            for path in (ROOT / folder).rglob(suffix):
                if "migrations" not in path.parts:
                    yield path


def problems() -> list[str]:
    """Return what is wrong with the committed catalogue, a line each; empty if nothing is."""
    wanted, held = extract(), load()
    found = [f"missing: {m.id!r}" for m in wanted if m.id and _find(held, m) is None]
    for message in held:
        if not message.id:
            continue
        if _find(wanted, message) is None:
            found.append(f"stale: {message.id!r}")
        elif message.fuzzy or not all(_strings(message.string)):
            found.append(f"untranslated: {message.id!r}")
        elif any(_placeholders(s) != _placeholders(message.id) for s in _strings(message.string)):
            found.append(f"other placeholders: {message.id!r}")
    if not MO.exists() or MO.read_bytes() != compiled(held):
        found.append("django.mo is not compiled from django.po")
    return found


def load() -> Catalog:
    """Return the committed catalogue, an empty one where there is none."""
    if not PO.exists():
        return Catalog(locale="vi", domain="django")
    with PO.open("rb") as file:
        return read_po(file, locale="vi", domain="django")


def compiled(catalog: Catalog) -> bytes:
    """Return `catalog` as the bytes of a .mo file."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update() -> None:
    """Merge the sources' strings into the catalogue, keep what is translated, compile."""
    held = load()
    held.update(extract(), no_fuzzy_matching=True)
    held.obsolete.clear()
    held.project, held.version = "portal", "1.0"
    held.msgid_bugs_address = held.last_translator = held.language_team = ""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, held, width=100, sort_output=True, omit_header=False, include_lineno=False)
    MO.write_bytes(compiled(load()))


def _messages(text: str) -> Iterator[tuple]:
    buffer = io.BytesIO(text.encode("utf-8"))
    options = {"encoding": "utf-8"}
    yield from extract_python(buffer, KEYWORDS.keys(), ["Translators:"], options)


def _shape(spec: tuple | None, messages: object) -> tuple[str | None, object]:
    parts = messages if isinstance(messages, tuple) else (messages,)
    context = None
    if spec and isinstance(spec[0], tuple):
        context, parts = parts[0], parts[1:]
        spec = spec[1:]
    parts = tuple(part for part in parts if part is not None)
    if not parts:
        return None, None
    return context, parts[:2] if spec and len(spec) > 1 else parts[0]


def _find(catalog: Catalog, message: object) -> object | None:
    key = message.id[0] if isinstance(message.id, tuple) else message.id
    found = catalog.get(key, message.context)
    return found if found is not None and found.id == message.id else None


def _strings(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def _placeholders(value: object) -> set[str]:
    return set(_PLACEHOLDER.findall(_strings(value)[-1]))


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit("\n".join(problems()) or 0)
    update()
    print("\n".join(problems()) or "all strings are translated")
