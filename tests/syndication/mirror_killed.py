"""Runs a script that is killed after so many of its lines: `mirror_killed.py LINES SCRIPT …`.

So the moment may lie between any two statements, wherever no answer is waited for.
"""

import os
import runpy
import signal
import sys
from itertools import count
from types import FrameType
from typing import Any

lines, script = int(sys.argv[1]), sys.argv[2]
executed = count(1)


def trace(frame: FrameType, event: str, _: object) -> Any:
    """Count the lines of the script, and no others."""
    if frame.f_code.co_filename != script:
        return None
    if event == "line" and next(executed) == lines:
        os.kill(os.getpid(), signal.SIGKILL)
    return trace


sys.argv = sys.argv[2:]
sys.settrace(trace)
runpy.run_path(script, run_name="__main__")
