"""What becomes of a file that another one replaces, and of one that cannot be read."""

import io

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from media.models import PortalImage
from portal.queue import jobs
from tests import factories

pytestmark = pytest.mark.django_db

# The trailer is a name and no dictionary.
DAMAGED = factories.PDF.replace(b"trailer\n<<", b"trailer\n/<<")


@pytest.fixture
def image():
    """An image whose renditions were made, as it comes from the database."""
    image = factories.ImageFactory()
    jobs.run_due()
    return PortalImage.objects.get(pk=image.pk)


def replace(image, **options):
    image.file = ContentFile(factories.jpeg(colour="red"), "anh.jpg")
    image.save(**options)


def stored(renditions):
    return [r.file.storage.exists(r.file.name) for r in renditions]


@pytest.mark.parametrize("options", [{}, {"update_fields": ["file"]}])
def test_replaced_image_keeps_no_rendition_of_the_old_one(
    image, options, django_capture_on_commit_callbacks
):
    old = list(image.renditions.all())
    with django_capture_on_commit_callbacks(execute=True):
        replace(image, **options)
        assert image.renditions.count() == 0
        assert all(stored(old))
    assert not any(stored(old))
    assert jobs.run_due() == 1
    assert image.renditions.count() == len(old)
    assert not {r.pk for r in old} & {r.pk for r in image.renditions.all()}


def test_image_saved_without_a_new_file_keeps_its_renditions(image):
    old = set(image.renditions.values_list("pk", flat=True))
    image.title = "Tên mới"
    image.save()
    assert set(image.renditions.values_list("pk", flat=True)) == old


def test_image_whose_replacement_is_taken_back_keeps_its_renditions(image):
    old = list(image.renditions.all())
    with transaction.atomic():
        replace(image)
        transaction.set_rollback(True)
    assert list(image.renditions.all()) == old
    assert all(stored(old))


def test_image_is_not_replaced_where_the_work_cannot_be_queued(image, monkeypatch):
    old, name = list(image.renditions.all()), image.file.name
    monkeypatch.delitem(jobs._handlers, "media.make_renditions")
    with pytest.raises(KeyError):
        replace(image)
    assert PortalImage.objects.get(pk=image.pk).file.name == name
    assert list(image.renditions.all()) == old


def test_pdf_that_breaks_its_reader_is_kept_without_a_page_count():
    with pytest.raises(AttributeError) as broken:
        PdfReader(io.BytesIO(DAMAGED))
    assert not isinstance(broken.value, PyPdfError)
    document = factories.DocumentFactory(file=ContentFile(DAMAGED, "hong.pdf"))
    assert (document.page_count, document.size) == (None, len(DAMAGED))
