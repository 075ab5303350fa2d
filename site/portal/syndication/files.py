"""Uploads that no row names: what a rolled-back upload, or a lost deletion, left behind."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import Storage, default_storage
from django.db.models import FileField
from django.utils import timezone

OLD_ENOUGH = timedelta(days=1)


def named_files() -> set[str]:
    """Return the stored names of all files that a row of any table names."""
    names: set[str] = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                rows = model._base_manager.exclude(**{field.name: ""})
                names.update(filter(None, rows.values_list(field.name, flat=True).iterator()))
    return names


def unnamed_files(storage: Storage = default_storage) -> Iterator[str]:
    """Yield the stored names of files that no row names, and that are older than a day.

    A younger one may belong to a transaction that is not committed yet.
    """
    old = [name for name in _walk(storage, "") if _is_old(storage, name)]
    # The rows last: what is named by now was perhaps not when the folder was read.
    named = named_files()
    yield from (name for name in old if name not in named)


def _walk(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from _walk(storage, f"{folder}{name}/")


def _is_old(storage: Storage, name: str) -> bool:
    try:
        changed: datetime = storage.get_modified_time(name)
    except FileNotFoundError:
        return False
    return timezone.now() - changed > OLD_ENOUGH
