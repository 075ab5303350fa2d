"""The portal as processes of its own, as on a server, and a client that costs next to nothing."""

import json
import os
import shutil
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.databases import FOLDER, ROOT
from tests.server.processes import Process, free_port

SETTINGS = "tests.benchmarks.settings"
WORKERS = 2
# A connection that rests for longer is closed: each measurement begins with one of its own.
KEPT_ALIVE = 75
CHUNK = 256 * 1024
_REQUEST = b"GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n"


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

    def client(self) -> "Client":
        """Return a client with a connection of its own."""
        return Client(self.port)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Run the site."""
        command = [
            sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--threads", "4",
            "--keep-alive", str(KEPT_ALIVE), "--no-control-socket",
            "--bind", f"127.0.0.1:{self.port}", "portal.wsgi:application",
        ]  # fmt: skip
        with self._running("site", command) as process:
            process.wait_until(self._answers, "the site answers")
            yield

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
            return self.client().get("/healthz?only=database") is not None
        except OSError:
            return False


class Client:
    """Asks over one connection that stays open, and reads no more of an answer than it must."""

    def __init__(self, port: int) -> None:
        self._connection = socket.create_connection(("127.0.0.1", port), timeout=300)
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.elapsed = 0.0

    def get(self, path: str) -> bytes:
        """Return the answer to `path`; `elapsed` then says how long it took, in seconds.

        Raises:
            AssertionError: it is not 200.
        """
        started = time.perf_counter()
        self._connection.sendall(_REQUEST % path.encode())
        head, content = self._receive()
        self.elapsed = time.perf_counter() - started
        status = head.split(b" ", 2)[1]
        assert status == b"200", f"{path} answered {status.decode()}: {content[:500]!r}"
        return content

    def _receive(self) -> tuple[bytes, bytes]:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._some()
        head, _, beginning = received.partition(b"\r\n\r\n")
        parts, missing = [beginning], _length(head) - len(beginning)
        while missing > 0:
            parts.append(self._some())
            missing -= len(parts[-1])
        return head, b"".join(parts)

    def _some(self) -> bytes:
        received = self._connection.recv(CHUNK)
        if not received:
            raise ConnectionResetError
        return received

    def json(self, path: str) -> Any:
        """Return what the answer to `path` says."""
        return json.loads(self.get(path))


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0])


def _end_of(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-40:])
