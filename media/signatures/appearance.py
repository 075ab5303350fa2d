"""What pages look like before and after an update: nothing that was to be seen may be gone.

The structure tells what was added; whether that hides what stood there only a picture tells, and it
tells whatever the trick: a white box, an image, an annotation that only shows in print.
"""

from collections.abc import Iterable
from time import monotonic
from typing import Any

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import raw as pdfium

from .revisions import Revision

PIXELS = 1100  # the longer side of a picture
MOST_PAGES = 120
MOST_SECONDS = 20.0
DARK, LIGHTER = 150, 80  # ink, and by how much it may not become lighter (of 255)
FLAT, DRAWN = 40, 110  # contrast of a place with nothing on it, and of one with something
SMALLEST = 8  # pixels


class TooManyPagesError(Exception):
    """More pages were changed than can be compared within the limits."""


def hiding(old: Revision, new: Revision, pages: Iterable[int]) -> list[int]:
    """Return those of `pages` (from 1) on which something that could be seen is gone.

    Raises:
        TooManyPagesError: comparing them all would take too long.
    """
    wanted = sorted(set(pages))
    if len(wanted) > MOST_PAGES:
        raise TooManyPagesError
    started = monotonic()
    found = []
    before, after = pypdfium2.PdfDocument(old.data), pypdfium2.PdfDocument(new.data)
    try:
        before.init_forms()
        after.init_forms()
        for page in wanted:
            if monotonic() - started > MOST_SECONDS:
                raise TooManyPagesError
            if any(
                _is_hidden(before, after, page - 1, flags) for flags in (0, pdfium.FPDF_PRINTING)
            ):
                found.append(page)
    finally:
        before.close()
        after.close()
    return found


def text_added(old: Revision, new: Revision, page: int) -> str:
    """Return the lines of a page (from 1) that were not there before."""
    before, after = _lines(old, page), _lines(new, page)
    return " ".join(line for line in after if line not in set(before))


def _lines(revision: Revision, page: int) -> list[str]:
    document = pypdfium2.PdfDocument(revision.data)
    try:
        text = document[page - 1].get_textpage().get_text_bounded()
    finally:
        document.close()
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _is_hidden(before: Any, after: Any, index: int, flags: int) -> bool:
    one, other = _picture(before, index, flags), _picture(after, index, flags)
    if one.size != other.size:
        return True
    return _count(_lost(one, other)) >= SMALLEST or _count(_covered(one, other)) >= SMALLEST


def _picture(document: Any, index: int, flags: int) -> Image.Image:
    page = document[index]
    width, height = page.get_size()
    scale = PIXELS / max(width, height, 1)
    bitmap = page.render(scale=scale, may_draw_forms=True, grayscale=True, extra_flags=flags)
    picture: Image.Image = bitmap.to_pil().convert("L")
    page.close()
    return picture


def _lost(one: Image.Image, other: Image.Image) -> Image.Image:
    """Mark ink that has become much lighter."""
    ink = one.point(lambda value: 255 if value < DARK else 0)
    lighter = ImageChops.subtract(other, one).point(lambda value: 255 if value > LIGHTER else 0)
    return ImageChops.darker(ink, lighter)


def _covered(one: Image.Image, other: Image.Image) -> Image.Image:
    """Mark what stood out from its surroundings where all is even now: a black box over a text.

    Even with some room about it, that is: the strokes of a seal may cross a signature.
    """
    drawn = _contrast(one, 1).point(lambda value: 255 if value > DRAWN else 0)
    even = _contrast(other, 3).point(lambda value: 255 if value < FLAT else 0)
    return ImageChops.darker(drawn, even)


def _contrast(picture: Image.Image, reach: int) -> Image.Image:
    """Return by how much the pixels within `reach` of each pixel differ."""
    highest = lowest = picture
    for _step in range(reach):
        highest = highest.filter(ImageFilter.MaxFilter(3))
        lowest = lowest.filter(ImageFilter.MinFilter(3))
    return ImageChops.subtract(highest, lowest)


def _count(mask: Image.Image) -> int:
    return mask.histogram()[255]
