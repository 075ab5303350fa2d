"""Chains of certificates: to which loaded root, valid when, strong enough, meant for this."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from pyhanko_certvalidator import ValidationContext, find_valid_path
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
)
from pyhanko_certvalidator.policy_decl import AcceptAllAlgorithms, DisallowWeakAlgorithmsPolicy

from .envelopes import name_in
from .evidence import Evidence, revoked_at
from .report import Finding
from .roots import Roots

STAMPS = "time_stamping"
# A certificate made for one of these alone signs no documents.
OTHER_PURPOSES = {"time_stamping", "ocsp_signing", "server_auth"}


@dataclass(frozen=True)
class Chain:
    """Where a certificate leads to at one moment.

    `problem` is why it cannot be vouched for then. `root` is the loaded certificate that the chain
    ends at though there may be a problem of time or strength: the signer is who he says. `revoked`
    are the moments of revocation, of the certificate and of an authority above it.
    """

    problem: Finding | None = None
    root: str = ""
    revoked: datetime | None = None
    authority_revoked: datetime | None = None


def chain(
    certificate: Any, evidence: Evidence, roots: Roots, at: datetime, purpose: str = ""
) -> Chain:
    """Return the chain of a certificate at a moment, for signing or for time stamps."""
    path, problem = _path(certificate, evidence, roots, at, strict=True)
    if path is None:
        # Who he is stays known when the certificate has expired or its authority used SHA-1.
        within = min(max(at, certificate.not_valid_before), certificate.not_valid_after)
        path, _problem = _path(certificate, evidence, roots, within, strict=False)
    if path is None:
        return Chain(problem or _unknown(certificate))
    anchor = path[0]
    own, above = None, None
    for issuer, subject in pairwise(path):
        moment = revoked_at(subject, issuer, evidence)
        if subject is path[-1]:
            own = moment
        elif moment is not None:
            above = min(above or moment, moment)
    return Chain(problem or _misused(certificate, purpose), _fingerprint(anchor, roots), own, above)


def _path(
    certificate: Any, evidence: Evidence, roots: Roots, at: datetime, *, strict: bool
) -> tuple[list[Any] | None, Finding | None]:
    if not roots.certificates:
        return None, _unknown(certificate)
    context = ValidationContext(
        trust_roots=list(roots.certificates),
        other_certs=list(evidence.certificates),
        moment=at,
        allow_fetching=False,
        revocation_mode="none",
        algorithm_usage_policy=DisallowWeakAlgorithmsPolicy() if strict else AcceptAllAlgorithms(),
    )
    paths = context.path_builder.async_build_paths_lazy(certificate)
    try:
        found: Any = asyncio.run(find_valid_path(certificate, paths, context))
    except Exception as problem:  # certificates are hostile bytes: asn1crypto raises what it likes
        return None, _problem(problem, certificate, at)
    first = found.trust_anchor.authority.certificate
    rest = list(found.iter_certs(include_root=False))
    return [first, *rest], None


def _problem(problem: Exception, certificate: Any, at: datetime) -> Finding:
    """Say in our words why a chain is none."""
    match problem:
        case ExpiredError() if certificate.not_valid_after < at:
            return Finding("expired", {"until": certificate.not_valid_after.isoformat()})
        case NotYetValidError() if certificate.not_valid_before > at:
            return Finding("not_yet_valid", {"since": certificate.not_valid_before.isoformat()})
        case DisallowedAlgorithmError():
            return Finding("weak_chain")
        case PathBuildingError() | InvalidCertificateError():
            return _unknown(certificate)
    return Finding("broken_chain")


def _unknown(certificate: Any) -> Finding:
    issuer = name_in(certificate.issuer, "common_name")
    return Finding(
        "unknown_root", {"issuer": issuer or name_in(certificate.issuer, "organization_name")}
    )


def _fingerprint(anchor: Any, roots: Roots) -> str:
    wanted = anchor.dump()
    pairs = zip(roots.certificates, roots.fingerprints, strict=True)
    return next((name for root, name in pairs if root.dump() == wanted), "")


def _misused(certificate: Any, purpose: str) -> Finding | None:
    """Say why a certificate was made for something else (RFC 5280, 4.2.1.3 and 4.2.1.12)."""
    usage, extended = certificate.key_usage_value, certificate.extended_key_usage_value
    purposes = set(extended.native) if extended is not None else set()
    if purpose == STAMPS:
        return None if STAMPS in purposes else Finding("wrong_usage")
    if purposes and purposes <= OTHER_PURPOSES:
        return Finding("wrong_usage")
    if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
        return Finding("wrong_usage")
    return None
