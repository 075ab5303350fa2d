"""Our catalogues for the strings of packages: what they lack, and what we say otherwise.

Kept apart from our own strings, which tests/messages.py extracts from our sources. Needs Babel.
"""

import io
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from . import package_messages
from .package_messages import DOMAINS, LANGUAGE, Package, strings

FOLDER = Path(__file__).parent / "locale_packages" / LANGUAGE / "LC_MESSAGES"


def load(domain: str) -> Catalog:
    """Return the committed catalogue of `domain`, `django` or `djangojs`."""
    with (FOLDER / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=LANGUAGE, domain=domain)


def compiled(catalog: Catalog) -> bytes:
    """Return `catalog` as the bytes of a .mo file; untranslated and fuzzy strings are left out."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update() -> None:
    """Add what packages have new, for somebody to translate; drop what they have no more."""
    packages = package_messages.installed()
    for domain in DOMAINS:
        catalog = _merged(load(domain), [p for p in packages if p.domain == domain])
        with (FOLDER / f"{domain}.po").open("wb") as file:
            write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
        (FOLDER / f"{domain}.mo").write_bytes(compiled(load(domain)))


def _merged(held: Catalog, packages: list[Package]) -> Catalog:
    """Return the strings that `held` or nobody translates, each with the packages that have it."""
    merged = Catalog(
        locale=LANGUAGE,
        header_comment="# Vietnamese catalogue of the packages' strings that theirs lack or say "
        "otherwise.",
        project="portal",
        version="1.0",
        creation_date=held.creation_date,
        fuzzy=False,
    )
    merged.msgid_bugs_address = merged.last_translator = merged.language_team = ""
    for package in packages:
        lacking = set(package.untranslated()) if package.name not in package_messages.UNSEEN else ()
        for message in strings(package.messages):
            found = held.get(package_messages.singular(message.id), message.context)
            if found is None and package_messages.singular(message.id) not in lacking:
                continue
            text = found.string if found is not None else None
            merged.add(message.id, text, context=message.context, locations=[(package.name, 0)])
    return merged
