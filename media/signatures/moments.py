"""At which moment a signature is judged, and what is found then."""

from dataclasses import dataclass, field
from datetime import datetime

from .byte_ranges import Coverage
from .chains import STAMPS, Chain, chain
from .envelopes import Envelope, open_token
from .evidence import Evidence
from .form_fields import SignatureObject
from .report import Finding, Moments, Verdict
from .roots import Roots


@dataclass
class Judged:
    """One signature while it is judged; `verdict` only becomes worse."""

    signature: SignatureObject
    covered: Coverage
    envelope: Envelope
    is_timestamp: bool
    claimed_at: datetime | None = None  # what the signer says of the time
    verdict: Verdict = Verdict.INVALID
    reason: Finding = field(default_factory=lambda: Finding("not_a_signature"))
    at: datetime | None = None
    proven: datetime | None = None  # what a trusted time stamp says
    chain: Chain = field(default_factory=Chain)
    additions: tuple[Finding, ...] = ()

    @property
    def is_intact(self) -> bool:
        """Whether the value fits the bytes, and the bytes are a whole revision."""
        return not self.envelope.problem and not self.covered.problem and self.is_readable

    @property
    def is_readable(self) -> bool:
        """Whether the value could be checked at all."""
        return self.envelope.signer is not None and (
            self.envelope.weakness is None or self.envelope.weakness.code != "unsupported_format"
        )

    def invalidate(self, reason: Finding) -> None:
        """Find it invalid, for the first reason found."""
        if self.verdict != Verdict.INVALID:
            self.verdict, self.reason = Verdict.INVALID, reason

    def doubt(self, reason: Finding) -> None:
        """Find it untrusted where it was trusted."""
        if self.verdict == Verdict.TRUSTED:
            self.verdict, self.reason = Verdict.UNTRUSTED, reason


@dataclass(frozen=True)
class Court:
    """What everything is judged with."""

    evidence: Evidence
    roots: Roots
    moments: Moments
    now: datetime


def judge_moment(judged: Judged, later_stamps: list[datetime], court: Court) -> None:
    """Judge one signature by itself: value, time, chain, revocation.

    `later_stamps` are the times that trusted document time stamps prove, which cover it. The time
    of a stamp proves that the signature existed; the earliest is the best. A stamp itself is judged
    at the earliest time that a later stamp proves, else at the moment of our own record, else now:
    a time stamp whose own certificate has expired proves nothing by itself.
    """
    problem = judged.covered.problem or judged.envelope.problem
    recorded = court.moments.get(judged.covered.fingerprint)
    outside = min(later_stamps, default=recorded or court.now)
    judged.at = outside
    if problem:
        judged.reason = problem
        return
    judged.verdict = Verdict.UNTRUSTED
    evidence = _evidence(judged.envelope, court)
    if not judged.is_timestamp:
        judged.proven = _earliest([*later_stamps, *_stamp(judged, outside, evidence, court)])
        judged.at = judged.proven or recorded or court.now
    elif later_stamps:
        judged.proven = outside
    if not judged.is_readable:
        judged.reason = judged.envelope.weakness or judged.reason
        return
    purpose = STAMPS if judged.is_timestamp else ""
    judged.chain = chain(judged.envelope.signer, evidence, court.roots, judged.at, purpose)
    _decide(judged, recorded)


def _evidence(envelope: Envelope, court: Court) -> Evidence:
    own = Evidence(envelope.certificates, envelope.crls, envelope.ocsps)
    return own.joined(court.evidence)


def _earliest(moments: list[datetime]) -> datetime | None:
    return min(moments, default=None)


def _stamp(judged: Judged, outside: datetime, evidence: Evidence, court: Court) -> list[datetime]:
    """Return the time that the stamp inside the signature proves, if it is to be trusted."""
    if judged.envelope.stamp is None:
        return []
    token = open_token(judged.envelope.stamp, judged.envelope.value)
    if token.problem or token.weakness or token.signer is None or token.stamped is None:
        return []
    evidence = evidence.joined(Evidence(token.certificates, token.crls, token.ocsps))
    found = chain(token.signer, evidence, court.roots, max(outside, token.stamped), STAMPS)
    revoked = [moment for moment in (found.revoked, found.authority_revoked) if moment]
    if found.problem or any(moment <= outside for moment in revoked):
        return []
    return [token.stamped] if token.stamped <= court.now else []


def _decide(judged: Judged, recorded: datetime | None) -> None:
    """Set verdict and reason from what is known of value, chain and revocation."""
    at, found = judged.at, judged.chain
    assert at is not None  # noqa: S101  set by the caller
    signed = judged.proven or judged.claimed_at
    if found.revoked and found.revoked <= at:
        details = {"at": found.revoked.isoformat()}
        if not judged.is_timestamp and signed and found.revoked <= signed:
            judged.verdict = Verdict.INVALID
            judged.reason = Finding("revoked_before_signing", details)
        else:
            judged.reason = Finding("revoked_since", details)
    elif judged.envelope.weakness or found.problem:
        judged.reason = judged.envelope.weakness or found.problem or judged.reason
    elif found.authority_revoked and found.authority_revoked <= at:
        details = {"at": found.authority_revoked.isoformat()}
        judged.reason = Finding("authority_revoked", details)
    else:
        judged.verdict = Verdict.TRUSTED
        code = "valid_when_inspected"
        if judged.proven:
            code = "valid_at_timestamp"
        elif recorded and recorded == at:
            code = "valid_when_first_inspected"
        judged.reason = Finding(code, {"at": at.isoformat()})
