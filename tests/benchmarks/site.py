"""The portal as processes of its own, as on a server, and a client that costs next to nothing."""

import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.databases import FOLDER, ROOT
from tests.server.processes import Process, free_port

SETTINGS = "tests.benchmarks.settings"
WORKERS = 2


class Site:
    """The site under gunicorn; `worker` starts the portal's own worker beside it."""

    def __init__(self, database_url: str) -> None:
        self.port = free_port()
        self._folder = FOLDER / f"benchmark-{os.getpid()}"
        self._folder.mkdir(parents=True)
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "DATABASE_URL": database_url,
            "LOG_LEVEL": "WARNING",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        }

    @contextmanager
    def serving(self) -> Iterator["Client"]:
        """Run the site; give a client of it."""
        command = [
            sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--threads", "4",
            "--keep-alive", "75", "--no-control-socket",
            "--bind", f"127.0.0.1:{self.port}", "portal.wsgi:application",
        ]  # fmt: skip
        with self._running("site", command) as process:
            process.wait_until(self._answers, "the site answers")
            yield Client(self.port)

    @contextmanager
    def worker(self) -> Iterator[Process]:
        """Run the worker, which builds what is published."""
        command = [sys.executable, str(ROOT / "manage.py"), "worker"]
        with self._running("worker", command) as process:
            yield process

    def close(self) -> None:
        """Remove what the processes wrote."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def _running(self, name: str, command: list[str]) -> Iterator[Process]:
        log = self._folder / f"{name}.log"
        process = Process(command, environment=self._environment, log=log)
        try:
            yield process
        except BaseException:
            print(f"\n{name} wrote:\n{_end_of(log)}", file=sys.stderr)
            raise
        finally:
            process.kill()

    def _answers(self) -> bool:
        try:
            return Client(self.port).get("/healthz?only=database") is not None
        except OSError:
            return False


class Client:
    """Asks over one connection that stays open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._connection = HTTPConnection("127.0.0.1", port, timeout=300)
        self.elapsed = 0.0

    def get(self, path: str) -> bytes:
        """Return the answer to `path`; `elapsed` then says how long it took, in seconds.

        Raises:
            AssertionError: it is not 200.
        """
        headers = {"Host": "localhost", "Accept": "application/json"}
        started = time.perf_counter()
        self._connection.request("GET", path, headers=headers)
        response = self._connection.getresponse()
        content = response.read()
        self.elapsed = time.perf_counter() - started
        assert response.status == 200, f"{path} answered {response.status}: {content[:500]!r}"
        return content

    def json(self, path: str) -> Any:
        """Return what the answer to `path` says."""
        return json.loads(self.get(path))


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-40:])
