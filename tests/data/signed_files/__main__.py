"""Writes every file anew: `python -m tests.data.signed_files [name …]`."""

import sys

from tests.data.signed_files import pki, strength
from tests.data.signed_files.catalogue import FILES, KEPT, OUTPUT, UNSTORED, load
from tests.data.signed_files.verdicts import ROOTS

ROOT_AUTHORITIES = (
    pki.government,
    pki.second_government,
    pki.national,
    pki.stranger,
    strength.old_root,
)


def write_everything(names: list[str]) -> None:
    """Write the roots and the files with these names, or all files; remove what is not listed."""
    load()
    ROOTS.mkdir(parents=True, exist_ok=True)
    for root in ROOT_AUTHORITIES:
        (ROOTS / f"{root.__name__}.pem").write_bytes(root().pem)
    stored = {name: builder for name, builder in FILES.items() if name not in UNSTORED}
    for name, builder in stored.items():
        kept = name in KEPT and (OUTPUT / name).exists()
        if name in names or (not names and not kept):
            (OUTPUT / name).write_bytes(builder())
    for path in OUTPUT.iterdir():
        if path.is_file() and path.name not in stored:
            path.unlink()


if __name__ == "__main__":
    write_everything(sys.argv[1:])
