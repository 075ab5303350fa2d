"""Pictures within documents: how large one may be before it is unpacked by anybody."""

from contextlib import suppress
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from media.signatures.report import Finding

from .report import RefusedError

# A sheet of A0, the largest plan that an office scans, at 400 dots an inch.
MOST_PIXELS = 250_000_000
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
# Pillow warns of fewer pixels, and refuses twice as many, where it is only asked for the size.
Image.MAX_IMAGE_PIXELS = None


def check_pixels(width: int, height: int) -> None:
    """Refuse a picture that would fill the memory of whoever opens it.

    Raises:
        RefusedError: it has more than `MOST_PIXELS`.
    """
    if width * height > MOST_PIXELS:
        raise RefusedError(Finding("too_many_pixels", {"width": str(width), "height": str(height)}))


def check_picture(head: bytes) -> None:
    """Refuse a file that begins with `head` if it is a picture past `MOST_PIXELS`.

    Raises:
        RefusedError: it has more.
    """
    # What Pillow cannot read here is no picture, or one whose size stands far behind its start.
    unreadable = (UnidentifiedImageError, OSError, ValueError, SyntaxError, ArithmeticError)
    with suppress(*unreadable), Image.open(BytesIO(head), formats=FORMATS) as picture:
        check_pixels(*picture.size)
