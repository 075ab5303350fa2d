"""Who sees the files of private collections."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import CollectionViewRestriction, GroupCollectionPermission

from media.models import PortalDocument, PortalImage
from portal.roles import WRITERS
from tests import factories

from .files import KINDS, addresses, body, text_document

pytestmark = pytest.mark.django_db


# What is not shown


def told(response):
    # Django sets no clock on an answer, so all of it can be compared.
    return response.status_code, response.content, dict(response.items()), dict(response.cookies)


def password_holder(collection):
    """Return a client whose session says, as Wagtail writes it, that the password was right."""
    client = Client()
    session = client.session
    key = CollectionViewRestriction.passed_view_restrictions_session_key
    session[key] = [restriction.pk for restriction in collection.view_restrictions.all()]
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("restriction", "who"),
    [
        ("login", "anonymous"),
        ("login", "password holder"),
        ("password", "anonymous"),
        ("password", "password holder"),
        ("password", "reader"),
        ("groups", "anonymous"),
        ("groups", "password holder"),
        ("groups", "reader"),
    ],
)
@pytest.mark.parametrize("place", ["itself", "below"])
def test_private_file_answers_exactly_like_a_missing_one(kind, restriction, who, place):
    collection = factories.PrivateCollectionFactory()
    collection.view_restrictions.update(restriction_type=restriction, password="bi mat")
    within = collection if place == "itself" else collection.add_child(name="Con")
    url = addresses(within)[kind]
    client = Client()
    if who == "password holder":
        client = password_holder(collection)
    elif who == "reader":
        client.force_login(factories.UserFactory())
    folder = url.rpartition("/")[0]
    conditions = {"If-None-Match": "*", "Range": "bytes=0-1"}
    asked = [(url, {}), (url, conditions), (f"{folder}/khac.pdf", {})]
    private = [told(client.get(address, headers=headers)) for address, headers in asked]
    PortalImage.objects.all().delete()
    PortalDocument.objects.all().delete()
    missing = [told(client.get(address, headers=headers)) for address, headers in asked]
    assert private == missing
    assert {answer[0] for answer in private} == {404}
    assert {answer[2]["Cache-Control"] for answer in private} == {"no-store"}


@pytest.mark.parametrize("kind", KINDS)
def test_editor_sees_private_files_that_no_cache_keeps(client, kind):
    url = addresses(factories.PrivateCollectionFactory())[kind]
    client.force_login(factories.UserFactory(role=WRITERS))
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers
    part = client.get(url, headers={"Range": "bytes=0-1"})
    assert (part.status_code, len(body(part))) == (206, 2)


def test_file_is_gone_when_its_collection_becomes_private(client):
    collection = factories.PrivateCollectionFactory()
    collection.view_restrictions.all().delete()
    document = text_document(collection=collection)
    known = client.get(document.url).headers["ETag"]
    collection.view_restrictions.create(restriction_type="login")
    assert client.get(document.url, headers={"If-None-Match": known}).status_code == 404


# To whom it is shown


@pytest.fixture
def office():
    """A group that works in the admin, and has no right over any collection."""
    group = Group.objects.create(name="Văn phòng")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


@pytest.fixture
def collection():
    return factories.PrivateCollectionFactory()


def member_of(*groups):
    user = factories.UserFactory()
    user.groups.add(*groups)
    return user


def open_to(collection, *groups):
    restriction = collection.view_restrictions.get()
    restriction.restriction_type = "groups"
    restriction.save()
    restriction.groups.set(groups)


def allow(group, codename, collection):
    GroupCollectionPermission.objects.create(
        group=group,
        collection=collection,
        permission=Permission.objects.get(codename=codename),
    )


def status(client, user, collection, kind):
    client.force_login(user)
    response = client.get(addresses(collection)[kind])
    kept = "private, no-store" if response.status_code == 200 else "no-store"
    assert response.headers["Cache-Control"] == kept
    return response.status_code


@pytest.mark.parametrize("kind", KINDS)
def test_group_of_the_restriction_sees_its_files_and_no_other_does(
    client, office, collection, kind
):
    board = Group.objects.create(name="Thường vụ")
    open_to(collection, board)
    assert status(client, member_of(board), collection, kind) == 200
    assert status(client, member_of(office), collection, kind) == 404


@pytest.mark.parametrize("kind", KINDS)
def test_every_restriction_counts_those_above_too(client, office, collection, kind):
    open_to(collection, Group.objects.create(name="Thường vụ"))
    below = collection.add_child(name="Con")
    below.view_restrictions.create(restriction_type="login")
    assert status(client, member_of(office), below, kind) == 404


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_logged_in_passes_a_restriction_that_asks_for_no_more(client, collection, kind):
    assert status(client, factories.UserFactory(), collection, kind) == 200


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("action", ["choose", "change"])
@pytest.mark.parametrize("place", ["itself", "above", "beside"])
def test_right_over_the_collection_opens_its_files(client, office, kind, action, place):
    collection, beside = factories.PrivateCollectionFactory.create_batch(2)
    open_to(collection)
    where = {"itself": collection, "above": collection.get_parent(), "beside": beside}[place]
    allow(office, f"{action}_{'document' if kind == 'document' else 'image'}", where)
    expected = 404 if place == "beside" else 200
    assert status(client, member_of(office), collection, kind) == expected


def test_right_over_documents_opens_no_image(client, office, collection):
    open_to(collection)
    allow(office, "choose_document", collection)
    assert status(client, member_of(office), collection, "original") == 404
    assert status(client, member_of(office), collection, "rendition") == 404


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", [{"role": WRITERS}, {"is_superuser": True}])
def test_who_works_with_all_files_sees_those_of_any_restriction(client, collection, kind, values):
    open_to(collection)
    assert status(client, factories.UserFactory(**values), collection, kind) == 200


@pytest.mark.parametrize("kind", KINDS)
def test_user_who_was_shut_out_sees_nothing(client, collection, kind):
    user = factories.UserFactory(role=WRITERS)
    client.force_login(user)
    user.is_active = False
    user.save()
    assert client.get(addresses(collection)[kind]).status_code == 404
