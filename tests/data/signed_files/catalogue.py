"""The list of every file, by name."""

import importlib
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

Builder = Callable[[], bytes]
OUTPUT = Path(__file__).parent / "output"
FILES: dict[str, Builder] = {}
# Each lists its files here when it is imported.
MODULES = (
    "ordinary",
    "trust",
    "strength",
    "revocation",
    "alterations",
    "forgeries",
    "ranges",
    "shadows",
    "certified",
    "chains",
    "syntax",
    "hostile",
    "bombs",
    "damaged",
    "archives",
)
# Too large to be committed: made whenever a test asks for them.
UNSTORED: set[str] = set()
# Encrypted with keys that are drawn by chance, so that they would never come out the same.
KEPT: set[str] = set()


def made(name: str | None = None, *, stored: bool = True) -> Callable[[Builder], Builder]:
    """List a function as what makes a file: its own name in hyphens, unless another is given."""

    def listed(builder: Builder) -> Builder:
        file = name or builder.__name__.replace("_", "-") + ".pdf"
        FILES[file] = builder
        if not stored:
            UNSTORED.add(file)
        return builder

    return listed


@cache
def load() -> None:
    """Let every module list its files."""
    for module in MODULES:
        importlib.import_module(f"tests.data.signed_files.{module}")


@cache
def _unstored_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="signed-files-")


def find(name: str) -> Path:
    """Return where a file is; one that is not stored is made first, once in a process."""
    load()
    if name not in UNSTORED:
        return OUTPUT / name
    path = Path(_unstored_folder().name) / name
    if not path.exists():
        path.write_bytes(FILES[name]())
    return path
