"""The CMS objects of signatures and time stamps: who signed, and whether the value fits."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize

from asn1crypto import cms, core, tsp
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    extract_self_reported_ts,
    validate_sig_integrity,
)

from .byte_ranges import Coverage
from .report import Finding

WEAK_DIGESTS = {"md2", "md5", "sha1"}
STAMP = "/ETSI.RFC3161"
# Values of /SubFilter. The format adbe.x509.rsa_sha1 holds no CMS object, and SHA-1 at that.
FORMATS = {"/adbe.pkcs7.detached", "/adbe.pkcs7.sha1", "/ETSI.CAdES.detached", STAMP}
SMALLEST_RSA = 2048
MOST_CERTIFICATES = 60


@dataclass(frozen=True)
class Envelope:
    """A CMS object, opened.

    `problem` is why it is no signature of this content (the file is altered or forged); `weakness`
    why it proves little though it is one; `stamp` the time stamp token inside it, `stamped` the
    time that this object states where it is a token itself.
    """

    problem: Finding | None = None
    weakness: Finding | None = None
    signer: Any = None
    certificates: tuple[Any, ...] = ()
    claimed_at: datetime | None = None
    stamped: datetime | None = None
    stamp: Any = None
    value: bytes = b""  # the signature value: what a time stamp inside is made of
    crls: tuple[bytes, ...] = field(default=())
    ocsps: tuple[bytes, ...] = field(default=())


def open_signature(covered: Coverage, data: bytes, subfilter: str) -> Envelope:
    """Return what the CMS object of a signature says of the bytes that it covers."""
    if subfilter not in FORMATS:
        return Envelope(weakness=Finding("unsupported_format", {"format": subfilter[1:] or "?"}))
    try:
        signed = _signed_data(covered.contents)
        if subfilter == STAMP:
            return _open_token(signed, lambda name: covered.digest(data, name))
        return _open_plain(signed, covered, data, subfilter)
    except Exception:  # whatever asn1crypto makes of hostile bytes
        return Envelope(problem=Finding("not_a_signature"))


def open_token(token: Any, value: bytes) -> Envelope:
    """Return what a time stamp inside a signature says of the signature's value."""
    try:
        return _open_token(token, lambda name: hashlib.new(name, value).digest())
    except Exception:  # whatever asn1crypto makes of hostile bytes
        return Envelope(problem=Finding("not_a_signature"))


def _signed_data(contents: bytes) -> Any:
    message = cms.ContentInfo.load(contents)
    if message["content_type"].native != "signed_data":
        raise ValueError("no signed data")
    if contents[len(message.dump()) :].strip(b"\0"):
        raise ValueError("something stands behind it")
    return message["content"]


def _open_plain(signed: Any, covered: Coverage, data: bytes, subfilter: str) -> Envelope:
    info = signed["signer_infos"][0]
    algorithm = info["digest_algorithm"]["algorithm"].native
    content = signed["encap_content_info"]["content"]
    if content is core.VOID or content.native is None:
        digest = covered.digest(data, algorithm)
    else:
        # adbe.pkcs7.sha1: what is signed is a digest of the file, inside.
        inner = bytes(content.native)
        if subfilter != "/adbe.pkcs7.sha1" or inner != covered.digest(data, "sha1"):
            return Envelope(problem=Finding("altered"), signer=_signer(signed))
            digest = hashlib.new(algorithm, inner).digest()
    opened = _open(signed, digest, "data")
    weakness = Finding("weak_digest", {"algorithm": "SHA-1"})
    if subfilter == "/adbe.pkcs7.sha1" and not opened.weakness:
        return Envelope(**{**vars(opened), "weakness": weakness})
    return opened


def _open_token(signed: Any, digest_with: Any) -> Envelope:
    content = signed["encap_content_info"]["content"]
    info = content.parsed
    if not isinstance(info, tsp.TSTInfo):
        raise TypeError("no time stamp")
    imprint = info["message_imprint"]
    name = imprint["hash_algorithm"]["algorithm"].native
    if imprint["hashed_message"].native != digest_with(name):
        return Envelope(problem=Finding("altered"), signer=_signer(signed))
    algorithm = signed["signer_infos"][0]["digest_algorithm"]["algorithm"].native
    opened = _open(signed, hashlib.new(algorithm, bytes(content)).digest(), "tst_info")
    weakness = opened.weakness
    if name in WEAK_DIGESTS:
        weakness = Finding("weak_digest", {"algorithm": _spelled(name)})
    stamped = info["gen_time"].native
    return Envelope(**{**vars(opened), "stamped": stamped, "weakness": weakness, "stamp": None})


