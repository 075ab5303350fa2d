"""What docs/examples/mirror.py has made, and runs of it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

from tests.databases import ROOT
from tests.server.processes import PATIENCE, Process

from .mirror_feed import Key

MIRROR = ROOT / "docs" / "examples" / "mirror.py"
KILLED = Path(__file__).with_name("mirror_killed.py")


class Copy:
    """A copy in a folder of its own.

    The mirror asks again after a tenth of a second, in pages of three.
    """

    options = ("--interval", "0.1", "--limit", "3", "--timeout", "30")

    def __init__(self, url: str, folder: Path, *options: str) -> None:
        self.folder = folder
        self.arguments = [url, str(folder / "copy"), *self.options, *options]

    def complete(self, *options: str) -> subprocess.CompletedProcess:
        """Run the mirror until the copy is complete."""
        command = [sys.executable, str(MIRROR), *self.arguments, "--once", *options]
        return subprocess.run(
            command, stderr=subprocess.PIPE, text=True, timeout=PATIENCE, check=False
        )

    def complete_killed_after(self, lines: int) -> bool:
        """Run it until so many of its lines are executed; tell whether it was through before."""
        command = [sys.executable, str(KILLED), str(lines), str(MIRROR), *self.arguments, "--once"]
        ended = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        assert ended.returncode in {0, -9}, ended.stderr.decode()
        return ended.returncode == 0

    def follow(self, *options: str, **environment: str) -> Process:
        """Start the mirror."""
        command = [sys.executable, str(MIRROR), *self.arguments, *options]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}
        return Process(command, environment=environment, log=self.folder / "mirror.log")

    def items(self) -> dict[Key, bytes]:
        """Return the objects."""
        return {
            (name, pk): body for name, pk, body in self._rows("SELECT type, id, object FROM item")
        }

    def is_whole(self) -> bool:
        """Tell whether no pass from the start is under way."""
        return self._rows("SELECT is_whole FROM state") == [(1,)]

    def cursor(self) -> str | None:
        """Return the cursor from which it would go on."""
        return self._rows("SELECT since FROM state")[0][0]

    def files(self) -> dict[str, bytes]:
        """Return the files by their names, without what a mirror at work renames or removes."""
        found = {}
        for path in self.folder.glob("copy/files/*"):
            with suppress(FileNotFoundError):
                found[path.name] = path.read_bytes()
        return found

    def damaged_files(self) -> list[str]:
        """Return the files whose content is not what their name says."""
        names = {name: sha256(content).hexdigest() for name, content in self.files().items()}
        return [name for name, found in names.items() if name not in {found, "part"}]

    def _rows(self, query: str) -> list[tuple]:
        address = f"{(self.folder / 'copy' / 'mirror.sqlite3').as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as database:
                return database.execute(query).fetchall()
        except sqlite3.OperationalError as error:
            # A mirror that has just begun, or was killed before it did.
            if not str(error).startswith(("no such table", "unable to open")):
                raise
            return []
