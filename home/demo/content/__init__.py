"""The demonstration's texts, and how they are read."""

import json
import uuid
from importlib import resources
from typing import Any

# Keys of pages and snippets are made from their names in this space, and so never change.
NAMESPACE = uuid.UUID("7b1d3c52-5f0b-4f0e-9c39-2f6d4f9f7a59")


def read(name: str) -> Any:
    """Return the contents of `name`.json."""
    return json.loads(resources.files(__name__).joinpath(f"{name}.json").read_text("utf-8"))


def read_all(prefix: str) -> list[dict[str, Any]]:
    """Return the entries of all files whose name begins with `prefix`, file by file."""
    names = sorted(
        file.name.removesuffix(".json")
        for file in resources.files(__name__).iterdir()
        if file.name.startswith(prefix) and file.name.endswith(".json")
    )
    return [entry for name in names for entry in read(name)]


def fixed_key(kind: str, name: str) -> uuid.UUID:
    """Return the translation key of a page or snippet of the demonstration."""
    return uuid.uuid5(NAMESPACE, f"{kind}/{name}")