def _open(signed: Any, digest: bytes, content_type: str) -> Envelope:
    if len(signed["signer_infos"]) != 1 or len(signed["certificates"]) > MOST_CERTIFICATES:
        return Envelope(problem=Finding("not_a_signature"))
    certificates = extract_certs_for_validation(signed)
    signer, info = certificates.signer_cert, signed["signer_infos"][0]
    if signed["encap_content_info"]["content_type"].native != content_type:
        return Envelope(problem=Finding("not_a_signature"), signer=signer)
    problem = None
    try:
        intact, valid = validate_sig_integrity(info, signer, content_type, digest)
    except (NotImplementedError, UnsupportedAlgorithm):
        name = str(info["signature_algorithm"]["algorithm"].native)
        return Envelope(weakness=Finding("unsupported_format", {"format": name}), signer=signer)
    if not intact:
        problem = Finding("altered")
    elif not valid:
        problem = Finding("forged")
    crls, ocsps = _archived(info)
    return Envelope(
        problem=problem,
        weakness=_weakness(info, signer),
        signer=signer,
        certificates=tuple(certificates.other_certs),
        claimed_at=_aware(extract_self_reported_ts(info)),
        stamp=_attribute(info["unsigned_attrs"], "signature_time_stamp_token"),
        value=info["signature"].native,
        crls=crls + _own_crls(signed),
        ocsps=ocsps,
    )


def _signer(signed: Any) -> Any:
    try:
        return extract_certs_for_validation(signed).signer_cert
    except Exception:  # the name of who did not sign this is no must
        return None


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _attribute(attributes: Any, name: str) -> Any:
    """Return the signed data of a token in unsigned attributes, or None."""
    if attributes is core.VOID or attributes.native is None:
        return None
    for attribute in attributes:
        if attribute["type"].native == name and len(attribute["values"]) >= 1:
            return attribute["values"][0]["content"]
    return None


def _archived(info: Any) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """Return CRLs and OCSP responses of adbe-revocationInfoArchival (ISO 32000-2, 12.8.3.3.2)."""
    try:
        archival = find_unique_cms_attribute(info["signed_attrs"], "adobe_revocation_info_archival")
        crls = archival["crl"] if archival["crl"].native else ()
        ocsps = archival["ocsp"] if archival["ocsp"].native else ()
        return tuple(one.dump() for one in crls), tuple(one.dump() for one in ocsps)
    except Exception:  # evidence that cannot be read is none
        return (), ()


def _own_crls(signed: Any) -> tuple[bytes, ...]:
    crls = signed["crls"]
    if crls is core.VOID or crls.native is None:
        return ()
    return tuple(part.chosen.dump() for part in crls if part.name == "crl")


def _weakness(info: Any, signer: Any) -> Finding | None:
    """Say why the signature is too weak to prove anything: digest, or key."""
    names = {info["digest_algorithm"]["algorithm"].native}
    with suppress(ValueError):  # some name no digest of their own
        names.add(info["signature_algorithm"].hash_algo)
    weak = names & WEAK_DIGESTS
    if weak:
        return Finding("weak_digest", {"algorithm": _spelled(min(weak))})
    return weak_key(signer)


def weak_key(certificate: Any) -> Finding | None:
    """Say why the key of a certificate is too weak."""
    key = certificate.public_key
    if key.algorithm in {"rsa", "rsassa_pss"} and key.bit_size < SMALLEST_RSA:
        return Finding("weak_key", {"algorithm": "RSA", "bits": str(key.bit_size)})
    if key.algorithm == "dsa":
        return Finding("weak_key", {"algorithm": "DSA", "bits": str(key.bit_size)})
    if key.algorithm == "ec" and key.bit_size < 224:
        return Finding("weak_key", {"algorithm": "EC", "bits": str(key.bit_size)})
    return None


def _spelled(name: str) -> str:
    return {"sha1": "SHA-1", "md5": "MD5", "md2": "MD2"}.get(name, name)


def name_in(name: Any, key: str) -> str:
    """Return a part of a name (`common_name`, `organization_name`); empty where it has none."""
    try:
        found = name.native.get(key, "")
    except ValueError:
        return ""
    return normalize("NFC", " ".join(str(found[-1] if isinstance(found, list) else found).split()))
