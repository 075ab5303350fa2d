"""Signs the demonstration's documents as offices do: the person first, then the agency's seal.

Each signature is an update of its own with a time stamp of the demonstration's service, so the
files carry what an inspection looks for. How often a file is signed its name says: every signing
adds `.signed` to it.
"""

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pypdfium2 as pdfium
from anyascii import anyascii
from asn1crypto import keys, x509
from cryptography.hazmat.primitives import serialization
from PIL import Image, ImageDraw, ImageFont
from pyhanko.pdf_utils import images
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from . import authority
from .authority import Identity
from .fonts import font_path
from .papers import MARK, SIGNED_BELOW

SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_SIGNED = time(9, 30)
# Between one signature and the next.
PAUSE = timedelta(minutes=20)
# Points (1/72 inch): a picture of a signature, a seal's, and how far below the words they stand.
WIDTH, HEIGHT, SEAL, GAP = 170, 50, 62, 2
RIGHT_MARGIN = 62
# Where they stand on a page that does not hold the words.
LOW = 160
# Pixels of a picture for each point.
SHARP = 3
# Nghị định 30/2020/NĐ-CP: the person's in blue, the agency's in red.
BLUE, RED = (20, 60, 160), (200, 20, 30)

# As certificates name people: without diacritics. Mẫu is a specimen.
SIGNER, INITIALLER = "Nguyen Van Mau", "Tran Thi Mau"


@dataclass(frozen=True)
class Look:
    """A picture, and where it stands: page (from 0), left, bottom, right, top in points."""

    picture: Image.Image
    page: int
    box: tuple[int, int, int, int]


