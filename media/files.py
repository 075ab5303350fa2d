"""What is true of every file of the library, found out once, when it is saved."""

import hashlib
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.core.files.base import File
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.utils.file import hash_filelike

from search.folding import nfc, safe_file_name

from .inspection.content_types import MEDIA_TYPES

CHUNK = 1024 * 1024


def sha256_of(file: File) -> str:
    """Return the SHA-256 of `file` as 64 hexadecimal digits, its position left at the start."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in iter(lambda: file.read(CHUNK), b""):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


class MeasuredFile(models.Model):
    """Keeps name, size, type and checksums of `self.file` in step with it, whoever saves.

    The forms of Wagtail measure only what is uploaded through them, and its getters measure in the
    middle of a GET; an importer or the API would leave rows without size and checksum.
    """

    original_name = models.CharField(_("file name"), max_length=255, editable=False)
    mime_type = models.CharField(_("content type"), max_length=100, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False, db_index=True)

    # Both come from Wagtail's own base model.
    file: Any
    open_file: Any

    MEASURED: ClassVar[tuple[str, ...]] = (
        "original_name",
        "mime_type",
        "sha256",
        "file_size",
        "file_hash",
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Measure the file if it is new, then save."""
        update_fields = kwargs.get("update_fields")
        if (update_fields is None or "file" in update_fields) and self._file_is_new():
            self._measure()
            if update_fields is not None:
                kwargs["update_fields"] = {*update_fields, *self.measured_fields()}
        super().save(*args, **kwargs)

    @classmethod
    def measured_fields(cls) -> tuple[str, ...]:
        """Return the names of the columns that follow the file."""
        return cls.MEASURED

    def measure_content(self, file: File) -> None:
        """Hook: find out what needs a look inside the open `file`."""

    def _file_is_new(self) -> bool:
        if not self.file:
            return False
        return not self.sha256 or not self.file._committed or self.file.name != self._measured_name

    @property
    def _measured_name(self) -> str | None:
        """The stored name that the checksums belong to; None while nothing is stored."""
        if not self.pk:
            return None
        stored: QuerySet[Any, Any] = type(self)._default_manager.filter(pk=self.pk)
        return stored.values_list("file", flat=True).first()

    def _measure(self) -> None:
        if not self.file._committed or not self.original_name:
            name = nfc(PurePosixPath(self.file.name.replace("\\", "/")).name)
            self.original_name = name[-255:]
        ending = PurePosixPath(self.original_name.lower()).suffix[1:]
        # Not `guess_type` alone: what it knows of office formats depends on the machine.
        known = MEDIA_TYPES.get(ending) or guess_type(self.original_name.lower())[0]
        self.mime_type = known or "application/octet-stream"
        with self.open_file() as file:
            self.file_size = self.file.size
            self.sha256 = sha256_of(file)
            self.file_hash = hash_filelike(file)
            file.seek(0)
            self.measure_content(file)
            file.seek(0)


def stored_path(folder: str, file_name: str) -> str:
    """Return where a file with the reader's `file_name` is stored: ASCII, at most 95 characters."""
    return f"{folder}/{safe_file_name(file_name, max_length=94 - len(folder))}"
