"""The strings of the installed packages, and which of them come out in Vietnamese.

For `manage.py translation_coverage` and tests only: it needs Babel, which servers lack. How
translations reach each part of the admin is told in docs/adr/0041.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django
from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize
from django.utils.translation.trans_real import DjangoTranslation

LANGUAGE = "vi"
DOMAINS = ("django", "djangojs")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

# Packages whose strings nobody can meet, and why.
UNSEEN = {
    "axes": "shown in Django's own admin only, which is not installed; the locked page is ours",
    "django_tasks": "names of states, shown in no view",
    "django_tasks_db": "shown in Django's own admin only, which is not installed",
}


@dataclass(frozen=True)
class Package:
    """An installed package, by the name of its app, with its strings of one domain."""

    name: str
    domain: str
    locale: Path
    messages: Catalog = field(repr=False)

    def untranslated(self) -> list[str]:
        """Return the English strings that come out in English, in the order of the package."""
        return [english for english, vietnamese in self.translations() if not vietnamese]

    def translations(self) -> Iterator[tuple[str, str]]:
        """Yield each English string with what is shown instead, empty if it is shown itself."""
        merged = _translation(self)
        for message in strings(self.messages):
            yield singular(message.id), merged.get(_key(message)) or ""

    def total(self) -> int:
        """Return how many strings the package has; a string with its plural is one."""
        return sum(1 for _ in strings(self.messages))


def installed() -> list[Package]:
    """Return the packages that have strings, Django itself first, in the order of the settings."""
    places = [("django", Path(django.__file__).parent / "conf")]
    places += [
        (config.name, Path(config.path))
        for config in apps.get_app_configs()
        if not _ours(Path(config.path))
    ]
    return [
        package
        for name, path in places
        for domain in DOMAINS
        if any(strings((package := _package(name, domain, path)).messages))
    ]


def strings(catalog: Catalog) -> Iterator[Any]:
    """Yield the messages of `catalog` without its header."""
    return (message for message in catalog if message.id)


def singular(identifier: str | tuple[str, str]) -> str:
    """Return the string that stands for a message: of a singular and its plural the singular."""
    return identifier[0] if isinstance(identifier, tuple) else identifier


def _ours(path: Path) -> bool:
    """Say whether an app lies in the project; its environment may lie there too."""
    base = settings.BASE_DIR
    return path.parent == base or path.is_relative_to(base / "site")


def _package(name: str, domain: str, path: Path) -> Package:
    """Return a package with the strings that it declares, or else those in its source."""
    declared = path / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    if declared.exists():
        with declared.open("rb") as file:
            messages = read_po(file)
    else:
        messages = Catalog()
        if domain == "django" and not (path / "locale" / "en").exists():
            _extract(path, messages)
    return Package(name, domain, path / "locale", messages)


def _extract(path: Path, catalog: Catalog) -> None:
    # Babel takes a function as well as the name of one; its types know names only.
    methods: Any = [("**/tests/**", "ignore"), ("**.py", "python"), ("**.html", _templates)]
    found = extract_from_dir(path, methods, keywords=KEYWORDS)
    for _, _, message, _, context in found:
        catalog.add(message, context=context)


def _templates(
    file: io.BufferedIOBase, keywords: Any, comments: Any, options: Any
) -> Iterator[Any]:
    """Read a template as Babel reads Python, after Django has turned it into Python."""
    text = templatize(file.read().decode("utf-8"))
    # In brackets, because the indentation of a template means nothing to Python.
    yield from extract_python(io.BytesIO(f"({text})".encode()), keywords, comments, options)


def _translation(package: Package) -> Any:
    """Return the catalogue that Django makes of all files for the package's domain."""
    paths = [str(package.locale)] if package.domain == "djangojs" else None
    translation: Any = DjangoTranslation(LANGUAGE, domain=package.domain, localedirs=paths)
    # Django's own view of JavaScript strings reads the same attribute.
    return translation._catalog


def _key(message: Any) -> Any:
    key = singular(message.id)
    if message.context:
        key = f"{message.context}\x04{key}"
    return (key, 0) if isinstance(message.id, tuple) else key
