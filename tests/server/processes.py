"""The portal as processes of its own: site, worker and commands on a database of their own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar

import psutil
import requests
from django.db import connections
from environ import Env
from pytest_django.plugin import DjangoDbBlocker

from tests import databases
from tests.databases import ROOT

PATIENCE = 60
TAIL_LINES = 60


def wait_until(condition: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Return when `condition()` is true.

    Raises:
        AssertionError: it was not within `seconds`.
    """
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds:g} s in vain: {what}"
        time.sleep(0.1)


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _hear_ctrl_c() -> None:
    """Undo what a shell without job control does to what it starts in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Process:
    """A process at the head of a session of its own; its output goes to a file."""

    def __init__(self, command: list[str], *, environment: dict[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as output:
            self._popen = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - no thread of ours holds a lock here
            )
        self.pid = self._popen.pid

    def output(self) -> str:
        """Return what it has written so far."""
        return self.log.read_text(errors="replace")

    def returncode(self) -> int | None:
        """Return its exit code, None while it runs."""
        return self._popen.poll()

    def members(self) -> list[psutil.Process]:
        """Return the living processes of its session, orphans included."""
        return [process for process in psutil.process_iter() if self._is_member(process)]

    def child(self, *words: str) -> psutil.Process | None:
        """Return a member other than the head whose command line has all `words`."""
        for process in self.members():
            try:
                if process.pid != self.pid and set(words) <= set(process.cmdline()):
                    return process
            except psutil.NoSuchProcess:
                continue
        return None

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the head alone, as systemd or `kill` would."""
        self._popen.send_signal(number)

    def send_group(self, number: signal.Signals) -> None:
        """Send a signal to the head's group, as a terminal does with Ctrl-C."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:
            return

    def wait_until(self, condition: Callable[[], object], what: str) -> None:
        """Return when `condition()` is true; fail at once where this process has ended."""

        def is_true() -> bool:
            assert self.returncode() is None, f"{self.log.name} ended before {what}"
            return bool(condition())

        wait_until(is_true, what)

    def wait(self, seconds: float = PATIENCE) -> int:
        """Wait for its end; return its exit code."""
        return self._popen.wait(timeout=seconds)

    def kill(self) -> None:
        """End the whole session at once."""
        for member in self.members():
            with suppress(psutil.NoSuchProcess):
                member.kill()
        self._popen.wait()

    def _is_member(self, process: psutil.Process) -> bool:
        try:
            is_alive = process.status() != psutil.STATUS_ZOMBIE
            return is_alive and os.getsid(process.pid) == self.pid
        except (psutil.NoSuchProcess, ProcessLookupError):
            return False


class Portal:
    """A portal with its own database, folder and port; what it starts ends with `close`."""

    open_portals: ClassVar[list["Portal"]] = []

    def __init__(self, folder: Path, blocker: DjangoDbBlocker, **environment: str):
        self.folder = folder
        self.port = free_port()
        self.root = f"http://localhost:{self.port}"
        self.database_url = databases.clone(f"{folder.name}_{os.getpid()}")
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DEBUG": "0",
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "DATABASE_URL": self.database_url,
            "VAR_DIR": str(folder / "var"),
            "WAGTAILADMIN_BASE_URL": self.root,
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        self._blocker = blocker
        self._processes: list[Process] = []
        (folder / "var").mkdir(parents=True)
        self.open_portals.append(self)

    def start(self, *command: str) -> Process:
        """Start `command` with this portal's environment."""
        name = next(word for word in command[1:] if not word.startswith("-"))
        log = self.folder / f"{Path(name).name}-{len(self._processes)}.log"
        process = Process(list(command), environment=self.environment, log=log)
        self._processes.append(process)
        return process

    def manage(self, *arguments: str) -> Process:
        """Start a management command."""
        return self.start(sys.executable, str(ROOT / "manage.py"), *arguments)

    def load_demo(self) -> None:
        """Add the demonstration's content and accounts."""
        loading = self.manage("load_demo", "--port", str(self.port))
        assert loading.wait(3 * PATIENCE) == 0, loading.output()

    def start_site(self) -> Process:
        """Start the site and wait until it answers."""
        site = self.start(
            sys.executable, "-m", "gunicorn", "--pythonpath", f"{ROOT},{ROOT / 'site'}",
            "--workers", "2", "--threads", "4", "--no-control-socket",
            "--bind", f"127.0.0.1:{self.port}", "portal.wsgi:application",
        )  # fmt: skip
        site.wait_until(lambda: self.health("?only=database")[0] == 200, "the site answers")
        return site

    def start_worker(self) -> Process:
        """Start the worker and wait until its parts are there."""
        worker = self.manage("worker")
        worker.wait_until(lambda: worker.child("db_worker"), "the worker starts db_worker")
        return worker

    def health(self, query: str = "") -> tuple[int, dict]:
        """Return status and body of the health check, (0, {}) where nothing answers."""
        try:
            answer = requests.get(f"http://127.0.0.1:{self.port}/healthz{query}", timeout=30)
        except requests.ConnectionError:
            return 0, {}
        return answer.status_code, answer.json()

    @contextmanager
    def orm(self) -> Iterator[None]:
        """Let the models of this process read and write the portal's database."""
        connection = connections["default"]
        connection.close()
        before = connection.settings_dict
        connection.settings_dict = {**before, **Env.db_url_config(self.database_url)}
        connection.settings_dict["OPTIONS"] = before["OPTIONS"]
        try:
            with self._blocker.unblock():
                try:
                    yield
                finally:
                    connection.close()
        finally:
            connection.settings_dict = before

    def logs(self) -> list[tuple[str, str]]:
        """Return name and last lines of each process's output."""
        return [
            (process.log.name, "\n".join(process.output().splitlines()[-TAIL_LINES:]))
            for process in self._processes
        ]

    def close(self) -> None:
        """End every process, drop the database, remove the files."""
        for process in self._processes:
            process.kill()
        databases.drop(self.database_url)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.open_portals.remove(self)
