"""Makes the certificates, revocation lists and answers of the throw-away hierarchy."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from asn1crypto import algos, core
from asn1crypto import ocsp as ocsp_asn1
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from cryptography.x509.oid import ExtendedKeyUsageOID as Usage

KEYS = Path(__file__).parent / "keys"
FROM = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
UNTIL = dt.datetime(2045, 1, 1, tzinfo=dt.UTC)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
PARTS = {
    "C": NameOID.COUNTRY_NAME,
    "L": NameOID.LOCALITY_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "T": NameOID.TITLE,
    "CN": NameOID.COMMON_NAME,
}


def key(name: str, kind: str = "rsa2048") -> Key:
    """Return a throw-away key from `keys/`, made there the first time."""
    path = KEYS / f"{name}.pem"
    if not path.exists():
        made = (
            ec.generate_private_key(ec.SECP256R1())
            if kind == "p256"
            else rsa.generate_private_key(65537, int(kind.removeprefix("rsa")))
        )
        KEYS.mkdir(exist_ok=True)
        path.write_bytes(
            made.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    found = serialization.load_pem_private_key(path.read_bytes(), None)
    assert isinstance(found, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
    return found


def sign(signer: Key, data: bytes, digest: str = "sha256", *, pss: bool = False) -> bytes:
    """Return a signature that is the same every time (ECDSA by RFC 6979; PSS without salt)."""
    chosen = getattr(hashes, digest.upper())()
    if isinstance(signer, ec.EllipticCurvePrivateKey):
        return signer.sign(data, ec.ECDSA(chosen, deterministic_signing=True))
    if pss:
        return signer.sign(data, padding.PSS(padding.MGF1(chosen), 0), chosen)
    return signer.sign(data, padding.PKCS1v15(), chosen)


def name(written: dict[str, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(PARTS[part], value) for part, value in written.items()])


@dataclass(frozen=True)
class Identity:
    """A certificate with its key and what stands between it and its root."""

    certificate: x509.Certificate
    key: Key
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(der(self.certificate))

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def is_root(self) -> bool:
        return self.certificate.subject == self.certificate.issuer

    def alone(self) -> "Identity":
        """Return it without what leads to its root."""
        return replace(self, chain=())


def der(thing: Any) -> bytes:
    return thing.public_bytes(serialization.Encoding.DER)


def _key_usage(*names: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{usage: usage in names for usage in every})


def issue(
    serial: int,
    subject: dict[str, str],
    holder: Key,
    issuer: Identity | None = None,
    *,
    valid: tuple[dt.datetime, dt.datetime] = (FROM, UNTIL),
    authority: bool = False,
    usages: tuple[str, ...] = ("digital_signature", "content_commitment"),
    stamping: bool = False,
    answering: bool = False,
    pointers: bool = False,
    bmp: bool = False,
    digest: str = "sha256",
) -> Identity:
    """Return a certificate for a key: by an issuer, or by itself.

    `pointers` names where revocation may be asked for, at hosts that cannot exist (RFC 6761).
    """
    signer = issuer.key if issuer else holder
    by = issuer.certificate.subject if issuer else name(subject)
    builder = (
        x509.CertificateBuilder(by, name(subject), holder.public_key(), serial, *valid)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            _key_usage("key_cert_sign", "crl_sign") if authority else _key_usage(*usages),
            critical=True,
        )
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(holder.public_key()), critical=False
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    for wanted, usage in ((stamping, Usage.TIME_STAMPING), (answering, Usage.OCSP_SIGNING)):
        if wanted:
            builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=stamping)
    if pointers:
        builder = _with_pointers(builder)
    if answering:
        builder = builder.add_extension(x509.OCSPNoCheck(), critical=False)
    made = builder.sign(signer, hashes.SHA256(), ecdsa_deterministic=_deterministic(signer))
    if bmp or digest != "sha256":
        made = _signed_anew(made, signer, digest, _in_bmp if bmp else None)
    above = () if issuer is None or issuer.is_root else (issuer.certificate, *issuer.chain)
    return Identity(made, holder, above)


def _with_pointers(builder: x509.CertificateBuilder) -> x509.CertificateBuilder:
    lists = [x509.UniformResourceIdentifier("http://crl.invalid/g2.crl")]
    asked = x509.UniformResourceIdentifier("http://ocsp.invalid/")
    return builder.add_extension(
        x509.CRLDistributionPoints([x509.DistributionPoint(lists, None, None, None)]),
        critical=False,
    ).add_extension(
        x509.AuthorityInformationAccess(
            [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, asked)]
        ),
        critical=False,
    )


def _deterministic(signer: Key) -> bool | None:
    return True if isinstance(signer, ec.EllipticCurvePrivateKey) else None


def _in_bmp(body: asn1.TbsCertificate) -> None:
    """Write the subject in BMPString, as certificates from older software have it."""
    names = []
    for part in body["subject"].chosen:
        for pair in part:
            value = pair["value"].native
            kind = "printable_string" if pair["type"].native == "country_name" else "bmp_string"
            names.append(
                asn1.RelativeDistinguishedName(
                    [{"type": pair["type"].native, "value": _directory_string(kind, value)}]
                )
            )
    body["subject"] = asn1.Name(name="", value=asn1.RDNSequence(names))


def _directory_string(kind: str, value: str) -> Any:
    return asn1.DirectoryString(name=kind, value=value)


def _signed_anew(
    made: x509.Certificate,
    signer: Key,
    digest: str,
    change: Callable[[asn1.TbsCertificate], None] | None,
) -> x509.Certificate:
    """Sign a certificate as the builder would not: a weak digest, other kinds of strings."""
    whole = asn1.Certificate.load(der(made))
    body = whole["tbs_certificate"].copy()
    if change:
        change(body)
    algorithm = algos.SignedDigestAlgorithm(
        {"algorithm": f"{digest}_rsa", "parameters": core.Null()}
    )
    body["signature"] = algorithm
    again = asn1.Certificate(
        {
            "tbs_certificate": body,
            "signature_algorithm": algorithm,
            "signature_value": sign(signer, body.dump(force=True), digest),
        }
    )
    return x509.load_der_x509_certificate(again.dump())


def revocation_list(
    issuer: Identity,
    revoked: dict[int, dt.datetime],
    *,
    updated: dt.datetime,
    until: dt.datetime = UNTIL,
    reason: x509.ReasonFlags = x509.ReasonFlags.key_compromise,
) -> bytes:
    """Return a CRL (RFC 5280, 5) that names serial numbers with the time of revocation."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(updated)
        .next_update(until)
        .add_extension(x509.CRLNumber(1), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()),
            critical=False,
        )
    )
    for serial, when in revoked.items():
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(serial)
            .revocation_date(when)
            .add_extension(x509.CRLReason(reason), critical=False)
            .build()
        )
    made = builder.sign(issuer.key, hashes.SHA256(), ecdsa_deterministic=_deterministic(issuer.key))
    return der(made)


def answer(
    responder: Identity,
    about: Identity,
    issuer: Identity,
    *,
    revoked: dt.datetime | None,
    updated: dt.datetime,
    until: dt.datetime = UNTIL,
) -> bytes:
    """Return an OCSP answer (RFC 6960): good, or revoked at a time."""
    status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=about.certificate,
            issuer=issuer.certificate,
            algorithm=hashes.SHA1(),  # identifies the issuer, as every client does
            cert_status=status,
            this_update=updated,
            next_update=until,
            revocation_time=revoked,
            revocation_reason=x509.ReasonFlags.key_compromise if revoked else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, responder.certificate)
        .certificates([responder.certificate])
    )
    made = ocsp_asn1.OCSPResponse.load(der(builder.sign(responder.key, hashes.SHA256())))
    # The builder says that it was made now; it is to be the same whenever it is made.
    basic = made["response_bytes"]["response"].parsed
    basic["tbs_response_data"]["produced_at"] = updated
    basic["signature"] = sign(responder.key, basic["tbs_response_data"].dump(force=True))
    made["response_bytes"]["response"] = basic
    return made.dump(force=True)
