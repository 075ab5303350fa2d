"""Files of the library, served after a look at their collection.

What is private answers like what is missing. An editor who is logged in sees private files too
(the admin shows their thumbnails), in an answer that no shared cache may keep.
"""

from urllib.parse import quote

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from portal.public import public_members

from .models import PortalDocument, PortalImage, PortalRendition

# Shown in the browser; everything else is offered for download.
INLINE_TYPES = frozenset(
    {"application/pdf", "image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"}
)


def _visible(request: HttpRequest, members: QuerySet, pk: int) -> tuple:
    """Return the member and whether everyone may see it.

    Raises:
        Http404: there is none, or it is private and the reader is no editor.
    """
    member = members.filter(pk=pk).first()
    if member is None:
        raise Http404
    if public_members(members.filter(pk=pk)).exists():
        return member, True
    if request.user.is_active and request.user.has_perm("wagtailadmin.access_admin"):
        return member, False
    raise Http404


def _serve(file, *, name: str, content_type: str, etag: str, is_public: bool) -> FileResponse:
    try:
        opened = file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(opened, content_type=content_type)
    disposition = "inline" if content_type in INLINE_TYPES else "attachment"
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(name)}"
    response["Content-Length"] = file.size
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=300" if is_public else "private, no-store"
    if is_public and etag:
        response["ETag"] = f'"{etag}"'
    return response


@require_safe
def rendition(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """Serve the scaled version `name` of the image `pk`."""
    original, is_public = _visible(request, PortalImage.objects.all(), pk)
    found = PortalRendition.objects.filter(image=original, file=f"images/{name}").first()
    if found is None:
        raise Http404
    content_type = "image/" + name.rsplit(".", 1)[-1].replace("jpg", "jpeg")
    return _serve(
        found.file,
        name=name,
        content_type=content_type,
        etag=f"{original.sha256[:32]}-{found.pk}",
        is_public=is_public,
    )


@require_safe
def image(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """Serve an image as it was uploaded."""
    found, is_public = _visible(request, PortalImage.objects.all(), pk)
    return _serve(
        found.file,
        name=found.original_name,
        content_type=found.mime_type,
        etag=found.sha256,
        is_public=is_public,
    )


@require_safe
def document(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """Serve a document under the name that the reader knows."""
    found, is_public = _visible(request, PortalDocument.objects.all(), pk)
    return _serve(
        found.file,
        name=found.filename,
        content_type=found.content_type,
        etag=found.sha256,
        is_public=is_public,
    )
