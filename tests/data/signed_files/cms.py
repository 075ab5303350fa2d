"""Writes CMS signatures (RFC 5652), as PDF wants them, and time stamps (RFC 3161)."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from asn1crypto import algos, cms, core, crl, ocsp, tsp
from asn1crypto import pdf as adobe
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.asymmetric import ec

from tests.data.signed_files.certificates import Identity, der, sign

Stamper = Callable[[bytes], cms.ContentInfo]


@dataclass(frozen=True)
class Style:
    """How a signature is written; the defaults are those of PAdES B-B (ETSI EN 319 142-1)."""

    digest: str = "sha256"
    pss: bool = False
    ess: bool = True  # signing-certificate-v2
    ess_names: Identity | None = None  # the certificate that it names, if not the signer's
    signing_time: dt.datetime | None = None
    revocation_lists: Sequence[bytes] = ()  # as adbe-revocationInfoArchival
    answers: Sequence[bytes] = ()
    stamp: Stamper | None = None
    content: bytes | None = None  # what stands inside it, for adbe.pkcs7.sha1
    also: Identity | None = None  # a second signer in the same object
    bare: bool = False  # no certificate inside
    stated_digest: bytes | None = None  # what it claims the file's digest is, if not the truth


PLAIN = Style()


def signature(data: bytes, by: Identity, style: Style = PLAIN) -> bytes:
    """Return a signature over `data` in DER."""
    digest = style.stated_digest or hashlib.new(style.digest, style.content or data).digest()
    attributes = [_attribute("content_type", "data"), _attribute("message_digest", digest)]
    if style.signing_time:
        time = cms.Time({"utc_time": style.signing_time})
        attributes.append(_attribute("signing_time", time))
    if style.ess:
        attributes.append(_ess(style.ess_names or by))
    if style.revocation_lists or style.answers:
        attributes.append(_archival(style))
    content = {"content_type": "data"}
    if style.content is not None:
        content["content"] = core.OctetString(style.content)
    return _signed(by, style, attributes, content).dump()


def time_stamp(
    by: Identity, moment: dt.datetime, *, about: bytes | None = None, digest: str = "sha256"
) -> Stamper:
    """Return what stamps data with a moment.

    Args:
        by: The time stamping service.
        moment: What it says the time was.
        about: What it really stamps, for a stamp that belongs to something else.
        digest: Of what is stamped.
    """

    def stamper(data: bytes) -> cms.ContentInfo:
        imprint = hashlib.new(digest, data if about is None else about).digest()
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4.1",
                "message_imprint": {
                    "hash_algorithm": {"algorithm": digest},
                    "hashed_message": imprint,
                },
                "serial_number": int.from_bytes(b"\1" + imprint[:7], "big"),  # always as long
                "gen_time": moment,
            }
        )
        written = info.dump()
        attributes = [
            _attribute("content_type", "tst_info"),
            _attribute("message_digest", hashlib.sha256(written).digest()),
            _ess(by),
        ]
        content = {"content_type": "tst_info", "content": core.ParsableOctetString(written)}
        return _signed(by, PLAIN, attributes, content, version="v3")

    return stamper


def _attribute(kind: str, value: object) -> cms.CMSAttribute:
    return cms.CMSAttribute({"type": kind, "values": [value]})


def _ess(named: Identity) -> cms.CMSAttribute:
    """Return signing-certificate-v2 (RFC 5035), which binds the signature to one certificate."""
    return _attribute(
        "signing_certificate_v2",
        tsp.SigningCertificateV2(
            {"certs": [{"cert_hash": hashlib.sha256(der(named.certificate)).digest()}]}
        ),
    )


def _archival(style: Style) -> cms.CMSAttribute:
    values = {}
    if style.revocation_lists:
        values["crl"] = [crl.CertificateList.load(found) for found in style.revocation_lists]
    if style.answers:
        values["ocsp"] = [ocsp.OCSPResponse.load(found) for found in style.answers]
    return _attribute("adobe_revocation_info_archival", adobe.RevocationInfoArchival(values))


def _signed(
    by: Identity,
    style: Style,
    attributes: list[cms.CMSAttribute],
    content: dict[str, object],
    version: str = "v1",
) -> cms.ContentInfo:
    # A set is written in the order of its encodings (X.690, 11.6); the digest is over that order.
    attributes = sorted(attributes, key=lambda attribute: attribute.dump())
    signers = [_signer(by, style, attributes)]
    certificates = [] if style.bare else [by.asn1]
    if style.also:
        signers.append(_signer(style.also, style, attributes))
        certificates.append(style.also.asn1)
    chain = [asn1.Certificate.load(der(above)) for above in by.chain]
    return cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": cms.SignedData(
                {
                    "version": version,
                    "digest_algorithms": [{"algorithm": style.digest}],
                    "encap_content_info": content,
                    "certificates": [*certificates, *chain],
                    "signer_infos": signers,
                }
            ),
        }
    )


def _signer(by: Identity, style: Style, attributes: list[cms.CMSAttribute]) -> cms.SignerInfo:
    signed_attributes = cms.CMSAttributes(attributes)
    value = sign(by.key, signed_attributes.dump(), style.digest, pss=style.pss)
    issuer_and_number = {"issuer": by.asn1.issuer, "serial_number": by.asn1.serial_number}
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            {"issuer_and_serial_number": cms.IssuerAndSerialNumber(issuer_and_number)}
        ),
        "digest_algorithm": {"algorithm": style.digest},
        "signed_attrs": signed_attributes,
        "signature_algorithm": _algorithm(by, style),
        "signature": value,
    }
    if style.stamp:
        stamp = cms.CMSAttribute(
            {"type": "signature_time_stamp_token", "values": [style.stamp(value)]}
        )
        signer["unsigned_attrs"] = cms.CMSAttributes([stamp])
    return cms.SignerInfo(signer)


def _algorithm(by: Identity, style: Style) -> algos.SignedDigestAlgorithm:
    if isinstance(by.key, ec.EllipticCurvePrivateKey):
        return algos.SignedDigestAlgorithm({"algorithm": f"{style.digest}_ecdsa"})
    if style.pss:
        mask = {"algorithm": "mgf1", "parameters": {"algorithm": style.digest}}
        return algos.SignedDigestAlgorithm(
            {
                "algorithm": "rsassa_pss",
                "parameters": algos.RSASSAPSSParams(
                    {
                        "hash_algorithm": {"algorithm": style.digest},
                        "mask_gen_algorithm": mask,
                        "salt_length": 0,
                    }
                ),
            }
        )
    return algos.SignedDigestAlgorithm({"algorithm": f"{style.digest}_rsa"})
