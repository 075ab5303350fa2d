"""The safety check of uploads, in the request that brings them."""

from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from .inspection.process import check
from .inspection.report import ExhaustedError, Limits, RefusedError
from .sentences import say

if TYPE_CHECKING:
    from collections.abc import Iterator

Refusal = RefusedError | ExhaustedError


# What the check has said already: each file is looked through once.
_checked: "WeakKeyDictionary[UploadedFile, Refusal | None]" = WeakKeyDictionary()


def check_uploads(request: HttpRequest) -> None:
    """Check what is uploaded to the library before the request's transaction begins.

    Within it, on SQLite, the seconds of the check would be seconds in which nobody else writes.
    What is found is told by the form (`check_upload`), in the editor's language.
    """
    match = request.resolver_match
    if match is None or not match.namespace.startswith("wagtaildocs"):
        return
    if request.user.has_perm("wagtailadmin.access_admin"):
        for _field, files in request.FILES.lists():
            for file in files:
                _checked[file] = _refusal(file)


def check_upload(file: UploadedFile) -> None:
    """Check an uploaded document in a limited process, unless that has been done.

    Raises:
        ValidationError: it must not be taken in, or the check could not be finished.
    """
    refusal = _checked[file] if file in _checked else _refusal(file)
    if refusal is None:
        return
    message = say(refusal.finding)
    if isinstance(refusal, ExhaustedError):
        advice = _(
            "So the file cannot be checked for safety. Print it to a new PDF, and try again."
        )
        message = f"{message} {advice}"
    raise ValidationError(message, code=refusal.finding.code) from refusal


def _refusal(file: UploadedFile) -> Refusal | None:
    try:
        with _on_disk(file) as path:
            check(path, file.name or "", Limits(**settings.SAFETY_CHECK_LIMITS))
    except (RefusedError, ExhaustedError) as refusal:
        return refusal
    return None


@contextmanager
def _on_disk(file: UploadedFile) -> "Iterator[Path]":
    """Give an uploaded file a path: a small one is only in memory."""
    if isinstance(file, TemporaryUploadedFile):
        file.flush()
        yield Path(file.temporary_file_path())
        return
    with NamedTemporaryFile(suffix=".upload") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
    file.seek(0)
