"""Judging the signatures of a PDF: all of them, what came after each, and the file as a whole.

`docs/adr/0028-judging-signatures.md` says why each rule is as it is.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.generic import parse_pdf_date
from pyhanko.pdf_utils.misc import PdfReadError

from .byte_ranges import coverage
from .envelopes import STAMP, name_in, open_signature
from .evidence import Evidence, security_store
from .form_fields import SignatureObject, entry, lost_signature, signatures
from .moments import Court, Judged, judge_moment
from .report import Certificate, Finding, Moments, Signature, SignatureReport, Verdict
from .revisions import BLANK, Revision, TooComplexError
from .roots import Roots
from .steps import look_at_steps

MOST_SIGNATURES = 30
_WORST_FIRST = (Verdict.INVALID, Verdict.UNTRUSTED, Verdict.TRUSTED)
_BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")

_SIGNED = re.compile(rb"/ByteRange\s*\[")
_ENDED = re.compile(rb"startxref\s+\d+\s+%%EOF[\x00\s]*\Z")


def judge(path: Path, roots: Roots, moments: Moments, now: datetime) -> SignatureReport:
    """Return what the signatures of a PDF prove.

    Args:
        path: The file.
        roots: The certificates that a chain must end at.
        moments: When earlier inspections found signatures trusted, by their fingerprints.
        now: The moment of this inspection, aware.

    Nothing is fetched, and no content of a file makes it raise: what cannot be read is
    `unreadable`, with the reason. Errors of the operating system are raised.
    """
    data = path.read_bytes()
    try:
        return _judge(data, roots, moments, now)
    except TooComplexError:
        return _unreadable("too_complex")
    except PdfReadError:
        return _broken(data, roots, moments, now)
    except Exception:  # parsers meet hostile bytes, and raise what they like
        return _broken(data, roots, moments, now)


def _unreadable(code: str) -> SignatureReport:
    return SignatureReport(status="unreadable", reason=Finding(code))


def _judge(data: bytes, roots: Roots, moments: Moments, now: datetime) -> SignatureReport:
    whole = Revision(data)
    if "/Encrypt" in whole.reader.trailer:
        return _unreadable("encrypted")
    reached = signatures(whole)
    if len(reached) > MOST_SIGNATURES:
        return _unreadable("too_complex")
    if not reached:
        if lost_signature(whole, reached):
            if not _ENDED.search(data, max(0, len(data) - 1024)):
                return _unreadable("damaged")  # the update that signed it was cut short
            return SignatureReport(status="invalid", reason=Finding("signature_removed"))
        return SignatureReport(status="unsigned")
    judged = sorted((_open(whole, one) for one in reached), key=lambda one: one.covered.end)
    court = Court(_evidence(whole), roots, moments, now)
    stamps: list[datetime] = []
    for one in reversed(judged):
        judge_moment(one, stamps, court)
        if _is_proof(one) and one.envelope.stamped and one.envelope.stamped <= now:
            stamps.append(one.envelope.stamped)
    look_at_steps(whole, judged)
    reason = None
    if lost_signature(whole, reached):
        reason = Finding("signature_removed")
        for one in judged:
            one.invalidate(reason)
    return _report(whole, judged, reason)


def _evidence(whole: Revision) -> Evidence:
    """Return what the security store holds; a store that cannot be read holds nothing."""
    try:
        return security_store(whole)
    except Exception:  # evidence that cannot be read is none
        return Evidence()


def _open(whole: Revision, signature: SignatureObject) -> Judged:
    covered = coverage(whole, signature)
    subfilter = str(entry(whole, signature.dictionary, "/SubFilter") or "")
    is_timestamp = subfilter == STAMP
    envelope = open_signature(covered, whole.data, subfilter)
    claimed_at = envelope.claimed_at or _written_at(whole, signature)
    return Judged(signature, covered, envelope, is_timestamp, claimed_at)


def _is_proof(judged: Judged) -> bool:
    """Tell whether it is a time stamp that proves its time."""
    return judged.is_timestamp and judged.verdict == Verdict.TRUSTED


def _report(whole: Revision, judged: list[Judged], reason: Finding | None) -> SignatureReport:
    # A time stamp that cannot be vouched for proves no time; it does not spoil the signatures.
    verdicts = {
        one.verdict for one in judged if not one.is_timestamp or one.verdict == Verdict.INVALID
    }
    worst = next((verdict for verdict in _WORST_FIRST if verdict in verdicts), None)
    found = tuple(_signature(whole, one) for one in judged)
    # A time stamp alone proves a moment, and nobody has signed.
    return SignatureReport(worst.value if worst else "unsigned", found, reason)


def _signature(whole: Revision, judged: Judged) -> Signature:
    signer = judged.envelope.signer
    is_whole = not whole.data[judged.covered.end :].strip(BLANK)
    return Signature(
        field=judged.signature.field.name,
        fingerprint=judged.covered.fingerprint,
        signer=name_in(signer.subject, "common_name") if signer is not None else "",
        organisation=name_in(signer.subject, "organization_name") if signer is not None else "",
        signed_at=_signed_at(judged),
        timestamped=judged.proven is not None or _is_proof(judged),
        intact=judged.is_intact,
        verdict=judged.verdict,
        covers="whole file" if is_whole and not judged.covered.problem else "earlier revision",
        reason=judged.reason,
        judged_at=(judged.at or datetime.now(UTC)).isoformat(),
        is_timestamp=judged.is_timestamp,
        certificate=_certificate(signer, judged.chain.root) if signer is not None else None,
        additions=judged.additions,
    )


def _signed_at(judged: Judged) -> str | None:
    """Return when it was signed: what is proven, else what the signer claims."""
    known = judged.envelope.stamped if judged.is_timestamp else judged.proven
    known = known or judged.claimed_at
    return known.isoformat() if known else None


def _written_at(whole: Revision, signature: SignatureObject) -> datetime | None:
    """Return the time in the signature dictionary (/M), which is signed with the file."""
    written = entry(whole, signature.dictionary, "/M")
    try:
        known: datetime | None = parse_pdf_date(str(written), strict=False) if written else None
    except (PdfReadError, ValueError, OverflowError):
        return None
    return known.replace(tzinfo=UTC) if known and known.tzinfo is None else known


def _certificate(signer: Any, root: str) -> Certificate | None:
    def text(read: Callable[[], object]) -> str:
        try:
            return str(read())
        except ValueError:
            return ""

    return Certificate(
        subject=text(lambda: signer.subject.human_friendly),
        issuer=text(lambda: signer.issuer.human_friendly),
        serial=text(lambda: f"{signer.serial_number:x}"),
        not_before=text(signer.not_valid_before.isoformat),
        not_after=text(signer.not_valid_after.isoformat),
        sha256=signer.sha256.hex(),
        root=root,
    )


def _broken(data: bytes, roots: Roots, moments: Moments, now: datetime) -> SignatureReport:
    """Judge a file that cannot be read as a whole.

    Where a part of it is a signed PDF, something was put behind it that is no PDF: readers that
    mend a file show that, so the signatures are invalid.
    """
    if not data.startswith(b"%PDF-"):
        return _unreadable("damaged")
    ends = {int(match[2]) + int(match[3]) for match in _BYTE_RANGE.finditer(data)}
    for end in sorted((end for end in ends if end < len(data)), reverse=True)[:MOST_SIGNATURES]:
        part = _judge_part(data[:end], roots, moments, now)
        if part.signatures and part.signatures[-1].intact:
            reason = Finding("unknown_bytes")
            return SignatureReport("invalid", _all_invalid(part, reason), reason)
    # Without an end it was cut short on its way, as like as not.
    if _SIGNED.search(data) and _ENDED.search(data, max(0, len(data) - 1024)):
        return SignatureReport("invalid", reason=Finding("signature_unreadable"))
    return _unreadable("damaged")


def _judge_part(data: bytes, roots: Roots, moments: Moments, now: datetime) -> SignatureReport:
    try:
        return _judge(data, roots, moments, now)
    except Exception:  # no PDF either
        return _unreadable("damaged")


def _all_invalid(report: SignatureReport, reason: Finding) -> tuple[Signature, ...]:
    return tuple(
        replace(one, verdict=Verdict.INVALID, covers="earlier revision")
        if one.verdict == Verdict.INVALID
        else replace(one, verdict=Verdict.INVALID, covers="earlier revision", reason=reason)
        for one in report.signatures
    )
