"""Files of the library in templates: images for every screen, what kind of file and how big."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from django import template
from django.db.models import Prefetch, prefetch_related_objects
from django.template import Context
from django.utils.formats import number_format
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from media.images import RENDITION_SPECS
from media.models import PortalDocument, PortalImage, PortalRendition
from portal.public import is_public_member

register = template.Library()

KILOBYTE, MEGABYTE = 1024, 1024 * 1024


@register.filter
def file_type(document: PortalDocument) -> str:
    """Return the ending of the file's name as readers know it: `PDF`; `""` where it has none."""
    return PurePosixPath(document.filename).suffix[1:].upper()


@register.filter
def file_size(size: int | None) -> str:
    """Return a number of bytes in words: `180 KB`, `1,5 MB`; `""` where it is not known."""
    if size is None:
        return ""
    if size < MEGABYTE:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{number_format(round(size / MEGABYTE, 1))} MB"


@register.filter
def file_facts(document: PortalDocument) -> str:
    """Return kind and size of the file as far as they are known: `PDF, 180 KB`."""
    return ", ".join(filter(None, [file_type(document), file_size(document.size)]))


@register.inclusion_tag("media/picture.html")
def picture(
    image: PortalImage, alt: str = "", sizes: str = "100vw", lang: str = "", **options: bool
) -> dict:
    """Show an image, in the smallest rendition that is sharp on the reader's screen.

    Args:
        image: an image that the reader may see.
        alt: its text alternative; empty for a decoration.
        sizes: how wide it stands, in the words of the HTML attribute.
        lang: the attribute that says in which language `alt` is, where that is not the page's.
        options: `eager=True` loads it at once, before other images.
    """
    try:
        fallback, *webp = _in_order(image.public_renditions())
    except SourceImageIOError:
        # The file is gone from the disk: the text is worth showing without it.
        return {}
    by_width = {rendition.width: rendition for rendition in webp}
    srcset = ", ".join(f"{rendition.url} {width}w" for width, rendition in by_width.items())
    words = {"alt": alt, "lang": lang, "sizes": sizes}
    return {"fallback": fallback, "srcset": srcset, **words, **options}


@register.simple_tag(takes_context=True)
def with_thumbnails(
    context: Context, pages: Iterable[Page]
) -> list[tuple[Page, PortalRendition | None]]:
    """Return each page with a small rendition of its illustration, None where none is public.

    The renditions of all pages are looked up together.
    """
    pages = list(pages)
    request = context.get("request")
    images = [page.illustration for page in pages if is_public_member(page.illustration, request)]
    small = PortalRendition.objects.filter(filter_spec=RENDITION_SPECS["480w"])
    prefetch_related_objects(
        images, Prefetch("renditions", queryset=small, to_attr="prefetched_renditions")
    )
    shown = {image.pk: _thumbnail(image) for image in images}
    return [(page, shown.get(page.illustration_id)) for page in pages]


def _in_order(renditions: dict[str, PortalRendition]) -> list[PortalRendition]:
    return [renditions["jpeg"], *(renditions[key] for key in ("480w", "960w", "1600w"))]


def _thumbnail(image: PortalImage) -> PortalRendition | None:
    try:
        return image.get_rendition(RENDITION_SPECS["480w"])
    except SourceImageIOError:
        return None
