"""Threads of the worker beside its clock."""

import logging
import threading

from django.db import connections

from .duties import Loop

logger = logging.getLogger(__name__)

PAUSE_BEFORE_RESTART = 2.0


def start_loop(loop: Loop, stopping: threading.Event) -> threading.Thread:
    """Run `loop` in a thread until `stopping` is set; it is started again when it fails."""
    # A daemon: what does not end in time must not keep the process.
    thread = threading.Thread(target=_keep, args=(loop, stopping), daemon=True)
    thread.start()
    return thread


def _keep(loop: Loop, stopping: threading.Event) -> None:
    while not stopping.is_set():
        try:
            loop(stopping)
        except Exception:
            logger.exception("%s failed; starting it again", loop)
            stopping.wait(PAUSE_BEFORE_RESTART)
        finally:
            connections.close_all()
