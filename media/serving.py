"""Answers that carry a stored file: conditions, ranges, and what nginx or S3 sends in our place.

Who may see the file has been asked before (`media.views`); nothing here asks again.
"""

import re
import unicodedata
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from anyascii import anyascii
from django.conf import settings
from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

# Shown in the browser; everything else is offered for download.
INLINE_TYPES = frozenset(
    {"application/pdf", "image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"}
)

# A file keeps its address when its content is replaced and when its collection becomes private, so
# nobody may keep it without asking: browsers ask each time and get a 304 by the ETag, a shared
# cache asks every 30 s, which is how soon a withdrawal must have reached every reader (API.md). Not
# API_SHARED_SECONDS: it may be longer where a cache is purged, and nothing purges files.
PUBLIC = "public, max-age=0, s-maxage=30"
PRIVATE = "private, no-store"
NOT_KEPT = {"Cache-Control": "no-store"}

# What an uploaded file could do in a browser: nothing, in an origin of its own.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

# More than 18 digits are no length of a file, and a Range that is not understood is ignored.
_BYTE_RANGE = re.compile(r"([0-9]{0,18})-([0-9]{0,18})")


@dataclass(frozen=True)
class ServedFile:
    """A file and what is said of it.

    `tag` changes whenever the content does, and is empty where nothing is known of the content.
    """

    file: FieldFile
    name: str
    content_type: str
    tag: str
    is_public: bool

    @property
    def etag(self) -> str:
        """The strong entity tag; none for what no cache may keep anyway."""
        return f'"{self.tag}"' if self.tag and self.is_public else ""

    @property
    def cache_control(self) -> str:
        """How long the answer may be kept, and by whom."""
        return PUBLIC if self.is_public else PRIVATE

    @property
    def headers(self) -> dict[str, str]:
        """The headers that every answer about the file carries, a 304 too.

        A cache puts the headers of a 304 in place of those that it has stored (RFC 9111 section
        4.3.4), so one without the sandbox would open it.
        """
        headers = {
            "Cache-Control": self.cache_control,
            "Content-Disposition": content_disposition(self.name, self.content_type),
            "Content-Security-Policy": POLICY,
            "X-Content-Type-Options": "nosniff",
        }
        return {**headers, "ETag": self.etag} if self.etag else headers


def content_disposition(name: str, content_type: str) -> str:
    """Return the header value that names a file (RFC 6266), inline only for `INLINE_TYPES`.

    Old programs read the ASCII spelling, all others the name itself in UTF-8 (RFC 8187). Whatever
    stands in `name`, the answer is printable ASCII without line breaks or quotation marks in it.
    """
    # Cf holds the marks that turn the reading direction: "exe.fdp" must not read as "pdf.exe".
    shown = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf"))
    shown = re.sub(r"[/\\]", "_", shown).strip() or "file"
    # Some programs decode %41 in the plain form, and some end the name at a semicolon.
    spelt = re.sub(r'[^ -~]|["%;/\\]', "_", anyascii(shown)).strip() or "file"
    kind = "inline" if content_type in INLINE_TYPES else "attachment"
    encoded = quote(shown, safe="", errors="replace")
    return f"{kind}; filename=\"{spelt}\"; filename*=UTF-8''{encoded}"


def answer(request: HttpRequest, served: ServedFile) -> HttpResponseBase:
    """Answer a GET or HEAD with the file, or with the way to it.

    Raises:
        Http404: the row is there, its file is not.
    """
    path = _local_path(served.file)
    if path is not None and not path.is_file():
        raise Http404
    if served.etag:
        checked = HttpResponse(headers=served.headers)
        verdict = get_conditional_response(request, etag=served.etag, response=checked)
        if verdict is not None and verdict is not checked:
            unchanged = verdict.status_code == HTTPStatus.NOT_MODIFIED
            # Otherwise 412: an If-Match does not hold, which is nobody else's concern.
            return _with_headers(verdict, served.headers if unchanged else NOT_KEPT)
    if path is None and _signs_addresses(served.file.storage):
        return _signed_redirect(request, served)
    if path is not None and settings.ACCEL_REDIRECT_PREFIX:
        return _accel_redirect(served)
    return _content(request, served)


