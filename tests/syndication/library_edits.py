"""Edits of images and documents: their words, files, tags and collections."""

from datetime import date
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import QuerySet
from taggit.models import Tag
from wagtail.documents.views.bulk_actions import AddTagsBulkAction as TagDocuments
from wagtail.documents.views.bulk_actions import AddToCollectionBulkAction as CollectDocuments
from wagtail.documents.views.bulk_actions import DeleteBulkAction as DeleteDocuments
from wagtail.images.views.bulk_actions import AddTagsBulkAction as TagImages
from wagtail.images.views.bulk_actions import AddToCollectionBulkAction as CollectImages
from wagtail.images.views.bulk_actions import DeleteBulkAction as DeleteImages
from wagtail.models import Collection

from media.models import Organisation, PortalDocument, PortalImage, SignatureStatus
from tests import factories

from .edits import NothingToDoError, edit, one_of, several_of
from .words import NUMBERS, is_hidden, picture, some, words

MOST_MEMBERS = 40
TAGS = ("lua", "bien", "nui", "hop", "le-hoi", "thi-dua")


def _members(rng: Random) -> QuerySet:
    return rng.choice([PortalImage, PortalDocument]).objects.all()


def _room(model: type) -> None:
    if model.objects.count() > MOST_MEMBERS:
        raise NothingToDoError


def _collection(rng: Random) -> Collection:
    return one_of(rng, Collection.objects.all())


def _public(found: QuerySet) -> QuerySet:
    return found.filter(pk__in=[member.pk for member in found if not is_hidden(member)])


def _write(rng: Random, member: Any) -> None:
    hidden = bool(member.pk) and is_hidden(member)
    member.title = words(rng, hidden=hidden)
    if isinstance(member, PortalImage):
        member.description = words(rng, hidden=hidden)
        return
    member.abstract = words(rng, hidden=hidden)
    member.number = rng.choice(["", *NUMBERS])
    member.kind = member.number[-5:-3] if member.number.endswith("-KH/HU") else ""
    member.issued_on = rng.choice([None, date(2021, 12, 6), date(2020, 2, 18)])
    member.issuer = some(rng, Organisation.objects.all())
    member.superseded_by = some(rng, PortalDocument.objects.exclude(pk=member.pk))


@edit(share=2)
def create_image(rng: Random) -> None:
    """Add an image to a collection, private or not."""
    _room(PortalImage)
    file = ContentFile(picture(rng), "anh.jpg")
    image = PortalImage(title="Ảnh", file=file, collection=_collection(rng))
    image.save()
    _write(rng, image)
    image.save()


@edit(share=2)
def create_document(rng: Random) -> None:
    """Add a document to a collection, private or not."""
    _room(PortalDocument)
    file = ContentFile(factories.PDF, f"van ban {rng.randrange(10**6)}.pdf")
    document = PortalDocument(title="Văn bản", file=file, collection=_collection(rng))
    document.save()
    _write(rng, document)
    document.save()


@edit(share=2)
def save_image(rng: Random) -> None:
    """Save an image with other words."""
    image = one_of(rng, PortalImage.objects.all())
    _write(rng, image)
    image.save()


@edit(share=3)
def save_document(rng: Random) -> None:
    """Save a document with other words, number, issuer and successor."""
    document = one_of(rng, PortalDocument.objects.all())
    _write(rng, document)
    document.save()


@edit()
def replace_image(rng: Random) -> None:
    """Put another picture in the place of one."""
    image = one_of(rng, PortalImage.objects.all())
    image.file = ContentFile(picture(rng), f"anh {rng.randrange(10**6)}.jpg")
    image.save()


@edit()
def crop_image(rng: Random) -> None:
    """Say which part of an image matters: its renditions are others."""
    image = one_of(rng, PortalImage.objects.all())
    image.focal_point_x = image.focal_point_y = 2
    image.focal_point_width = image.focal_point_height = rng.randint(1, 3)
    image.save()


@edit()
def replace_document(rng: Random) -> None:
    """Put another file in the place of one."""
    document = one_of(rng, PortalDocument.objects.all())
    file = factories.pdf(f"Ban {rng.randrange(10**6)}")
    document.file = ContentFile(file, f"van ban {rng.randrange(10**6)}.pdf")
    document.save()


@edit()
def inspect_document(rng: Random) -> None:
    """Write down what has been found out about a file, as the worker does."""
    document = one_of(rng, PortalDocument.objects.all())
    PortalDocument.objects.filter(pk=document.pk).update(
        page_count=rng.randint(1, 99), signature_status=rng.choice(SignatureStatus.values)
    )


@edit(share=2)
def delete_image(rng: Random) -> None:
    """Delete an image, or several with the admin's bulk action."""
    found = several_of(rng, PortalImage.objects.all(), most=2)
    if len(found) == 1:
        found[0].delete()
    else:
        DeleteImages.execute_action(found)


@edit(share=2)
def delete_document(rng: Random) -> None:
    """Delete a document, or several with the admin's bulk action."""
    found = several_of(rng, PortalDocument.objects.all(), most=2)
    if len(found) == 1:
        found[0].delete()
    else:
        DeleteDocuments.execute_action(found)


@edit()
def tag(rng: Random) -> None:
    """Give an image or document other tags."""
    member = one_of(rng, _members(rng))
    if rng.random() < 0.3:
        member.tags.clear()
    else:
        member.tags.set(rng.sample(TAGS, rng.randint(0, 3)))


@edit()
def tag_in_bulk(rng: Random) -> None:
    """Add tags with the admin's bulk actions."""
    found = several_of(rng, _members(rng))
    action = TagImages if isinstance(found[0], PortalImage) else TagDocuments
    action.execute_action(found, tags=rng.sample(TAGS, 2))


@edit()
def rename_tag(rng: Random) -> None:
    """Give a tag another name."""
    renamed = one_of(rng, Tag.objects.all())
    renamed.name = f"{rng.choice(TAGS)} {rng.randrange(1000)}"
    renamed.save()


@edit()
def delete_tag(rng: Random) -> None:
    """Delete a tag."""
    one_of(rng, Tag.objects.all()).delete()


@edit(opens=True, share=2)
def move_member(rng: Random) -> None:
    """Save an image or document in another collection."""
    member = one_of(rng, _members(rng))
    member.collection = _collection(rng)
    member.save()


@edit(opens=True, share=2)
def collect_in_bulk(rng: Random) -> None:
    """Move several to another collection with the admin's bulk actions."""
    found = several_of(rng, _members(rng))
    action = CollectImages if isinstance(found[0], PortalImage) else CollectDocuments
    action.execute_action(found, collection=_collection(rng))


@edit()
def update_members(rng: Random) -> None:
    """Give public images or documents another title with a query."""
    found = several_of(rng, _public(_members(rng)))
    ids = [member.pk for member in found]
    type(found[0]).objects.filter(pk__in=ids).update(title=words(rng, hidden=False))


@edit()
def write_member_sql(rng: Random) -> None:
    """Give a public document another number by hand."""
    document = one_of(rng, _public(PortalDocument.objects.all()))
    with connection.cursor() as cursor:
        statement = "UPDATE media_portaldocument SET number = %s WHERE id = %s"
        cursor.execute(statement, [rng.choice(NUMBERS), document.pk])
