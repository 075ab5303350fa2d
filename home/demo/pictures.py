"""Pictures of the demonstration, drawn here: the same bytes each time."""

import io
import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from .fonts import font_path

SIZE = WIDTH, HEIGHT = 1600, 1000
MARK = "Ảnh minh họa – dữ liệu trình diễn"

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Scene:
    """A landscape: what it is called, what it shows, how it is painted."""

    title: str
    alt: str
    sky: tuple[Colour, Colour]
    paint: Callable[[ImageDraw.ImageDraw], None]


def draw(scene: Scene) -> bytes:
    """Return `scene` as a JPEG of 1600 × 1000 pixels."""
    image = _gradient(*scene.sky)
    pen = ImageDraw.Draw(image)
    scene.paint(pen)
    font = ImageFont.truetype(font_path("Medium"), 26)
    pen.rounded_rectangle((40, HEIGHT - 84, 40 + pen.textlength(MARK, font) + 40, HEIGHT - 36), 10,
                          fill=(255, 255, 255))  # fmt: skip
    pen.text((60, HEIGHT - 78), MARK, font=font, fill=(60, 50, 40))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=82)
    return buffer.getvalue()


def _gradient(top: Colour, bottom: Colour) -> Image.Image:
    column = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        share = y / HEIGHT
        mixed = [round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)]
        column.putpixel((0, y), (mixed[0], mixed[1], mixed[2]))
    return column.resize(SIZE)


def _ridge(
    pen: ImageDraw.ImageDraw, height: int, swing: int, wave: tuple[float, float], colour: Colour
) -> None:
    """Paint a wavy ridge and all that is below it; `wave` is its length and where it begins."""
    length, shift = wave
    line = [
        (x, height + swing * math.sin(x / length + shift) + swing / 3 * math.sin(x / length * 2.7))
        for x in range(0, WIDTH + 10, 10)
    ]
    pen.polygon([*line, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)


def _sun(pen: ImageDraw.ImageDraw, x: int, y: int, radius: int, colour: Colour) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def _fields(pen: ImageDraw.ImageDraw) -> None:
    _ridge(pen, 430, 60, (260, 0.5), (120, 152, 140))
    _ridge(pen, 520, 30, (400, 2), (146, 178, 92))
    for row in range(12):
        y = 560 + row * row * 3.4
        pen.line((0, y, WIDTH, y + 26), fill=(110, 148, 62), width=3 + row)
    pen.polygon([(700, 1000), (900, 1000), (820, 520), (808, 520)], fill=(214, 190, 140))


def _river(pen: ImageDraw.ImageDraw) -> None:
    _ridge(pen, 380, 80, (300, 1), (108, 140, 150))
    _ridge(pen, 480, 40, (220, 3), (96, 140, 96))
    bank = [(x, 640 + 90 * math.sin(x / 330)) for x in range(0, WIDTH + 20, 20)]
    pen.polygon([*bank, *((x, y + 150) for x, y in reversed(bank))], fill=(126, 178, 198))
    for x in range(80, WIDTH, 190):
        y = 600 + 90 * math.sin(x / 330)
        pen.rectangle((x, y - 70, x + 8, y), fill=(92, 70, 50))
        pen.ellipse((x - 46, y - 150, x + 54, y - 50), fill=(70, 118, 70))


def _hills(pen: ImageDraw.ImageDraw) -> None:
    for step, colour in enumerate(
        [(168, 186, 190), (134, 162, 162), (104, 138, 128), (82, 118, 92), (62, 98, 66)]
    ):
        _ridge(pen, 360 + step * 115, 60 + step * 6, (210 + step * 45, step * 1.7), colour)


def _sunrise(pen: ImageDraw.ImageDraw) -> None:
    _sun(pen, 1080, 420, 120, (255, 236, 190))
    _ridge(pen, 520, 50, (280, 0.2), (150, 98, 92))
    _ridge(pen, 640, 40, (360, 2.2), (108, 72, 74))
    _ridge(pen, 790, 30, (480, 4), (70, 52, 56))


def _coast(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 470, WIDTH, HEIGHT), fill=(88, 150, 176))
    for row in range(9):
        y = 520 + row * 38
        for x in range(-60 + row * 31, WIDTH, 210):
            pen.arc((x, y, x + 120, y + 26), 200, 340, fill=(178, 214, 224), width=4)
    _ridge(pen, 880, 26, (500, 1.4), (226, 206, 164))
    pen.polygon([(620, 500), (900, 500), (850, 556), (670, 556)], fill=(120, 62, 44))
    pen.polygon([(752, 490), (752, 330), (862, 474)], fill=(244, 238, 226))


SCENES = {
    "fields": Scene(
        "Cánh đồng lúa", "Cánh đồng lúa xanh có lối đi ở giữa, xa xa là dãy núi",
        ((196, 222, 236), (244, 240, 220)), _fields,
    ),
    "river": Scene(
        "Dòng sông quê", "Dòng sông uốn khúc bên hàng cây xanh",
        ((202, 224, 238), (238, 240, 228)), _river,
    ),
    "hills": Scene(
        "Đồi núi trùng điệp", "Những dãy đồi nối tiếp nhau trong sương sớm",
        ((222, 230, 236), (238, 234, 222)), _hills,
    ),
    "sunrise": Scene(
        "Bình minh", "Mặt trời mọc trên những dãy đồi",
        ((120, 140, 186), (250, 196, 140)), _sunrise,
    ),
    "coast": Scene(
        "Biển và thuyền", "Chiếc thuyền buồm trên biển gần bờ cát",
        ((186, 216, 238), (232, 240, 244)), _coast,
    ),
}  # fmt: skip
