"""Wagtail's own tests of API v2 hold for our viewsets, but for what API.md says otherwise.

They run in a process of their own, with Wagtail's test project (`tests.stock.runner`).
"""

import json
import os
import subprocess
import sys

import pytest

from tests.databases import ROOT
from tests.stock.exceptions import EXCEPTIONS
from tests.stock.runner import MODULES, PASSED

TIMEOUT = 600


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """What became of each test, by its id: `passed`, or the traceback."""
    file = tmp_path_factory.mktemp("stock") / "outcomes.json"
    command = [sys.executable, "-m", "tests.stock.runner", str(file)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])}
    run = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    # A failing test is no failure of the run, which then ends with 0.
    assert run.returncode == 0, run.stderr
    return json.loads(file.read_text())


def test_stock_tests_pass_with_our_viewsets(outcomes):
    failures = {
        test: outcome
        for test, outcome in outcomes.items()
        if outcome != PASSED and test not in EXCEPTIONS
    }
    report = "\n\n".join(f"{test}\n{traceback}" for test, traceback in failures.items())
    assert not failures, f"{len(failures)} of {len(outcomes)} stock tests fail:\n\n{report}"


def test_exceptions_are_still_needed(outcomes):
    stale = {test: outcomes.get(test, "does not exist") for test in EXCEPTIONS}
    stale = {test: why for test, why in stale.items() if why in (PASSED, "does not exist")}
    assert not stale, f"take them out of tests/stock/exceptions.py: {stale}"


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_run(outcomes, module):
    assert any(test.startswith(f"{module}.") for test in outcomes)
