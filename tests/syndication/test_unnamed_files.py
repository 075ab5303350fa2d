"""`manage.py reconcile --files`: uploads that no row names, once they are a day old."""

import io
import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from media.models import DocumentFile, PortalDocument
from portal.syndication import builder
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def files():
    """An unnamed file of yesterday, one of now, one that a document names."""
    document = factories.DocumentFactory()
    builder.drain()
    names = [
        default_storage.save(name, ContentFile(b"x"))
        for name in ("documents/cu.pdf", "original_images/moi.jpg")
    ]
    yesterday = (timezone.now() - timedelta(days=1, minutes=1)).timestamp()
    for name in (names[0], document.file.name):
        os.utime(default_storage.path(name), (yesterday, yesterday))
    yield (*names, document.file.name)
    for name in names:
        default_storage.delete(name)


def reconcile(*options):
    """Run the command; return its exit code and what it said."""
    output = io.StringIO()
    try:
        call_command("reconcile", *options, stdout=output)
    except SystemExit as end:
        return end.code, output.getvalue()
    return 0, output.getvalue()


def existing(files):
    return [default_storage.exists(name) for name in files]


def test_nothing_is_removed_unless_it_is_asked(files):
    assert reconcile("--full")[0] == 0
    assert existing(files) == [True, True, True]


def test_old_uploads_that_no_row_names_are_listed(files):
    code, said = reconcile("--check", "--files")
    assert code == 1
    assert f"no row names {files[0]}" in said
    assert files[1] not in said
    assert files[2] not in said
    assert existing(files) == [True, True, True]


def test_old_uploads_that_no_row_names_are_removed(files):
    code, said = reconcile("--files")
    assert code == 0
    assert f"no row names {files[0]}" in said
    assert existing(files) == [False, True, True]
    assert reconcile("--check", "--files")[0] == 0


def test_file_of_a_document_that_is_gone_is_removed(files):
    # By hand, so that no signal takes the file with it.
    for model in (DocumentFile, PortalDocument):
        model.objects.all()._raw_delete("default")
    reconcile("--files")
    assert existing(files) == [False, True, False]
