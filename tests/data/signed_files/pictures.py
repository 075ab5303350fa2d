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


def seal() -> tuple[int, bytes, bytes]:
    """Return the side, the colours and the opacity of a seal, as a transparent PNG would hold them.

    Its edge is soft, as that of a picture is, and the paper shows through between its lines.
    """
    side = 60
    mask = Image.new("L", (side * 4, side * 4), 0)
    draw = ImageDraw.Draw(mask)
    draw.ellipse((8, 8, side * 4 - 8, side * 4 - 8), outline=230, width=10)
    draw.ellipse((40, 40, side * 4 - 40, side * 4 - 40), outline=230, width=6)
    opacity = mask.resize((side, side), Image.Resampling.BOX).tobytes()
    colours = bytes((220, 20, 30)) * (side * side)
    return side, zlib.compress(colours, 9), zlib.compress(opacity, 9)
