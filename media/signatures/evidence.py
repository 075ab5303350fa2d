"""Certificates, CRLs and OCSP responses that a file carries, and what they say of revocation.

Only an authentic word that a certificate is revoked counts; a missing or old one is no news. How
fresh a list is therefore does not matter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import (
    Certificate,
    CertificateRevocationList,
    CRLReason,
    ExtendedKeyUsage,
    ExtensionNotFound,
    ReasonFlags,
    load_der_x509_certificate,
    load_der_x509_crl,
)
from cryptography.x509.ocsp import (
    OCSPCertStatus,
    OCSPResponse,
    OCSPResponseStatus,
    load_der_ocsp_response,
)
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose

from .form_fields import entry, resolve, root
from .revisions import Revision

MOST_PIECES = 400


@dataclass(frozen=True)
class Evidence:
    """What the file carries: certificates (asn1crypto), CRLs and OCSP responses (DER)."""

    certificates: tuple[Any, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def joined(self, other: "Evidence") -> "Evidence":
        """Return both together, each piece once."""
        certificates = {found.dump(): found for found in (*self.certificates, *other.certificates)}
        return Evidence(
            tuple(certificates.values()),
            tuple(dict.fromkeys(self.crls + other.crls)),
            tuple(dict.fromkeys(self.ocsps + other.ocsps)),
        )


def security_store(whole: Revision) -> Evidence:
    """Return what stands in the document security store (DSS; ETSI EN 319 142-1, 5.4.2)."""
    store = entry(whole, root(whole), "/DSS")
    places = [store, *_related(whole, store)]
    certificates = []
    for der in _streams(whole, places, ("/Certs", "/Cert"), DecodePurpose.CERTIFICATE):
        try:
            certificate = x509.Certificate.load(der)
            certificate.native  # noqa: B018  reads all of it
        except (ValueError, TypeError):
            continue
        certificates.append(certificate)
    crls = _streams(whole, places, ("/CRLs", "/CRL"), DecodePurpose.CRL)
    ocsps = _streams(whole, places, ("/OCSPs", "/OCSP"), DecodePurpose.OCSP_RESPONSE)
    return Evidence(tuple(certificates), tuple(crls), tuple(ocsps))


def _related(whole: Revision, store: Any) -> Iterator[Any]:
    related = entry(whole, store, "/VRI")
    for key in related if isinstance(related, generic.DictionaryObject) else ():
        yield entry(whole, related, key)


def _streams(
    whole: Revision, places: list[Any], keys: tuple[str, ...], purpose: DecodePurpose
) -> list[bytes]:
    found: dict[bytes, None] = {}
    for place in places:
        for key in keys:
            values = entry(whole, place, key)
            for value in values if isinstance(values, generic.ArrayObject) else ():
                stream = resolve(whole, value)
                if isinstance(stream, generic.StreamObject) and len(found) < MOST_PIECES:
                    found[bytes(stream.read_data(purpose))] = None
    return list(found)


def revoked_at(certificate: Any, issuer: Any, evidence: Evidence) -> datetime | None:
    """Return when a certificate was revoked, as its issuer says in the evidence; else None."""
    try:
        subject = load_der_x509_certificate(certificate.dump())
        authority = load_der_x509_certificate(issuer.dump())
    except (ValueError, UnsupportedAlgorithm):
        return None
    moments = [*_by_crls(subject, authority, evidence.crls)]
    moments += _by_ocsps(subject, authority, issuer, evidence)
    return min(moments, default=None)


def _by_crls(
    subject: Certificate, authority: Certificate, crls: Iterable[bytes]
) -> Iterator[datetime]:
    for der in crls:
        try:
            revoked = load_der_x509_crl(der)
            if revoked.issuer != subject.issuer or not _signed_by(revoked, authority):
                continue
            found = revoked.get_revoked_certificate_by_serial_number(subject.serial_number)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
        if found is not None and not _is_taken_back(found):
            yield found.revocation_date_utc


def _signed_by(revoked: CertificateRevocationList, authority: Certificate) -> bool:
    return revoked.is_signature_valid(authority.public_key())  # type: ignore[arg-type]


def _is_taken_back(found: Any) -> bool:
    try:
        reason = found.extensions.get_extension_for_class(CRLReason).value.reason
    except (ExtensionNotFound, ValueError):
        return False
    return bool(reason == ReasonFlags.remove_from_crl)


def _by_ocsps(
    subject: Certificate, authority: Certificate, issuer: Any, evidence: Evidence
) -> Iterator[datetime]:
    hashes = {issuer.public_key.sha1, issuer.public_key.sha256}
    for der in evidence.ocsps:
        try:
            response = load_der_ocsp_response(der)
            if response.response_status != OCSPResponseStatus.SUCCESSFUL:
                continue
            singles = [
                single
                for single in response.responses
                if single.serial_number == subject.serial_number
                and single.issuer_key_hash in hashes
                and single.certificate_status == OCSPCertStatus.REVOKED
            ]
            if not singles or not _is_answer_of(response, authority, evidence):
                continue
        except (ValueError, TypeError, UnsupportedAlgorithm):
            continue
        yield from (single.revocation_time_utc for single in singles if single.revocation_time_utc)


def _is_answer_of(response: OCSPResponse, authority: Certificate, evidence: Evidence) -> bool:
    """Tell whether the authority signed an answer, or a responder that it made one (RFC 6960)."""
    if _verifies(response, authority):
        return True
    others = list(response.certificates)
    for other in evidence.certificates:
        try:
            others.append(load_der_x509_certificate(other.dump()))
        except (ValueError, UnsupportedAlgorithm):
            continue
    return any(_is_responder(other, authority) and _verifies(response, other) for other in others)


def _is_responder(certificate: Certificate, authority: Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(ExtendedKeyUsage).value
        certificate.verify_directly_issued_by(authority)
    except (ExtensionNotFound, ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return ExtendedKeyUsageOID.OCSP_SIGNING in usage


def _verifies(response: OCSPResponse, certificate: Certificate) -> bool:
    key, algorithm = certificate.public_key(), response.signature_hash_algorithm
    signature, signed = response.signature, response.tbs_response_bytes
    try:
        if isinstance(key, rsa.RSAPublicKey) and algorithm:
            key.verify(signature, signed, padding.PKCS1v15(), algorithm)
        elif isinstance(key, ec.EllipticCurvePublicKey) and algorithm:
            key.verify(signature, signed, ec.ECDSA(algorithm))
        else:
            return False
    except InvalidSignature:
        return False
    return True
