"""Pictures that stand in the files."""

import io
import zlib

from PIL import Image, ImageDraw


def scanned_page() -> tuple[int, int, bytes]:
    """Return width, height and compressed rows of a page as a scanner sees it, one bit a pixel."""
    width, height = 496, 702
    image = Image.new("1", (width, height), 1)
    draw = ImageDraw.Draw(image)
    for place in range(12):
        bottom = 90 + place * 30
        draw.rectangle((60, bottom, 420 - 25 * (place % 3), bottom + 8), fill=0)
    return width, height, zlib.compress(image.tobytes(), 9)


def png(width: int = 8, height: int = 8) -> bytes:
    """Return a small picture as PNG."""
    written = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(written, "PNG")
    return written.getvalue()
