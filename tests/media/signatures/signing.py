"""Files signed by pyHanko on papers of other writers: what the generator makes is one writer's."""

import datetime as dt
from io import BytesIO
from pathlib import Path

import pikepdf
from asn1crypto import keys
from cryptography.hazmat.primitives import serialization
from fpdf import FPDF
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from media.signatures import roots
from media.signatures.judging import judge
from media.signatures.report import SignatureReport
from tests.data.signed_files import pki
from tests.data.signed_files.certificates import Identity, issue, key
from tests.data.signed_files.verdicts import OFFICIAL, ROOTS

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


def paper(pages: int = 2, *, packed: bool = False, linear: bool = False) -> bytes:
    """Return an unsigned PDF as fpdf2 writes it, or as qpdf does (object streams, linearised)."""
    pdf = FPDF()
    pdf.set_creation_date(NOW)
    pdf.set_font("Helvetica", size=12)
    for number in range(1, pages + 1):
        pdf.add_page()
        for line in range(20):
            pdf.cell(text=f"Trang {number}, dong {line}: tong so 1.250.000 dong", new_x="LMARGIN")
            pdf.ln(9)
    data = bytes(pdf.output())
    if not packed and not linear:
        return data
    with pikepdf.open(BytesIO(data)) as document:
        target = BytesIO()
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        document.save(target, object_stream_mode=mode, linearize=linear)
    return target.getvalue()


def signer_of(who: Identity) -> signers.SimpleSigner:
    der = who.key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    store = SimpleCertificateStore()
    store.register_multiple(Identity(one, who.key).asn1 for one in who.chain)
    return signers.SimpleSigner(
        signing_cert=who.asn1, signing_key=keys.PrivateKeyInfo.load(der), cert_registry=store
    )


def sign(
    data: bytes,
    who: Identity,
    field: str = "Chu ky 1",
    box: tuple[int, int, int, int] | None = None,
    page: int = 0,
    **options: object,
) -> bytes:
    """Return the file with one more signature; visible in `box`, if there is one."""
    writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
    if box:
        fields.append_signature_field(writer, fields.SigFieldSpec(field, on_page=page, box=box))
    metadata = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", **options)
    stamp = TextStampStyle(stamp_text="Ky boi: %(signer)s", background=None, border_width=0)
    pdf_signer = signers.PdfSigner(metadata, signer_of(who), stamp_style=stamp, **_stamper(options))
    return pdf_signer.sign_pdf(writer).getbuffer().tobytes()


def _stamper(options: dict[str, object]) -> dict[str, object]:
    if not options.get("embed_validation_info"):
        return {}
    # pyHanko's own time stamping service knows RSA only.
    who = issue(
        900,
        {"C": "VN", "CN": "Dau thoi gian RSA"},
        key("person"),
        pki.party(),
        stamping=True,
        usages=("digital_signature",),
    )
    signer = signer_of(who)
    return {
        "timestamper": DummyTimeStamper(
            who.asn1, signer.signing_key, certs_to_embed=signer.cert_registry, fixed_dt=NOW
        )
    }


def context() -> ValidationContext:
    """Return what pyHanko needs to embed evidence."""
    return ValidationContext(
        trust_roots=list(roots.load(ROOTS).certificates),
        other_certs=[pki.party().asn1],
        allow_fetching=False,
        revocation_mode="soft-fail",
        moment=NOW,
    )


def judged(data: bytes, folder: Path, now: dt.datetime = NOW) -> SignatureReport:
    """Judge a file under the official roots."""
    for name in OFFICIAL:
        (folder / f"{name}.pem").write_bytes((ROOTS / f"{name}.pem").read_bytes())
    path = folder / "file.pdf"
    path.write_bytes(data)
    return judge(path, roots.load(folder), {}, now)


def verdicts_of(report: SignatureReport) -> list[tuple[str, str]]:
    return [(str(one.verdict), one.reason.code) for one in report.signatures]
