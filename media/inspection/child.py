"""The process that looks into a file: `python -m media.inspection.child TASK QUESTION`.

Its limits are set first, its modules loaded then, the file opened last. It answers with one JSON
object; what it cannot do ends it, and `media.inspection.process` says what that means.
"""

import base64
import ctypes
import json
import resource
import signal
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# linux/prctl.h
PR_SET_PDEATHSIG = 1
# Seconds of processor time for each second of the clock: a child may use more than one thread.
PROCESSOR_SHARE = 2


def limit(*, seconds: float, memory: int, output: int) -> None:
    """Bind this process to its limits, and to the life of its parent."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    cpu = int(seconds * PROCESSOR_SHARE) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Nothing that it reads is a reason to write: what it says goes into a pipe.
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def check(question: dict[str, Any]) -> dict[str, Any]:
    """Do the safety check of an upload."""
    from .report import RefusedError
    from .safety import check_file

    try:
        return {"type": check_file(Path(question["path"]), question["name"])}
    except RefusedError as refused:
        return {"refused": asdict(refused.finding)}


def judge(question: dict[str, Any]) -> dict[str, Any]:
    """Judge the signatures; what is no PDF has none that are looked at."""
    from .content_types import is_pdf

    path = Path(question["path"])
    if not is_pdf(path):
        return {"status": "unsigned", "signatures": [], "reason": None}
    # These take longer to load than most files to judge.
    from media.signatures import roots
    from media.signatures.judging import judge as judge_file

    moments = {
        fingerprint: datetime.fromisoformat(moment)
        for fingerprint, moment in question["moments"].items()
    }
    loaded = roots.load(Path(question["roots"]))
    report = judge_file(path, loaded, moments, datetime.now(UTC))
    return {
        "status": report.status,
        "signatures": [signature.as_json() for signature in report.signatures],
        "reason": asdict(report.reason) if report.reason else None,
    }


def read(question: dict[str, Any]) -> dict[str, Any]:
    """Read the content."""
    from .content import read_file

    report = asdict(read_file(Path(question["path"])))
    return report | {"first_page": base64.b64encode(report["first_page"]).decode()}


TASKS = {"check": check, "judge": judge, "read": read}


def main(task: str, text: str) -> None:
    """Answer one question."""
    question = json.loads(text)
    limit(**question["limits"])
    try:
        answer = TASKS[task](question)
    except MemoryError:
        answer = {"exhausted": "out_of_memory"}
    except RecursionError:
        answer = {"exhausted": "broke_its_reader"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
