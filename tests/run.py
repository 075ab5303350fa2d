"""`make test`: the whole suite on SQLite, then on a real PostgreSQL.

`python -m tests.run [arguments of pytest]`. TEST_DATABASE_URL names a PostgreSQL server to be used
in the place of the embedded one.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.browser.chromium import find_chromium
from tests.databases import ROOT, server

# What starts processes of its own has the machine for itself; all else shares its processors.
PARTS = [
    ["-n", "auto", "-m", "not server and not browser"],
    ["-m", "server or browser"],
]


REPORTS = ROOT / "var" / "reports"
SHOWN_OF_A_MESSAGE = 1500


def main(arguments: list[str]) -> int:
    """Run the suite twice; return 0 only if both runs passed."""
    started = time.monotonic()
    shutil.rmtree(REPORTS, ignore_errors=True)
    results = {"SQLite": run_suite("", arguments)}
    with server(os.environ.get("TEST_DATABASE_URL", "")) as url:
        results["PostgreSQL"] = run_suite(url, arguments)
    # Once more, and last: what failed first stands thousands of lines above.
    for report in sorted(REPORTS.glob("*.xml")):
        print("".join(failures(report)), end="")
    print(f"\nIn {time.monotonic() - started:.0f} s:", flush=True)
    for database, code in results.items():
        print(f"  {database}: {'passed' if code == 0 else f'FAILED (pytest ended with {code})'}")
    if find_chromium() is None:
        print("  SKIPPED on both: the browser tests. No Chromium was found; install it, or set")
        print("  CHROMIUM to its path.")
    return max(results.values())


def run_suite(url: str, arguments: list[str]) -> int:
    """Run pytest with `url` as the database, SQLite where it is empty; return its exit code."""
    name = "PostgreSQL" if url else "SQLite"
    print(f"\n=== {name} ===", flush=True)
    environment = {**os.environ, "DATABASE_URL": url}
    if not url:
        del environment["DATABASE_URL"]
    codes = []
    for number, part in enumerate([arguments] if arguments else PARTS, 1):
        report = f"--junitxml={REPORTS / f'{name}-{number}.xml'}"
        command = [sys.executable, "-m", "pytest", report, *part]
        codes.append(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)
    return max(codes)


def failures(report: Path) -> Iterator[str]:
    """Yield each failed test of a JUnit report, with the beginning of what it says."""
    for case in ET.parse(report).iter("testcase"):
        for failure in (*case.iter("failure"), *case.iter("error")):
            message = failure.get("message", "")[:SHOWN_OF_A_MESSAGE]
            yield f"\n{report.stem}: {case.get('classname')}.{case.get('name')}\n{message}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
