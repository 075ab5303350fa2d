"""Runs what looks into a file in a process of its own, with limits (the parent's side).

The child starts without Django, sets its own limits before it reads a byte of the file, and answers
with JSON on its standard output. Whatever the file does to it, the caller gets an answer or
`ExhaustedError`, in the time that the limits allow.
"""

import base64
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, Any

from media.signatures.report import Finding, Moments, Signature, SignatureReport

from .report import ContentReport, ExhaustedError, InspectionReport, Limits, RefusedError

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
# What a reader of the log needs of a child's last words.
LAST_WORDS = 2000
# What reading the content may take where judging the signatures has used up the time.
LEAST_SECONDS = 10


def check(path: Path, name: str, limits: Limits) -> str:
    """Return the ending of the type that the file at `path` has by its content, such as `pdf`.

    Args:
        path: the file.
        name: what the reader calls it; its ending must say what the content is.
        limits: what the check may use.

    Raises:
        RefusedError: it must not be taken in.
        ExhaustedError: the check could not be finished.
    """
    answer = _run("check", path, limits, name=name)
    if "refused" in answer:
        raise RefusedError(Finding(**answer["refused"]))
    return str(answer["type"])


def inspect(path: Path, roots: Path, moments: Moments, limits: Limits) -> InspectionReport:
    """Return all that can be found out about the file at `path`.

    Signatures and content are looked at by two processes: a page that breaks its reader leaves the
    verdict on the signatures standing, and the other way round.

    Args:
        path: the file.
        roots: the folder of the operator's trust roots.
        moments: when its signatures were first found trusted.
        limits: what each of the two processes may use; the seconds are for both together.
    """
    end = time.monotonic() + limits.seconds
    known = {fingerprint: moment.isoformat() for fingerprint, moment in moments.items()}
    try:
        answer = _run("judge", path, limits, roots=str(roots), moments=known)
        signatures = _signature_report(answer)
    except ExhaustedError as exhausted:
        signatures = SignatureReport(status="unreadable", reason=exhausted.finding)
    rest = replace(limits, seconds=max(LEAST_SECONDS, end - time.monotonic()))
    try:
        content = _content_report(_run("read", path, rest))
    except ExhaustedError:
        content = ContentReport()
    return InspectionReport(signatures=signatures, content=content)


def _signature_report(answer: dict[str, Any]) -> SignatureReport:
    reason = answer["reason"]
    return SignatureReport(
        status=answer["status"],
        signatures=tuple(map(Signature.from_json, answer["signatures"])),
        reason=Finding(**reason) if reason else None,
    )


def _content_report(answer: dict[str, Any]) -> ContentReport:
    return ContentReport(**answer | {"first_page": base64.b64decode(answer["first_page"])})


def _run(task: str, path: Path, limits: Limits, **arguments: Any) -> dict[str, Any]:
    """Return the child's answer.

    Raises:
        ExhaustedError: it broke its limits, or gave none.
    """
    question = json.dumps({"path": str(path), "limits": asdict(limits), **arguments})
    with tempfile.TemporaryFile() as words:
        child = subprocess.Popen(
            [sys.executable, "-m", "media.inspection.child", task, question],
            cwd=ROOT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=words,
            # A group of its own, so that nothing that it starts outlives it.
            start_new_session=True,
        )
        try:
            said = _listen(child, limits)
            code = child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            raise ExhaustedError(Finding("out_of_time", _seconds(limits))) from None
        finally:
            _end(child)
        answer = _answer(said)
        if answer is None:
            logger.warning("%s of %s ended with %s: %s", task, path, code, _last(words))
            raise ExhaustedError(_cause(code, limits))
    if "exhausted" in answer:
        raise ExhaustedError(Finding(answer["exhausted"]))
    return answer


def _listen(child: subprocess.Popen[bytes], limits: Limits) -> bytes:
    """Read what the child says until it ends.

    Raises:
        ExhaustedError: it takes too long, or says too much.
    """
    end, said = time.monotonic() + limits.seconds, bytearray()
    assert child.stdout is not None  # noqa: S101 - for mypy: it was asked for
    with child.stdout as pipe, selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            if not selector.select(timeout=max(0, end - time.monotonic())):
                raise ExhaustedError(Finding("out_of_time", _seconds(limits)))
            chunk = os.read(pipe.fileno(), 65536)
            if not chunk:
                return bytes(said)
            said += chunk
            if len(said) > limits.output:
                raise ExhaustedError(Finding("too_much_output"))


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child and all that it has started, if there is anything left of them."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _answer(said: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(said)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _cause(code: int, limits: Limits) -> Finding:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Finding("out_of_time", _seconds(limits))
    return Finding("broke_its_reader")


def _seconds(limits: Limits) -> dict[str, str]:
    return {"seconds": f"{limits.seconds:.0f}"}


def _last(words: IO[bytes]) -> str:
    words.seek(0, os.SEEK_END)
    words.seek(max(0, words.tell() - LAST_WORDS))
    return words.read().decode(errors="replace").strip()
