"""`manage.py worker`: does what the queue holds, and what the clock demands."""

import logging
import subprocess
import sys
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from portal.queue import clock
from portal.queue.children import on_stop, start_child
from portal.queue.duties import ALONGSIDE
from portal.queue.loops import start_loop

logger = logging.getLogger(__name__)

TICK_SECONDS = 60
PAUSE_BEFORE_RESTART = 2
SECONDS_TO_END = 20


class Command(BaseCommand):
    """Runs until it is told to stop; `db_worker` is started again whenever it ends."""

    help = "Do the work of the queue, publish what is scheduled, prune. Runs until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep `db_worker` and the loops beside the clock running, and tick once a minute."""
        self.stopping = threading.Event()
        on_stop(lambda *_: self.stopping.set())
        loops = [start_loop(loop, self.stopping) for loop in ALONGSIDE]
        worker = self._start()
        next_tick = time.monotonic()
        try:
            while not self.stopping.is_set():
                if worker.poll() is not None:
                    # On SQLite a lock held longer than the timeout ends it with a traceback.
                    logger.warning("db_worker ended with %s; starting it again", worker.returncode)
                    self.stopping.wait(PAUSE_BEFORE_RESTART)
                    worker = self._start()
                if time.monotonic() >= next_tick:
                    next_tick = time.monotonic() + TICK_SECONDS
                    close_old_connections()
                    clock.tick()
                clock.each_moment()
                self.stopping.wait(0.5)
        finally:
            self.stopping.set()
            end = time.monotonic() + SECONDS_TO_END
            worker.terminate()
            try:
                worker.wait(timeout=SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                worker.kill()
            for loop in loops:
                loop.join(max(0, end - time.monotonic()))

    @staticmethod
    def _start() -> subprocess.Popen:
        command = [
            sys.executable, sys.argv[0], "db_worker",
            "--backend", "queue", "--interval", "0.5", "--no-startup-delay", "--no-reload",
        ]  # fmt: skip
        return start_child(command)
