"""The example front end, served from an origin of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.databases import ROOT

EXAMPLE = ROOT / "docs" / "examples" / "frontend"
# What the example says before an operator has set it up.
PORTAL = "http://localhost:8000"


class Handler(SimpleHTTPRequestHandler):
    """Serves files without writing down who asked."""

    def log_message(self, *args) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free port of loopback; give its origin, which is not the portal's."""
    handler = partial(Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def set_up(folder: Path, portal: str) -> None:
    """Copy the example to `folder` as README.md says, for the portal at `portal`."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    page = folder / "index.html"
    page.write_text(page.read_text("utf-8").replace(PORTAL, portal), "utf-8")
