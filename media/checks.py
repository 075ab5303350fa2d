"""What `manage.py check` says of the trust roots."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import pem
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.core.checks import Warning as CheckWarning

from .sentences import say_in
from .signatures import roots

# Everyone has the key of what this root vouches for.
DEMONSTRATION = (
    Path(__file__).resolve().parents[1] / "home" / "demo" / "content" / "pki" / "root.pem"
)


@cache
def demonstration_fingerprint() -> str:
    """Return the SHA-256 of the demonstration's root; empty where it is not shipped."""
    if not DEMONSTRATION.is_file():
        return ""
    _kind, _headers, der = pem.unarmor(DEMONSTRATION.read_bytes())
    return hashlib.sha256(der).hexdigest()


@register(Tags.security)
def trust_roots_are_told(**kwargs: Any) -> list[CheckMessage]:
    """Say which roots are loaded, and which files could not be read."""
    loaded = roots.load(settings.SIGNATURE_TRUST_ROOTS)
    found: list[CheckMessage] = [
        Info(
            f"Signatures are trusted under {root.subject.human_friendly} (SHA-256 {fingerprint}).",
            obj=settings.SIGNATURE_TRUST_ROOTS,
            id="media.I001",
        )
        for root, fingerprint in zip(loaded.certificates, loaded.fingerprints, strict=True)
    ]
    found += [
        CheckWarning(
            say_in("en", problem),
            hint="Put certificates there as PEM (docs/operations.md).",
            obj=settings.SIGNATURE_TRUST_ROOTS,
            id="media.W001",
        )
        for problem in loaded.problems
    ]
    return found


@register(Tags.security, deploy=True)
def somebody_is_trusted(**kwargs: Any) -> list[CheckMessage]:
    """Warn where no root is loaded: no signature at all could be vouched for."""
    if roots.load(settings.SIGNATURE_TRUST_ROOTS).certificates:
        return []
    return [
        CheckWarning(
            "No trust root is loaded: every signature will be shown as not vouched for.",
            hint="Put the roots of the Government's certificate authority into "
            "SIGNATURE_TRUST_ROOTS (docs/operations.md says how).",
            obj=settings.SIGNATURE_TRUST_ROOTS,
            id="media.W002",
        )
    ]


@register(Tags.security, deploy=True)
def demonstration_is_not_trusted(**kwargs: Any) -> list[CheckMessage]:
    """Fail where the demonstration's root is trusted: everyone has its keys."""
    known = demonstration_fingerprint()
    if not known or known not in roots.load(settings.SIGNATURE_TRUST_ROOTS).fingerprints:
        return []
    return [
        Error(
            "The demonstration's root is among the trust roots: everyone could sign.",
            hint="Remove demonstration.pem from SIGNATURE_TRUST_ROOTS.",
            obj=settings.SIGNATURE_TRUST_ROOTS,
            id="media.E001",
        )
    ]
