"""What the feed tells when images and documents change, and what shows them."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from taggit.models import Tag
from wagtail.models import Collection
from wagtail_factories import CollectionFactory

from media.models import PortalDocument, PortalImage
from portal.syndication.models import Mark
from tests import factories

from .reader import Reader, deletes, upserts

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection():
    return CollectionFactory(name="Tin tức", parent=Collection.get_first_root_node())


@pytest.fixture
def image(collection):
    return factories.ImageFactory(collection=collection)


@pytest.fixture
def document(collection):
    return factories.DocumentFactory(collection=collection)


@pytest.fixture(params=["image", "document"])
def member(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def showing(image, document):
    """An announcement that shows the image and the document."""
    return factories.AnnouncementFactory(
        illustration=image,
        illustration_alt="Ảnh",
        body=[("document", {"document": document, "text": ""})],
    )


@pytest.fixture
def private():
    return factories.PrivateCollectionFactory()


def fresh(member):
    return type(member).objects.get(pk=member.pk)


def shown_by(page):
    return page.illustration, page.body[0].value["document"]


def move_to(target, collection):
    found, place = (Collection.objects.get(pk=one.pk) for one in (collection, target))
    found.move(place, pos="sorted-child")


def rename(member):
    member.title = "Tên khác"
    member.save()


def replace(member):
    if isinstance(member, PortalImage):
        member.file = ContentFile(factories.jpeg(80, 60), "khac.jpg")
    else:
        member.file = ContentFile(factories.pdf("Khác"), "khac.pdf")
    member.save()


def tag(member):
    member.tags.add("lúa")


def update(member):
    type(member).objects.filter(pk=member.pk).update(title="Tên khác")


def write_sql(member):
    table = type(member)._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET title = 'Khác' WHERE id = %s", [member.pk])


@pytest.mark.parametrize("change", [rename, replace, tag, update, write_sql])
def test_change_comes_with_what_shows_it(member, showing, change):
    reader = Reader()
    change(fresh(member))
    assert reader.changes() == sorted(upserts(member) + upserts(showing))


def test_new_one_comes(collection):
    reader = Reader()
    image, document = factories.ImageFactory(), factories.DocumentFactory()
    assert reader.changes() == upserts(document, image)


def test_what_is_saved_as_it_was_gives_no_new_cursor(member, showing):
    reader = Reader()
    fresh(member).save()
    Mark.objects.create(key=f"{type(member)._meta.db_table}:{member.pk}")
    assert reader.changes() == []


def test_deleted_one_goes(member, showing):
    reader = Reader()
    gone = deletes(member)
    fresh(member).delete()
    assert reader.changes() == gone + upserts(showing)


def test_renamed_tag_comes_with_all_that_have_it(image, document, showing):
    factories.ImageFactory()
    for member in (image, document):
        member.tags.add("lúa")
    reader = Reader()
    found = Tag.objects.get(name="lúa")
    found.name = "Lúa gạo"
    found.save()
    assert reader.changes() == upserts(showing, document, image)
    found.delete()
    assert reader.changes() == upserts(showing, document, image)


@pytest.mark.parametrize("action", ["add_to_collection", "add_tags", "delete"])
def test_bulk_actions_of_the_admin_come(admin_client, member, showing, action):
    make = factories.ImageFactory if isinstance(member, PortalImage) else factories.DocumentFactory
    second = make()
    reader = Reader()
    gone = deletes(member, second) + upserts(showing)
    expected = upserts(showing, member, second) if action == "add_tags" else gone
    path = f"/admin/bulk/media/{type(member)._meta.model_name}/{action}/"
    data = {"collection": factories.PrivateCollectionFactory().pk, "tags": "lúa"}
    answer = admin_client.post(f"{path}?id={member.pk}&id={second.pk}&next=/admin/", data)
    assert answer.status_code == 302, answer.content
    assert reader.changes() == expected


# Collections


def test_what_moves_into_a_private_collection_goes_and_comes_back(member, showing, private):
    reader = Reader()
    home = member.collection
    member.collection = private
    member.save()
    assert reader.changes() == deletes(member) + upserts(showing)
    member.collection = home
    member.save()
    assert reader.changes() == sorted(upserts(member, showing))


def test_move_between_public_collections_changes_nothing(member, showing):
    reader = Reader()
    type(member).objects.filter(pk=member.pk).update(collection=Collection.get_first_root_node())
    assert reader.changes() == []


def lock(client, collection, kind):
    path = reverse("wagtailadmin_collections:set_privacy", args=[collection.pk])
    assert client.post(path, {"restriction_type": kind}).status_code == 200


@pytest.mark.parametrize("level", ["own", "above"])
def test_privacy_of_a_collection(admin_client, collection, showing, level):
    locked = collection
    if level == "above":
        locked = CollectionFactory(name="Kho", parent=Collection.get_first_root_node())
        move_to(locked, collection)
    reader = Reader()
    lock(admin_client, locked, "login")
    assert reader.changes() == deletes(*shown_by(showing)) + upserts(showing)
    lock(admin_client, locked, "none")
    assert reader.changes() == upserts(showing, *shown_by(showing))


def test_restriction_that_is_put_on_another_collection(collection, image, private):
    inside = factories.DocumentFactory(collection=private)
    reader = Reader()
    private.view_restrictions.update(collection=collection)
    assert reader.changes() == deletes(image) + upserts(inside)


def move_by_code(client, collection, target):
    move_to(target, collection)


def move_in_the_admin(client, collection, target):
    path = reverse("wagtailadmin_collections:edit", args=[collection.pk])
    answer = client.post(path, {"name": collection.name, "parent": target.pk})
    assert answer.status_code == 302


@pytest.mark.parametrize("move", [move_by_code, move_in_the_admin])
def test_moved_collection(admin_client, collection, showing, private, move):
    reader = Reader()
    move(admin_client, collection, private)
    assert reader.changes() == deletes(*shown_by(showing)) + upserts(showing)
    move(admin_client, collection, Collection.get_first_root_node())
    assert reader.changes() == upserts(showing, *shown_by(showing))


def test_name_of_a_collection_is_nobodys_business(collection, image):
    Reader()
    collection.name = "Khác"
    collection.save()
    assert not Mark.objects.exists()


# What is said of documents and images elsewhere


def cited(client, page):
    citations = client.get(f"/api/v2/pages/{page.pk}/").json()["citations"]
    return [one["document"] and one["document"]["id"] for one in citations]


@pytest.mark.parametrize("spelling", ["9-KH/HU", "09-KH/HU"])
def test_document_whose_number_a_page_cites(client, private, spelling):
    text = "<p>Kế hoạch số 9-KH/HU ngày 06/12/2021</p>"
    page = factories.AnnouncementFactory(body=[("paragraph", text)])
    reader = Reader()
    assert cited(client, page) == [None]
    new = factories.DocumentFactory(number=spelling, issued_on="2021-12-06")
    assert reader.changes() == upserts(page, new)
    assert cited(client, page) == [new.pk]
    PortalDocument.objects.filter(pk=new.pk).update(collection=private)
    assert reader.changes() == deletes(new) + upserts(page)
    assert cited(client, page) == [None]
    PortalDocument.objects.filter(pk=new.pk).update(collection=Collection.get_first_root_node())
    assert reader.changes() == upserts(page, new)
    PortalDocument.objects.filter(pk=new.pk).update(number="60-KH/HU")
    assert reader.changes() == upserts(page, new)
    assert cited(client, page) == [None]


def test_second_document_with_a_cited_number(client):
    page = factories.AnnouncementFactory(body=[("paragraph", "<p>Kế hoạch số 59-KH/HU</p>")])
    one = factories.DocumentFactory(number="59-KH/HU", issued_on="2021-12-06")
    reader = Reader()
    assert cited(client, page) == [one.pk]
    other = factories.DocumentFactory(number="59-KH/HU", issued_on="2020-12-06")
    assert reader.changes() == upserts(page, other)
    assert cited(client, page) == [None]


def test_successor_shows_in_the_document_that_it_replaces(document, showing, private):
    successor = factories.DocumentFactory(number="60-KH/HU")
    factories.DocumentFactory()
    reader = Reader()
    PortalDocument.objects.filter(pk=document.pk).update(superseded_by=successor)
    assert reader.changes() == upserts(showing, document)
    PortalDocument.objects.filter(pk=successor.pk).update(number="61-KH/HU")
    assert reader.changes() == sorted(upserts(showing) + upserts(document, successor))
    PortalDocument.objects.filter(pk=successor.pk).update(collection=private)
    assert reader.changes() == deletes(successor) + upserts(showing, document)
    fresh(successor).delete()
    assert reader.changes() == []


def test_findings_of_an_inspection_come(document, showing):
    reader = Reader()
    PortalDocument.objects.filter(pk=document.pk).update(page_count=3, signature_status="unsigned")
    assert reader.changes() == upserts(showing, document)


def test_removed_renditions_are_made_again_before_they_are_named(client, image):
    reader = Reader()
    for rendition in image.renditions.all():
        rendition.delete()
    reader.changes()
    shown = client.get(f"/api/v2/images/{image.pk}/").json()["renditions"]
    assert len(shown) == 4
    for rendition in shown.values():
        path = rendition["url"].removeprefix("http://localhost")
        assert client.get(path).status_code == 200


def test_what_editors_alone_see_makes_no_mark(member):
    Reader()
    type(member).objects.update(uploaded_by_user=factories.UserFactory())
    assert not Mark.objects.exists()