def asked_range(header: str, size: int) -> range | None:
    """Return the bytes that a `Range` header asks for, of a file of `size` bytes.

    None means the whole file: for other units, several ranges and what is malformed, as RFC 9110
    section 14.2 allows. An empty range means that the file has none of the bytes (416).
    """
    unit, _, ranges = header.partition("=")
    # Empty elements of a list do not count (section 5.6.1.2).
    specs = [spec.strip(" \t") for spec in ranges.split(",") if spec.strip(" \t")]
    match = _BYTE_RANGE.fullmatch(specs[0]) if len(specs) == 1 else None
    if unit.lower() != "bytes" or match is None:
        return None
    first, last = match.groups()
    if not first:
        # The last bytes. All of an empty file cannot be said in Content-Range.
        is_whole = not last or (size == 0 and int(last) > 0)
        return None if is_whole else range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


class Slice:
    """The next `length` bytes of an open file, read as a file."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        self.file = file
        self.left = length

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes of what is left."""
        chunk = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        """Close the file."""
        self.file.close()


def _local_path(file: FieldFile) -> Path | None:
    """Return where the file is on this machine's disk; None where it is on another machine.

    Raises:
        Http404: the row names no file.
    """
    if not file:
        raise Http404
    try:
        return Path(file.path)
    except NotImplementedError:
        return None


def _content(request: HttpRequest, served: ServedFile) -> HttpResponseBase:
    try:
        opened: Any = served.file.storage.open(str(served.file.name), "rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    size = opened.size
    headers = {**served.headers, "Accept-Ranges": "bytes", "Content-Length": str(size)}
    if request.method == "HEAD":
        # Length and all, but not the body, whatever the server would do with one.
        opened.close()
        return HttpResponse(content_type=served.content_type, headers=headers)
    wanted = (
        asked_range(request.headers.get("Range", ""), size) if _may_part(request, served) else None
    )
    if wanted is None:
        return _streamed(opened, served, headers)
    if not wanted:
        opened.close()
        outside = {**NOT_KEPT, "Content-Range": f"bytes */{size}"}
        return HttpResponse(status=416, headers=outside)
    opened.seek(wanted.start)
    headers["Content-Length"] = str(len(wanted))
    headers["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    return _streamed(Slice(opened, len(wanted)), served, headers, status=206)


def _streamed(
    body: Any, served: ServedFile, headers: dict[str, str], status: int = 200
) -> HttpResponseBase:
    response = FileResponse(body, status=status, content_type=served.content_type)
    # Afterwards: Django makes a Content-Disposition of its own, of the name on the disk.
    return _with_headers(response, headers)


def _with_headers(response: HttpResponseBase, headers: dict[str, str]) -> HttpResponseBase:
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _may_part(request: HttpRequest, served: ServedFile) -> bool:
    """Tell whether a part fits what the client has (If-Range, RFC 9110 section 13.1.5).

    The comparison is strong. A date never fits: no answer carries `Last-Modified`.
    """
    condition = request.headers.get("If-Range")
    return condition is None or condition.strip() == served.etag != ""


def _accel_redirect(served: ServedFile) -> HttpResponse:
    """Let nginx send the file from its internal location; it sees to ranges and lengths."""
    response = HttpResponse(content_type=served.content_type, headers=served.headers)
    prefix = settings.ACCEL_REDIRECT_PREFIX.strip("/")
    response.headers["X-Accel-Redirect"] = f"/{prefix}/{quote(str(served.file.name))}"
    return response


def _signs_addresses(storage: Storage) -> bool:
    """Tell whether `storage` is an S3 one whose addresses open only when signed.

    One that makes plain addresses would give away names that outlive a withdrawal: its files pass
    through the portal instead, as those of every storage that we do not know.
    """
    # Not at the top: boto3 is large, and most installations keep their files on the disk.
    from storages.backends.s3 import S3Storage  # type: ignore[import-untyped]  # it has no types

    if not isinstance(storage, S3Storage):
        return False
    known: Any = storage
    return bool(known.querystring_auth and (known.cloudfront_signer or not known.custom_domain))


def _signed_redirect(request: HttpRequest, served: ServedFile) -> HttpResponse:
    """Lead to S3, by an address that opens for a minute.

    S3 answers under its own origin and can send no Content-Security-Policy; what is not in
    `INLINE_TYPES` is offered for download there too. No object is asked for, so one that is gone
    shows only there.
    """
    storage: Any = served.file.storage
    address = storage.url(
        served.file.name,
        parameters={
            "ResponseCacheControl": served.cache_control,
            "ResponseContentDisposition": served.headers["Content-Disposition"],
            "ResponseContentType": served.content_type,
        },
        expire=settings.SIGNED_ADDRESS_SECONDS,
        # A signature is good for one method.
        http_method=request.method,
    )
    # Kept, it would lead into a refusal after a minute, and to what may be private by then.
    return HttpResponseRedirect(address, headers=NOT_KEPT)
