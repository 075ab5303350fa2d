"""Announcements in the thousands, within seconds, and always the same ones.

Rows are written in bulk, so the tree's columns are filled by hand. Files are shared, and what
is made of files is there: no picture is scaled, no document inspected.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from wagtail.models import Collection, Page

from announcements.models import AnnouncementPage, Category
from media.files import sha256_of
from media.images import RENDITION_SPECS
from media.inspections import DocumentInspection
from media.models import Organisation, PortalDocument, PortalImage, PortalRendition
from media.signatures import roots
from tests import factories

from . import texts

BATCH = 500
FIRST_DAY = datetime(2019, 1, 7, 1, 0, tzinfo=UTC)
WIDTH, HEIGHT = 2000, 1250
# Columns of the child table, in the order of `_announcement`.
_COLUMNS = (
    "page_ptr_id", "summary", "date", "category_id", "illustration_id", "illustration_alt",
    "illustration_caption", "body", "byline", "source", "correction",
)  # fmt: skip


@dataclass(frozen=True)
class Library:
    """What the announcements share."""

    index: Page
    category: Category
    issuer: Organisation
    collection: Collection
    picture: dict[str, Any]
    paper: dict[str, Any]


@transaction.atomic
def generate(count: int) -> Library:
    """Add `count` public announcements of one category, with an image and two documents each."""
    library = _library()
    for first in range(1, count + 1, BATCH):
        numbers = range(first, min(first + BATCH, count + 1))
        images = _images(numbers, library)
        documents = _documents(numbers, library)
        pages = _pages(numbers, library.index)
        _announcements(numbers, pages, images, documents, library)
    Page.objects.filter(pk=library.index.pk).update(numchild=count)
    return library


def _library() -> Library:
    return Library(
        index=factories.IndexFactory(title="Thông báo"),
        category=factories.CategoryFactory(name="Xây dựng Đảng", slug="xay-dung-dang"),
        issuer=factories.OrganisationFactory(name="Huyện ủy Bình Sơn", slug="huyen-uy", code="HU"),
        collection=Collection.get_first_root_node(),
        picture=_stored("original_images/benchmark.jpg", factories.jpeg(), "image/jpeg"),
        paper=_stored("documents/benchmark.pdf", factories.PDF, "application/pdf"),
    )


def _stored(name: str, content: bytes, mime_type: str) -> dict[str, Any]:
    """Store a file; return what its rows hold of it."""
    file = ContentFile(content)
    default_storage.delete(name)
    return {
        "file": default_storage.save(name, file),
        "file_size": len(content),
        "sha256": sha256_of(file),
        "mime_type": mime_type,
    }


def _images(numbers: range, library: Library) -> list[PortalImage]:
    images = PortalImage.objects.bulk_create(
        PortalImage(
            title=f"Ảnh {number}",
            description="Hội nghị triển khai nghị quyết tại huyện Bình Sơn",
            original_name=f"anh-{number}.jpg",
            width=WIDTH,
            height=HEIGHT,
            collection=library.collection,
            created_at=_day(number),
            **library.picture,
        )
        for number in numbers
    )
    PortalRendition.objects.bulk_create(
        PortalRendition(
            image=image,
            filter_spec=spec,
            file=f"images/anh-{number}.{spec.replace('|', '.')}",
            width=int(spec.split("|")[0].removeprefix("width-")),
            height=HEIGHT * int(spec.split("|")[0].removeprefix("width-")) // WIDTH,
        )
        for number, image in zip(numbers, images, strict=True)
        for spec in RENDITION_SPECS.values()
    )
    return images


def _documents(numbers: range, library: Library) -> list[tuple[PortalDocument, PortalDocument]]:
    """Add a signed official document and a file without a number for each announcement."""
    documents = PortalDocument.objects.bulk_create(
        document
        for number in numbers
        for document in (_official(number, library), _enclosure(number, library))
    )
    digest = roots.load(settings.SIGNATURE_TRUST_ROOTS).digest
    DocumentInspection.objects.bulk_create(
        DocumentInspection(
            document=document,
            sha256=document.sha256,
            status=document.signature_status,
            roots=digest,
            has_text=True,
        )
        for document in documents
    )
    return list(zip(documents[::2], documents[1::2], strict=True))


def _official(number: int, library: Library) -> PortalDocument:
    return PortalDocument(
        title=f"Kế hoạch số {number}-KH/HU",
        original_name=f"KH {number}.signed.pdf",
        number=f"{number}-KH/HU",
        kind="KH",
        issued_on=_day(number).date(),
        issuer=library.issuer,
        signed_by="Nguyễn Văn A",
        abstract=texts.title(number),
        page_count=6,
        signature_status="trusted",
        signatures=texts.signatures(),
        collection=library.collection,
        created_at=_day(number),
        **library.paper,
    )


def _enclosure(number: int, library: Library) -> PortalDocument:
    return PortalDocument(
        title=f"Phụ lục {number}",
        original_name=f"Phu luc {number}.pdf",
        page_count=2,
        signature_status="unsigned",
        collection=library.collection,
        created_at=_day(number),
        **library.paper,
    )


def _pages(numbers: range, index: Page) -> list[Page]:
    content_type = ContentType.objects.get_for_model(AnnouncementPage)
    return Page.objects.bulk_create(
        Page(
            path=Page._get_path(index.path, index.depth + 1, number),
            depth=index.depth + 1,
            title=texts.title(number),
            draft_title=texts.title(number),
            slug=f"tin-{number}",
            url_path=f"{index.url_path}tin-{number}/",
            content_type=content_type,
            locale=index.locale,
            translation_key=texts.identity(f"announcement {number}"),
            live=True,
            first_published_at=_day(number),
            last_published_at=_day(number),
        )
        for number in numbers
    )


def _announcements(
    numbers: range,
    pages: list[Page],
    images: list[PortalImage],
    documents: list[tuple[PortalDocument, PortalDocument]],
    library: Library,
) -> None:
    """Add the rows of the child table: `bulk_create` knows no model of two tables."""
    columns = ", ".join(map(connection.ops.quote_name, _COLUMNS))
    values = ", ".join(["%s"] * len(_COLUMNS))
    table = connection.ops.quote_name(AnnouncementPage._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({values})",
            _rows(numbers, pages, images, documents, library),
        )


def _rows(
    numbers: range,
    pages: list[Page],
    images: list[PortalImage],
    documents: list[tuple[PortalDocument, PortalDocument]],
    library: Library,
) -> Iterator[tuple]:
    for number, page, image, pair in zip(numbers, pages, images, documents, strict=True):
        is_illustrated = number % 2 == 1
        papers = [(document.pk, document.number or document.title) for document in pair]
        yield (
            page.pk,
            texts.title(number),
            connection.ops.adapt_datetimefield_value(_day(number)),
            library.category.pk,
            image.pk if is_illustrated else None,
            "",
            "Ảnh minh họa" if is_illustrated else "",
            texts.body(number, None if is_illustrated else image.pk, papers),
            "PVH",
            "",
            "",
        )


def _day(number: int) -> datetime:
    return FIRST_DAY + timedelta(hours=9 * number)
