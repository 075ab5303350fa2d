"""What is said of the signatures of a file, in a form that JSON holds."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, Self


class Verdict(StrEnum):
    """What one signature, or all of them together, prove; from the worst to the best."""

    INVALID = "invalid"
    UNTRUSTED = "untrusted"
    TRUSTED = "trusted"


Status = Literal["trusted", "untrusted", "invalid", "unsigned", "unreadable"]


@dataclass(frozen=True)
class Finding:
    """A code with the values that its sentence holds (`media.sentences`)."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Certificate:
    """Whose certificate signed. Names are as they stand in it; times are aware, in ISO 8601."""

    subject: str
    issuer: str
    serial: str
    not_before: str
    not_after: str
    sha256: str
    root: str = ""  # SHA-256 of the loaded root that the chain ends at; empty where it ends at none


@dataclass(frozen=True)
class Signature:
    """One signature, or document time stamp (`is_timestamp`), in the order of signing.

    `fingerprint` (SHA-256 of the CMS object and its byte range) tells it from every other one, so
    that a later inspection knows it again. `judged_at` is the moment at which it was judged: what a
    trusted time stamp proves, else the moment of the inspection that first found it trusted, else
    that of this inspection. `additions` is what was added after it and is covered by a later
    signature; what nothing covers makes it `invalid`.
    """

    field: str
    fingerprint: str
    signer: str
    organisation: str
    signed_at: str | None
    timestamped: bool
    intact: bool
    verdict: Verdict
    covers: Literal["whole file", "earlier revision"]
    reason: Finding
    judged_at: str
    is_timestamp: bool = False
    certificate: Certificate | None = None
    additions: tuple[Finding, ...] = ()

    @property
    def trusted(self) -> bool:
        """Whether it proves what it claims."""
        return self.verdict == Verdict.TRUSTED

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return what `as_json` was made of."""
        certificate = data["certificate"]
        return cls(
            **data
            | {
                "verdict": Verdict(data["verdict"]),
                "reason": Finding(**data["reason"]),
                "additions": tuple(Finding(**found) for found in data["additions"]),
                "certificate": Certificate(**certificate) if certificate else None,
            }
        )


@dataclass(frozen=True)
class SignatureReport:
    """All signatures of a file, and the status that the worst of them decides.

    `reason` says why the status is what it is where no signature says so: an unreadable file, or
    something about the whole file, such as a change that no signature covers.
    """

    status: Status
    signatures: tuple[Signature, ...] = ()
    reason: Finding | None = None


# When signatures (by their fingerprint) were first found trusted: they stay judged at that moment.
Moments = dict[str, datetime]