class _DatedSigner(signers.PdfSigner):
    """Signs at a moment that is given: the day of the paper, not the day of the demonstration."""

    def __init__(self, moment: datetime, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.moment = moment

    def init_signing_session(self, *args: Any, **options: Any) -> Any:
        """Begin to sign at that moment."""
        session = super().init_signing_session(*args, **options)
        session.system_time = self.moment
        return session


def sign(pdf: bytes, file_name: str, signed_by: str, organisation: str, day: date) -> bytes:
    """Return `pdf` signed as often as its name says: by persons, then by the agency's seal.

    Args:
        pdf: an unsigned paper of `home.demo.papers`.
        file_name: its name, such as `KH 59.signed.signed.pdf`.
        signed_by: the post of the person who signs.
        organisation: the body whose seal it is.
        day: the day of issue.
    """
    count = file_name.count(".signed")
    page, right, top = _place(pdf)
    moment = datetime.combine(day, FIRST_SIGNED, tzinfo=SAIGON)
    for step in range(1, count):
        # Only who signs in the end leaves a picture; who initials before him leaves none.
        signs = step == count - 1
        name = SIGNER if signs else INITIALLER
        person = authority.signer(name, _plain(organisation), is_seal=False)
        box = (right - WIDTH, top - HEIGHT, right, top)
        look = Look(_signature(signed_by, moment), page, box) if signs else None
        pdf = _add(pdf, person, f"Nguoi ky {step}", moment, look)
        moment += PAUSE
    if count:
        seal = authority.signer(_plain(organisation), _plain(organisation), is_seal=True)
        left = right - WIDTH - SEAL + 8
        look = Look(_seal(), page, (left, top - SEAL, left + SEAL, top))
        pdf = _add(pdf, seal, "Con dau", moment, look)
    return pdf


def sign_as_stranger(pdf: bytes, signed_by: str, organisation: str, day: date) -> bytes:
    """Return `pdf` signed by somebody for whom no root vouches, without a time stamp."""
    stranger = authority.stranger(SIGNER, _plain(organisation))
    moment = datetime.combine(day, FIRST_SIGNED, tzinfo=SAIGON)
    page, right, top = _place(pdf)
    look = Look(_signature(signed_by, moment), page, (right - WIDTH, top - HEIGHT, right, top))
    return _add(pdf, stranger, "Nguoi ky 1", moment, look, is_stamped=False)


def alter(pdf: bytes) -> bytes:
    """Return a signed `pdf` as it is when somebody has changed it afterwards: its date."""
    place = pdf.index(b"/CreationDate (D:20") + len(b"/CreationDate (D:20")
    return pdf[:place] + b"19" + pdf[place + 2 :]


def _add(
    pdf: bytes,
    identity: Identity,
    field: str,
    moment: datetime,
    look: Look | None,
    *,
    is_stamped: bool = True,
) -> bytes:
    """Return `pdf` with one more signature, as an update of its own."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    box = look.box if look else None
    fields.append_signature_field(
        writer, fields.SigFieldSpec(field, on_page=look.page if look else 0, box=box)
    )
    signer = _DatedSigner(
        moment,
        signers.PdfSignatureMetadata(
            field_name=field,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            location="Quang Ngai",
        ),
        signer=_simple(identity),
        timestamper=_time_stamper(moment) if is_stamped else None,
        stamp_style=_style(look),
    )
    return signer.sign_pdf(writer).getvalue()


def _simple(identity: Identity) -> signers.SimpleSigner:
    store = SimpleCertificateStore()
    store.register(_der(authority.issuing().certificate))
    return signers.SimpleSigner(
        signing_cert=_der(identity.certificate),
        signing_key=_private(identity),
        cert_registry=store,
    )


def _time_stamper(moment: datetime) -> DummyTimeStamper:
    identity = authority.time_stamping()
    return DummyTimeStamper(_der(identity.certificate), _private(identity), fixed_dt=moment)


def _der(certificate: Any) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _private(identity: Identity) -> keys.PrivateKeyInfo:
    return keys.PrivateKeyInfo.load(
        identity.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _place(pdf: bytes) -> tuple[int, int, int]:
    """Return where the signatures stand: the last page, its right margin, below the post."""
    with pdfium.PdfDocument(pdf) as document:
        number = len(document) - 1
        page = document[number]
        found = page.get_textpage().search(SIGNED_BELOW).get_next()
        width, _height = page.get_size()
        bottom = page.get_textpage().get_charbox(found[0])[1] if found else LOW
        return number, round(width) - RIGHT_MARGIN, round(bottom) - GAP


def _plain(name: str) -> str:
    """Return a name as it stands in certificates: without diacritics."""
    return anyascii(name)


def _style(look: Look | None) -> StaticStampStyle | None:
    if look is None:
        return None
    return StaticStampStyle(background=images.PdfImage(look.picture), border_width=0)


def _signature(signed_by: str, moment: datetime) -> Image.Image:
    """Draw a signature by hand, with the words that software puts beside it."""
    picture, draw = _canvas(WIDTH, HEIGHT)
    line = [(8, 30), (22, 10), (26, 36), (38, 14), (44, 34), (58, 20), (72, 30), (96, 16)]
    points = [(x * SHARP, y * SHARP) for x, y in line]
    draw.line(points, fill=BLUE, width=SHARP * 2, joint="curve")
    words = f"{signed_by}\n{moment:%Y-%m-%dT%H:%M:%S%z}"
    draw.text((8 * SHARP, 36 * SHARP), words, fill=BLUE, font=_font(5), spacing=SHARP)
    return picture


def _seal() -> Image.Image:
    """Draw a seal that says what it is: two rings, a star's place left empty, and the mark."""
    picture, draw = _canvas(SEAL, SEAL)
    for inset in (2, 6):
        box = (inset * SHARP, inset * SHARP, (SEAL - inset) * SHARP, (SEAL - inset) * SHARP)
        draw.ellipse(box, outline=RED, width=SHARP)
    words = MARK.partition(" – ")[0].replace(" ", "\n")
    middle = SEAL * SHARP / 2
    draw.multiline_text(
        (middle, middle), words, fill=RED, font=_font(7), anchor="mm", align="center"
    )
    return picture


def _canvas(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGBA", (width * SHARP, height * SHARP), (255, 255, 255, 0))
    return picture, ImageDraw.Draw(picture)


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path("Regular"), size * SHARP)
