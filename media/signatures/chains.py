"""Chains of certificates: to which loaded root, valid when, strong enough, meant for this."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from pyhanko_certvalidator import ValidationContext, find_valid_path
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    NotYetValidError,
    PathBuildingError,
    ValidationError,
)
from pyhanko_certvalidator.policy_decl import AcceptAllAlgorithms, DisallowWeakAlgorithmsPolicy

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
    for issuer, subject in zip(path, path[1:], strict=False):
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
    except ExpiredError:
        return None, Finding("expired", {"until": certificate.not_valid_after.isoformat()})
    except NotYetValidError:
        return None, Finding("not_yet_valid", {"since": certificate.not_valid_before.isoformat()})
    except DisallowedAlgorithmError:
        return None, Finding("weak_chain")
    except PathBuildingError:
        return None, _unknown(certificate)
    except ValidationError:
        return None, _unknown(certificate) if _is_lonely(certificate) else Finding("broken_chain")
    except Exception:  # noqa: BLE001,RUF100  certificates are hostile bytes too
        return None, Finding("broken_chain")
    first = found.trust_anchor.authority.certificate
    rest = list(found.iter_certs(include_root=False))
    return [first, *rest], None


def _is_lonely(certificate: Any) -> bool:
    return bool(certificate.self_signed in {"yes", "maybe"})


def _unknown(certificate: Any) -> Finding:
    names = certificate.issuer.native
    name = names.get("common_name") or names.get("organization_name") or ""
    return Finding("unknown_root", {"issuer": str(name[-1] if isinstance(name, list) else name)})


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


def load_certificate(der: bytes) -> Any:
    """Return a certificate as asn1crypto reads it."""
    return x509.Certificate.load(der)
