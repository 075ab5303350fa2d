"""Files of the library: measured by whoever saves, stored safely, served after a look."""

import hashlib
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from media.models import Organisation, PortalDocument, PortalImage
from portal.queue.jobs import run_due
from portal.queue.models import Job
from portal.roles import WRITERS
from tests import factories

pytestmark = pytest.mark.django_db

NAME = "Quyết định số 07-Đề án.pdf"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_document_is_measured_whoever_saves_it(form):
    name = unicodedata.normalize(form, NAME)
    document = PortalDocument.objects.create(title="x", file=ContentFile(factories.PDF, name))
    document.refresh_from_db()
    assert document.sha256 == hashlib.sha256(factories.PDF).hexdigest()
    assert document.size == len(factories.PDF)
    assert document.content_type == "application/pdf"
    assert document.page_count is None
    assert document.filename == NAME
    assert document.file.name.startswith("documents/quyet-dinh-so-07-de-an")


def test_replaced_file_is_measured_again():
    document = factories.DocumentFactory()
    document.file = ContentFile(b"xin chao", "moi.txt")
    document.save()
    document.refresh_from_db()
    assert document.filename == "moi.txt"
    assert document.sha256 == hashlib.sha256(b"xin chao").hexdigest()
    assert (document.size, document.page_count) == (8, None)


def test_saving_without_a_new_file_does_not_read_it(monkeypatch):
    document = PortalDocument.objects.get(pk=factories.DocumentFactory().pk)
    document.file.storage.delete(document.file.name)
    document.title = "Tên mới"
    document.save()
    document.refresh_from_db()
    assert document.title == "Tên mới"


def test_damaged_pdf_is_kept_without_a_page_count():
    document = factories.DocumentFactory(file=ContentFile(b"%PDF-1.7 cut", "hong.pdf"))
    assert document.page_count is None
    assert document.size == 12


def test_image_is_measured_and_its_renditions_are_the_workers_work():
    image = factories.ImageFactory(file=ContentFile(factories.jpeg(), "Ảnh Đẹp.jpg"))
    assert len(image.sha256) == 64
    assert image.filename == "anh-dep.jpg"
    assert image.renditions.count() == 0
    assert Job.objects.get().kind == "media.make_renditions"
    assert run_due() == 1
    assert image.renditions.count() == 4


def test_renditions_that_another_process_makes_first_are_the_ones_that_count(monkeypatch):
    image = factories.ImageFactory()
    generate = PortalImage.generate_rendition_file

    def generate_after_another(self, wanted, **options):
        if self is image:
            PortalImage.objects.get(pk=image.pk).create_rendition(wanted)
        return generate(self, wanted, **options)

    monkeypatch.setattr(PortalImage, "generate_rendition_file", generate_after_another)
    used = {rendition.file.name for rendition in image.public_renditions().values()}
    assert used == set(image.renditions.values_list("file", flat=True))
    folder = Path(settings.MEDIA_ROOT, "images")
    assert {f"images/{file.name}" for file in folder.glob(f"{Path(image.file.name).stem}*")} == used


def test_job_for_an_image_that_is_gone_is_done():
    PortalImage.objects.get(pk=factories.ImageFactory().pk).delete()
    assert run_due() == 1
    assert Job.objects.get().state == Job.State.DONE


@pytest.mark.parametrize("kind", ["document", "original", "rendition"])
def test_private_file_answers_like_a_missing_one(client, kind):
    collection = factories.PrivateCollectionFactory()
    document = factories.DocumentFactory(collection=collection)
    image = factories.ImageFactory(collection=collection)
    url = {
        "document": document.url,
        "original": image.download_url,
        "rendition": image.public_renditions()["480w"].url,
    }[kind]
    private, missing = client.get(url), client.get(url.replace(f"/{image.pk}/", "/9999/"))
    assert private.status_code == 404
    client.force_login(factories.UserFactory(role=WRITERS))
    shown = client.get(url)
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert missing.status_code == 404


def test_public_file_is_served_under_the_readers_name(client):
    document = factories.DocumentFactory(file=ContentFile(factories.PDF, NAME))
    response = client.get(document.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == factories.PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert "filename*=UTF-8''Quy%E1%BA%BFt%20" in response.headers["Content-Disposition"]


def test_file_that_the_disk_has_lost_is_missing(client):
    document = factories.DocumentFactory()
    document.file.storage.delete(document.file.name)
    assert client.get(document.url).status_code == 404


def test_replaced_file_stays_until_the_transaction_commits(django_capture_on_commit_callbacks):
    from media.forms import ReplacedFile

    document = factories.DocumentFactory()
    storage, name = document.file.storage, document.file.name
    replaced = ReplacedFile(document.file)
    with django_capture_on_commit_callbacks(execute=True):
        replaced.storage.delete(replaced.name)
        assert storage.exists(name)
    assert not storage.exists(name)


def clean(**values):
    document = factories.DocumentFactory.build(**values)
    document.clean()
    return document


@pytest.mark.parametrize(
    ("typed", "stored"), [("2927 -TB/TU", "2927-TB/TU"), ("15/QÐ-UBND", "15/QĐ-UBND")]
)
def test_number_is_stored_as_printed(typed, stored):
    assert clean(number=typed).number == stored


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": "không có"}, "number"),
        ({"issued_on": date(2999, 1, 1)}, "issued_on"),
        (
            {"issued_on": date(2021, 12, 6), "effective_on": date(2021, 12, 5)},
            "effective_on",
        ),
    ],
)
def test_impossible_official_field_is_refused(values, field):
    with pytest.raises(ValidationError) as refused:
        clean(**values)
    assert list(refused.value.message_dict) == [field]


def test_file_type_outside_the_list_is_refused():
    with pytest.raises(ValidationError):
        clean(file=ContentFile(b"<script>", "trang.html"))


def test_organisation_gets_a_slug_and_cannot_stand_above_itself():
    organisation = Organisation(name="Ủy ban nhân dân huyện Bình Sơn")
    organisation.clean()
    assert organisation.slug == "uy-ban-nhan-dan-huyen-binh-son"
    saved = factories.OrganisationFactory()
    saved.parent = saved
    with pytest.raises(ValidationError):
        saved.clean()


def test_organisation_slug_is_unique_in_a_language():
    factories.OrganisationFactory(slug="ubnd")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.OrganisationFactory(slug="ubnd")
