"""The limited process: whatever a file does to it, the caller goes on."""

import resource
import threading
from dataclasses import replace

import psutil
import pytest
from django.conf import settings

from media.inspection.process import check, inspect
from media.inspection.report import ExhaustedError, Limits, RefusedError
from media.safety_sentences import SAFETY
from tests import factories
from tests.media import hostile

SAFETY_LIMITS = Limits(**settings.SAFETY_CHECK_LIMITS)
LIMITS = Limits(**settings.INSPECTION_LIMITS)


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "file"
        path.write_bytes(content)
        return path

    return write


def exhausted(path, limits):
    with pytest.raises(ExhaustedError) as problem:
        check(path, "a.pdf", limits)
    assert psutil.Process().children(recursive=True) == []
    assert problem.value.finding.code in SAFETY
    return problem.value.finding


def test_time_that_runs_out_is_told_with_its_limit(file):
    finding = exhausted(file(factories.PDF), replace(SAFETY_LIMITS, seconds=0.01))
    assert finding.code == "out_of_time"
    assert "seconds" in finding.details


def test_memory_that_runs_out_is_told(file):
    finding = exhausted(file(factories.PDF), replace(SAFETY_LIMITS, memory=24 * 1024**2))
    assert finding.code in ("out_of_memory", "broke_its_reader")


def test_answer_that_is_too_long_is_cut_off(file):
    assert (
        exhausted(file(factories.PDF), replace(SAFETY_LIMITS, output=4)).code == "too_much_output"
    )


def test_bomb_in_an_attachment_is_refused_within_its_memory(file):
    with pytest.raises((RefusedError, ExhaustedError)):
        check(file(hostile.attached_bomb_pdf(600)), "a.pdf", SAFETY_LIMITS)
    assert psutil.Process().children(recursive=True) == []


def test_bomb_in_a_page_leaves_the_caller_as_it_was(file):
    path = file(hostile.bomb_pdf(1200))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report = inspect(path, path.parent, {}, LIMITS)
    assert report.signatures.status in ("unsigned", "unreadable")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < LIMITS.memory * 1.2


def test_process_sees_nothing_of_the_settings(file, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "xyzzy")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    assert check(file(factories.PDF), "a.pdf", SAFETY_LIMITS) == "pdf"


def test_threads_of_a_server_check_at_the_same_time(file):
    path, found = file(factories.PDF), []
    threads = [
        threading.Thread(target=lambda: found.append(check(path, "a.pdf", SAFETY_LIMITS)))
        for _each in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["pdf"] * 6
