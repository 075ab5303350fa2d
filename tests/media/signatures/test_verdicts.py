"""Every file of the generator gets the verdict that its table expects."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from media.sentences import SENTENCES, say_in
from media.signatures import roots
from media.signatures.judging import judge
from media.signatures.report import Finding, Signature, SignatureReport
from tests.data.signed_files import verdicts


def found_before(case: verdicts.Case, loaded: roots.Roots) -> dict[str, dt.datetime]:
    """Return what the rows of an earlier inspection hold."""
    if case.found is None:
        return {}
    report = judge(case.path, loaded, {}, case.found)
    return {
        signature.fingerprint: dt.datetime.fromisoformat(signature.judged_at)
        for signature in report.signatures
        if signature.trusted
    }


@cache
def judged(case: verdicts.Case) -> SignatureReport:
    """Judge a case once for all tests: judging the same file twice says nothing new."""
    with TemporaryDirectory() as folder:
        loaded = roots.load(verdicts.place_roots(case, Path(folder) / "roots"))
        return judge(case.path, loaded, found_before(case, loaded), case.now)


def compared(found: Signature, expected: verdicts.Expected) -> dict[str, tuple[object, object]]:
    """Return what differs, as (found, expected)."""
    names = ("verdict", "covers", "timestamped", "is_timestamp", "signer", "organisation")
    pairs = {name: (getattr(found, name), getattr(expected, name)) for name in names}
    pairs["additions"] = (bool(found.additions), expected.additions)
    return {
        name: (is_so, should)
        for name, (is_so, should) in pairs.items()
        if should not in {None, is_so}
    }


@pytest.mark.parametrize("case", verdicts.cases(), ids=str)
def test_file_has_its_verdict(case):
    report = judged(case)
    said = [(one.field, one.verdict, one.reason) for one in report.signatures]
    assert report.status in case.statuses, (case.why, report.reason, said)
    if case.signatures is not None:
        assert len(report.signatures) == len(case.signatures), said
        pairs = zip(report.signatures, case.signatures, strict=True)
        assert [compared(*pair) for pair in pairs] == [{}] * len(said), (case.why, said)


@pytest.mark.parametrize("case", verdicts.cases(), ids=str)
def test_every_finding_is_said_in_both_languages_and_survives_json(case):
    report = judged(case)
    findings = [report.reason] if report.reason else []
    for signature in report.signatures:
        findings += [signature.reason, *signature.additions]
        stored = json.loads(json.dumps(signature.as_json()))
        assert Signature.from_json(stored) == signature
    for finding in findings:
        assert finding.code in SENTENCES
        assert "%(" not in say_in("en", finding)
        assert say_in("vi", finding)


def test_moment_is_said_in_the_portals_time_zone():
    finding = Finding("valid_when_inspected", {"at": "2026-06-01T17:30:00+00:00"})
    assert "02/06/2026 00:30" in say_in("vi", finding)
