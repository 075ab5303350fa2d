"""The safety check of uploads, in the request that brings them."""

from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from .inspection.process import check
from .inspection.report import ExhaustedError, Limits, RefusedError
from .sentences import say

if TYPE_CHECKING:
    from collections.abc import Iterator


def check_upload(file: UploadedFile) -> None:
    """Check an uploaded document in a limited process.

    Raises:
        ValidationError: it must not be taken in, or the check could not be finished.
    """
    limits = Limits(**settings.SAFETY_CHECK_LIMITS)
    try:
        with _on_disk(file) as path:
            check(path, file.name or "", limits)
    except RefusedError as refused:
        raise ValidationError(say(refused.finding), code=refused.finding.code) from refused
    except ExhaustedError as exhausted:
        reason = say(exhausted.finding)
        advice = _(
            "So the file cannot be checked for safety. Print it to a new PDF, and try again."
        )
        raise ValidationError(f"{reason} {advice}", code=exhausted.finding.code) from exhausted


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
