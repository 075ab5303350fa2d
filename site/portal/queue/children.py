"""Processes that a command of ours starts, and ends itself."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def start_child(
    command: Sequence[str], *, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.Popen[bytes]:
    """Start `command`, deaf to Ctrl-C until it listens itself.

    A terminal interrupts all processes at once, also one that is still importing and would answer
    with a traceback. Whoever started it ends it, with a signal of its own.
    """
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.Popen(command, env=env, cwd=cwd)
    finally:
        signal.signal(signal.SIGINT, before)
