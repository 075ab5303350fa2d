"""Keeping an announcement (Lưu bài): one HTML file with its pictures inside, readable offline.

Nghị định 42/2022/NĐ-CP, article 7(1)(c), asks that a reader can keep each article.
"""

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_safe
from wagtail.images.models import SourceImageIOError

from media.images import RENDITION_SPECS
from media.models import PortalDocument, PortalImage
from media.serving import content_disposition
from portal.addresses import shared_url
from portal.blocks.body import referred_document_ids
from portal.lookup import Lookup

if TYPE_CHECKING:
    from .pages import AnnouncementPage

# Below the address of the announcement, which has no subpages.
SAVE_PATH = "luu-bai"

CONTENT_TYPE = "text/html"
# JPEG, because every program opens it, in twenty years too.
KEPT_RENDITION = RENDITION_SPECS["jpeg"]
# What all pictures of a file may weigh before base64 makes a third more of it. Those that no
# longer fit stand as links.
MAX_PICTURE_BYTES = 6 * 1024 * 1024
# A name longer than 255 bytes fits no common file system; a Vietnamese letter takes up to three.
MAX_NAME_CHARACTERS = 60


class PictureBox:
    """Puts pictures into the file, as long as there is room."""

    def __init__(self, room: int = MAX_PICTURE_BYTES) -> None:
        self._room = room
        self._put: dict[int, dict[str, Any]] = {}

    def put(self, image: PortalImage) -> dict[str, Any]:
        """Return `width`, `height` and `data`, a `data:` address; only `link` where none fits."""
        if image.pk not in self._put:
            self._put[image.pk] = self._read(image)
        return self._put[image.pk]

    def _read(self, image: PortalImage) -> dict[str, Any]:
        link = {"link": shared_url(image.download_url)}
        try:
            # Found among those that the lookup has read; made only where the worker has not yet.
            rendition = image.get_rendition(KEPT_RENDITION)
            if rendition.file.size > self._room:
                return link
            with rendition.file.open("rb") as file:
                content = file.read()
        except (SourceImageIOError, FileNotFoundError):
            # Gone from the disk: the text is worth keeping without it.
            return {}
        self._room -= len(content)
        data = f"data:image/jpeg;base64,{b64encode(content).decode()}"
        return {"data": data, "width": rendition.width, "height": rendition.height}


@require_safe
def saved_announcement(request: HttpRequest, page: "AnnouncementPage") -> HttpResponse:
    """Answer with `page` as a file for download.

    The caller has made sure that the reader may see the page. What the page refers to is shown as
    far as everyone may see it.
    """
    lookup = Lookup([page])
    with lookup.active():
        documents = lookup.find(PortalDocument, referred_document_ids(page.body))
        context = {
            "page": page,
            "illustration": lookup.get(PortalImage, page.illustration_id),
            "documents": [document for document in documents if document],
            "pictures": PictureBox(),
            "saved_at": timezone.now(),
        }
        html = render_to_string("announcements/saved_page.html", context, request)
    headers = {
        "Content-Disposition": content_disposition(file_name(page), CONTENT_TYPE),
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(html, headers=headers)


def file_name(page: "AnnouncementPage") -> str:
    """Return `2022-04-09 Thực hiện Đề án….html`: files of a folder stand in their order."""
    title = Truncator(page.title).chars(MAX_NAME_CHARACTERS)
    return f"{timezone.localtime(page.date):%Y-%m-%d} {title.rstrip('. ')}.html"
