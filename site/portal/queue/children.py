"""Processes that a command of ours starts, and ends itself."""

import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

# Ctrl-C, `kill` and systemd, a terminal that is closed.
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def start_child(
    command: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.Popen[bytes]:
    """Start `command` in a process group of its own, which a terminal's signals do not reach.

    Ctrl-C goes to a whole group. A child that got it, and then the signal of whoever started it,
    would take the second one as the order to drop the work in hand.
    """
    return subprocess.Popen(command, env=env, cwd=cwd, process_group=0)


def on_stop(handler: Callable[[int, Any], Any]) -> None:
    """Call `handler` for every signal that asks to stop, but for those that the caller ignores."""
    for number in STOP_SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)
