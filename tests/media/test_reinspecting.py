"""What is inspected again: by the clock, and by the command."""

import shutil
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from media.models import PortalDocument
from media.reinspecting import enqueue_due
from portal.queue.jobs import run_due
from portal.queue.models import Job
from tests import factories
from tests.data.signed_files.verdicts import ROOTS, find

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trust(settings, tmp_path):
    folder = settings.SIGNATURE_TRUST_ROOTS = tmp_path / "trust"
    folder.mkdir()
    load_root(folder)
    return folder


def load_root(folder):
    shutil.copy(ROOTS / "government.pem", folder)


def upload(name):
    file = ContentFile(find(name).read_bytes(), name)
    return PortalDocument.objects.get(pk=factories.DocumentFactory(file=file).pk)


def status(document):
    document.refresh_from_db()
    return document.signature_status


def call(*arguments):
    out, err = StringIO(), StringIO()
    call_command("inspect_documents", *arguments, stdout=out, stderr=err)
    return out.getvalue()


@pytest.fixture
def signed():
    document = upload("signed-once.pdf")
    run_due()
    assert status(document) == "trusted"
    return document


def test_nothing_is_due_after_the_inspection(signed):
    upload("unsigned.pdf")
    run_due()
    assert enqueue_due() == 0


def test_other_roots_touch_what_is_signed_alone(signed, trust):
    unsigned = upload("unsigned.pdf")
    run_due()
    (trust / "government.pem").unlink()
    assert enqueue_due() == 1
    assert Job.objects.last().arguments["document_id"] == signed.pk
    assert enqueue_due() == 0, "it waits already"
    run_due()
    assert status(signed) == "untrusted"
    assert signed.signatures[0]["intact"]
    assert status(unsigned) == "unsigned"


def test_moment_of_the_first_trust_outlives_the_loss_of_a_root(signed, trust):
    found = signed.signatures[0]["judged_at"]
    (trust / "government.pem").unlink()
    call()
    assert status(signed) == "untrusted"
    load_root(trust)
    call()
    assert status(signed) == "trusted"
    assert signed.signatures[0]["judged_at"] == found
    assert signed.signatures[0]["reason"]["code"] == "valid_when_first_inspected"


def test_upload_whose_job_is_lost_is_taken_up_after_an_hour():
    document = upload("signed-once.pdf")
    Job.objects.all().delete()
    assert enqueue_due() == 0, "an upload just now has a job, which may not be committed yet"
    document.files.update(since="2026-01-01T00:00Z")
    assert enqueue_due() == 1
    run_due()
    assert status(document) == "trusted"


def test_document_from_before_inspections_is_due_at_once():
    document = upload("signed-once.pdf")
    Job.objects.all().delete()
    document.files.all().delete()
    assert enqueue_due() == 1


def test_command_inspects_what_is_due_and_tells_of_each(signed):
    document = upload("signed-twice.pdf")
    told = call()
    assert told.splitlines() == [f"1/1 #{document.pk} signed-twice.pdf: trusted"]
    assert call() == "Nothing is to be inspected.\n"


def test_command_inspects_all_of_them_from_one_on(signed):
    second = upload("unsigned.pdf")
    assert len(call("--all").splitlines()) == 2
    assert call("--all", "--from", str(second.pk)).startswith(f"1/1 #{second.pk} ")
    assert call(str(signed.pk)).startswith(f"1/1 #{signed.pk} ")


def test_command_goes_on_after_a_missing_file_and_fails_in_the_end(signed):
    lost = upload("unsigned.pdf")
    lost.file.storage.delete(lost.file.name)
    later = upload("signed-twice.pdf")
    with pytest.raises(CommandError, match="1 of 3"):
        call("--all")
    assert status(lost) == "pending"
    assert status(later) == "trusted"


def test_command_refuses_a_document_that_is_not_there(signed):
    with pytest.raises(CommandError, match="no document 999999"):
        call(str(signed.pk), "999999")


def test_picture_of_the_first_page_goes_with_its_document(
    signed, django_capture_on_commit_callbacks
):
    picture = signed.inspection.first_page
    assert picture.storage.exists(picture.name)
    with django_capture_on_commit_callbacks(execute=True):
        signed.delete()
    assert not picture.storage.exists(picture.name)
