"""The operator's trust roots: the certificates that a chain must end at."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509

from .report import Finding

SUFFIXES = (".pem", ".crt", ".cer")


@dataclass(frozen=True)
class Roots:
    """What was loaded from the folder.

    `certificates` (asn1crypto) and their `fingerprints` (SHA-256, hex) stand in one order, which
    neither the names of the files nor theirs decides. `problems` are the files that could not be
    read; the others count all the same.
    """

    certificates: tuple[Any, ...] = ()
    fingerprints: tuple[str, ...] = ()
    problems: tuple[Finding, ...] = ()

    @property
    def digest(self) -> str:
        """One SHA-256 (hex) over all of them: two folders with the same roots have the same."""
        return hashlib.sha256("\n".join(self.fingerprints).encode()).hexdigest()


def load(folder: Path) -> Roots:
    """Return the roots in the PEM files of `folder`, each of which may hold several certificates.

    A folder that is not there holds none. Files that begin with a dot and files with another
    suffix than `.pem`, `.crt` or `.cer` (a README) are none of ours.
    """
    found: dict[str, Any] = {}
    problems: list[Finding] = []
    for path in _files(folder):
        try:
            found |= {_fingerprint(root): root for root in _certificates(path)}
        except (OSError, ValueError, TypeError) as problem:
            details = {"file": path.name, "problem": str(problem).partition("\n")[0][:200]}
            problems.append(Finding("root_unreadable", details))
    fingerprints = tuple(sorted(found))
    return Roots(tuple(found[name] for name in fingerprints), fingerprints, tuple(problems))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )


def _certificates(path: Path) -> Iterator[Any]:
    """Yield the certificates of a file, all or (raising ValueError) none."""
    content = path.read_bytes()
    if not pem.detect(content):
        raise ValueError("no certificate in PEM form")
    parts = [der for kind, _headers, der in pem.unarmor(content, multiple=True) if _is_one(kind)]
    if not parts:
        raise ValueError("no certificate in PEM form")
    certificates = [x509.Certificate.load(der, strict=True) for der in parts]
    for certificate in certificates:
        certificate.native  # noqa: B018  reads all of it: asn1crypto is lazy, errors come late
    yield from certificates


def _is_one(kind: str) -> bool:
    return kind in {"CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"}


def _fingerprint(certificate: Any) -> str:
    return hashlib.sha256(certificate.dump()).hexdigest()
