"""Uploads that the safety check refuses, by every way into the library."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from media.inspection.process import check
from media.models import DocumentFile, PortalDocument, PortalImage
from media.safety_sentences import SAFETY
from portal.queue.models import Job
from portal.roles import EDITORIAL_BOARD
from tests import factories
from tests.media import hostile
from tests.media.test_forms import form

pytestmark = pytest.mark.django_db

BAD = hostile.pdf(root="/OpenAction << /S /JavaScript /JS (app.alert) >>")
SENTENCE = "Tệp PDF này chứa mã lệnh (JavaScript)"


@pytest.fixture(autouse=True)
def _board(client):
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))


def sent(content=BAD, name="van ban.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def several(client, content=BAD, name="van ban.pdf"):
    data = {"title": name, "files[]": sent(content, name)}
    return client.post(reverse("wagtaildocs:add_multiple"), data)


def test_page_for_several_files_says_why_and_keeps_nothing(client):
    answer = several(client).json()
    assert answer["success"] is False
    assert SENTENCE in answer["error_message"]
    assert not PortalDocument.objects.exists()


def test_form_for_one_file_says_why_and_keeps_what_was_written(client):
    data = {**form(factories.DocumentFactory.build(title="Kế hoạch")), "file": sent()}
    shown = client.post(reverse("wagtaildocs:add"), data).content.decode()
    assert SENTENCE in shown
    assert 'value="Kế hoạch"' in shown
    assert not PortalDocument.objects.exists()


def test_chooser_says_why(client):
    data = {
        "document-chooser-upload-title": "Kế hoạch",
        "document-chooser-upload-file": sent(),
        "document-chooser-upload-collection": factories.DocumentFactory().collection_id,
    }
    shown = client.post(reverse("wagtaildocs_chooser:create"), data)
    assert SENTENCE in shown.json()["htmlFragment"]
    assert PortalDocument.objects.count() == 1


def test_file_is_not_replaced_by_a_bad_one(client):
    document = factories.DocumentFactory()
    data = {**form(document), "file": sent()}
    assert (
        SENTENCE
        in client.post(reverse("wagtaildocs:edit", args=[document.pk]), data).content.decode()
    )
    kept = PortalDocument.objects.get()
    assert (kept.sha256, kept.file.name) == (document.sha256, document.file.name)
    assert DocumentFile.objects.filter(replaced_at=None).count() == 1


def test_check_that_cannot_be_finished_refuses(client):
    with override_settings(SAFETY_CHECK_LIMITS={"seconds": 0.01, "memory": 2**28, "output": 999}):
        answer = several(client, factories.PDF).json()
    assert answer["success"] is False
    assert "không kiểm tra được độ an toàn" in answer["error_message"]
    assert not PortalDocument.objects.exists()


def test_good_file_is_pending_and_its_inspection_waits_in_the_queue(client):
    assert several(client, factories.PDF).json()["success"] is True
    document = PortalDocument.objects.get()
    assert (document.signature_status, document.page_count) == ("pending", None)
    job = Job.objects.get(kind="media.inspect_document")
    assert job.arguments == {"document_id": document.pk, "sha256": document.sha256}


def test_large_file_lies_on_disk_already(client):
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=100):
        assert several(client, factories.PDF).json()["success"] is True
        assert several(client, BAD).json()["success"] is False


def test_empty_file_and_unknown_ending_are_refused(client):
    for name, content in (("rong.pdf", b""), ("trang.html", b"<html>"), ("khong", b"abc")):
        assert several(client, content, name).json()["success"] is False, name
    assert not PortalDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ve.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("ve.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("anh.png", factories.PDF),
        ("anh.jpg", hostile.png()),
    ],
)
def test_picture_that_is_none_is_refused(client, name, content):
    data = {"title": name, "files[]": sent(content, name)}
    answer = client.post(reverse("wagtailimages:add_multiple"), data).json()
    assert answer["success"] is False
    assert not PortalImage.objects.exists()


def test_picture_of_too_many_pixels_is_refused(client):
    with override_settings(WAGTAILIMAGES_MAX_IMAGE_PIXELS=63):
        data = {"title": "a", "files[]": sent(hostile.png(), "a.png")}
        answer = client.post(reverse("wagtailimages:add_multiple"), data).json()
    assert answer["success"] is False


def test_every_reason_is_a_sentence_in_both_languages():
    with translation.override("en"):
        english = {code: str(sentence) for code, sentence in SAFETY.items()}
    with translation.override("vi"):
        for code, sentence in SAFETY.items():
            assert str(sentence) != english[code], code


@pytest.mark.parametrize("upload", ["several", "one"])
def test_file_is_checked_once_and_before_the_transaction(client, monkeypatch, upload):
    # The test's own transactions are there all the time; a request's is one more.
    depths = [len(connection.savepoint_ids)]

    def spied(*arguments):
        depths.append(len(connection.savepoint_ids))
        return check(*arguments)

    monkeypatch.setattr("media.uploads.check", spied)
    if upload == "several":
        assert several(client).json()["success"] is False
    else:
        client.post(reverse("wagtaildocs:add"), {"title": "Kế hoạch", "file": sent()})
    first, *others = depths
    assert others == [first]


def test_stranger_has_nothing_looked_through(client, monkeypatch):
    client.logout()
    monkeypatch.setattr("media.uploads.check", None)
    assert several(client).status_code == 302
