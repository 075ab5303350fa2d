"""The demonstration's own certificates: a root, who issues, who proves the time, who signs.

The keys beside it are known to everyone and prove nothing outside of a demonstration; production's
check fails where the root is among those that are trusted. The root's own key was thrown away when
the files were made (`python -m home.demo.authority` makes all of them anew).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

FOLDER = Path(__file__).parent / "content" / "pki"
ROOT_FILE = FOLDER / "root.pem"
SINCE, UNTIL = datetime(2015, 1, 1, tzinfo=UTC), datetime(2055, 1, 1, tzinfo=UTC)
MARK = "TRINH DIEN - KHONG CO GIA TRI"
KEY_BITS = 2048


@dataclass(frozen=True)
class Identity:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


def root() -> x509.Certificate:
    """Return the root, which ends every chain of the demonstration."""
    return x509.load_pem_x509_certificate(ROOT_FILE.read_bytes())


@cache
def issuing() -> Identity:
    """Return who issues the certificates of those who sign."""
    return _stored("issuing")


@cache
def time_stamping() -> Identity:
    """Return who proves the time."""
    return _stored("time-stamping")


@cache
def _signing_key(name: str) -> rsa.RSAPrivateKey:
    return _key(name)


def signer(name: str, organisation: str, *, is_seal: bool) -> Identity:
    """Return a person or a seal, with names as certificates have them: without diacritics."""
    key = _signing_key("seal" if is_seal else "person")
    return Identity(_certificate(name, organisation, key, issuing()), key)


def stranger(name: str, organisation: str) -> Identity:
    """Return somebody whom no root vouches for: he has signed his certificate himself."""
    key = _signing_key("person")
    return Identity(_certificate(name, organisation, key, None), key)


def _stored(name: str) -> Identity:
    certificate = x509.load_pem_x509_certificate((FOLDER / f"{name}.pem").read_bytes())
    return Identity(certificate, _key(name))


def _key(name: str) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key((FOLDER / f"{name}-key.pem").read_bytes(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{name} is no RSA key")
    return key


def _certificate(
    name: str,
    organisation: str,
    key: rsa.RSAPrivateKey,
    issuer: Identity | None,
    *,
    may_issue: bool = False,
    stamps_time: bool = False,
) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SINCE)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=may_issue, path_length=None), critical=True)
        .add_extension(_usage(may_issue=may_issue), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if stamps_time:
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(use, critical=True)
    return builder.sign(issuer.key if issuer else key, hashes.SHA256())


def _usage(*, may_issue: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not may_issue,
        content_commitment=not may_issue,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=may_issue,
        crl_sign=may_issue,
        encipher_only=False,
        decipher_only=False,
    )


def make() -> None:
    """Make keys and certificates anew; the fingerprint of the root changes with them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    organisation = f"Cong thong tin {MARK}"
    keys = {name: rsa.generate_private_key(65537, KEY_BITS) for name in _NAMES}
    first = Identity(
        _certificate(f"Root {MARK}", organisation, keys["root"], None, may_issue=True),
        keys["root"],
    )
    _write("root", first.certificate)
    for name, options in _NAMES.items():
        if options is None:
            continue
        made = _certificate(f"{name} {MARK}", organisation, keys[name], first, **options)
        _write(name, made)
    for name in _NAMES.keys() - {"root"}:
        pem = keys[name].private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        (FOLDER / f"{name}-key.pem").write_bytes(pem)


_NAMES: dict[str, dict[str, bool] | None] = {
    "root": None,
    "issuing": {"may_issue": True},
    "time-stamping": {"stamps_time": True},
    "person": None,
    "seal": None,
}


def _write(name: str, certificate: x509.Certificate) -> None:
    (FOLDER / f"{name}.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


if __name__ == "__main__":
    make()
