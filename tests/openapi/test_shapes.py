"""Everything that the API answers has the shapes of the contract, read strictly."""

import pytest
from django.core.management import call_command
from django.test import override_settings
from pydantic import ValidationError
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from media.shapes import Document, Image, Signature
from portal.blocks import BodyBlock
from portal.blocks.shapes import BodyBlock as BodyBlockShape
from portal.models import PortalSettings
from portal.openapi.answers import detail_of, endpoints, page_shapes, partial
from portal.syndication.builder import drain
from portal.syndication.models import PublishedItem
from tests import factories
from tests.english import ALL, translate

from . import API
from .reading import check_error, check_everything, lists, read
from .writing import Writer

pytestmark = pytest.mark.django_db

SEEDS = range(3)


def stored_items_are_read():
    """Read the bytes of every stored item with the shape of its type."""
    shapes = page_shapes()
    for item in PublishedItem.objects.filter(is_public=True):
        read(shapes.get(item.type, endpoints()[item.endpoint].shape), item.content)
    return set(PublishedItem.objects.filter(is_public=True).values_list("type", flat=True))


def test_demonstration_in_the_store_and_made_anew(client):
    call_command("load_demo", port=80, verbosity=0)
    drain()
    types = page_shapes().keys() - {"wagtailcore.Page"}
    assert types <= stored_items_are_read()
    assert types <= check_everything(client)


@pytest.mark.parametrize("seed", SEEDS)
def test_pages_with_everything_that_they_can_hold(client, seed):
    writer = Writer(seed, factories.IndexFactory())
    pages = [writer.announcement() for _ in range(5)]
    standard = factories.StandardPageFactory(body=writer.body())
    for page in (writer.home(), writer.contacts(), standard, *pages[:2]):
        page.copy_for_translation(factories.english(), copy_parents=True).save_revision().publish()
    pages[2].create_alias(parent=factories.IndexFactory())
    pages[3].delete()
    Redirect.add_redirect("/cu", standard)
    Redirect.add_redirect("/ngoai", "https://quangngai.gov.vn/Thông báo")
    image = factories.ImageFactory()
    PortalSettings.objects.create(site=Site.objects.get(), logo=image)
    made_anew = check_everything(client)
    drain()
    assert stored_items_are_read() <= made_anew
    assert check_everything(client) == made_anew


def test_translated_page(client):
    writer = Writer(7, factories.IndexFactory())
    translate(writer.announcement(), ALL)
    assert "announcements.AnnouncementPage" in check_everything(client)
    assert client.get(f"{API}/pages/?locale=en").json()["meta"]["total_count"] >= 1


def test_empty_portal(client):
    check_everything(client)


def test_site_without_a_page_type_of_its_own(client):
    root = Page.get_first_root_node().add_child(instance=Page(title="Gốc", slug="goc"))
    Site.objects.create(hostname="goc.test", root_page=root)
    answer = client.get(f"{API}/pages/{root.pk}/?site=goc.test")
    assert read(page_shapes()["wagtailcore.Page"], answer.content).id == root.pk
    child = root.add_child(instance=factories.AnnouncementFactory.build(title="x", slug="x"))
    answer = client.get(f"{API}/pages/{child.pk}/?site=goc.test")
    assert read(detail_of("pages"), answer.content).meta.parent.meta.type == "wagtailcore.Page"


def test_image_whose_file_is_lost(client):
    image = factories.ImageFactory()
    image.file.storage.delete(image.file.name)
    assert read(Image, client.get(f"{API}/images/{image.pk}/").content).renditions.jpeg is None


@pytest.mark.parametrize("query", ["", "fields=*", "fields=", "fields=title", "_=1"])
def test_whole_object(client, query):
    page = factories.AnnouncementFactory()
    answer = client.get(f"{API}/pages/{page.pk}/?{query}")
    assert read(detail_of("pages"), answer.content).id == page.pk


@pytest.mark.parametrize(
    "query", ["fields=_", "fields=_,title,slug", "fields=-title", "fields=*,-body,-type"]
)
def test_part_of_an_object(client, query):
    page = factories.AnnouncementFactory()
    answer = client.get(f"{API}/pages/{page.pk}/?{query}")
    read(partial("pages"), answer.content)
    with pytest.raises(ValidationError):
        read(detail_of("pages"), answer.content)


def test_withdrawals_in_the_feed(client):
    page = factories.AnnouncementFactory()
    drain()
    since = client.get(f"{API}/changes/?limit=500").json()["meta"]["next"]
    page.unpublish()
    drain()
    answer = client.get(f"{API}/changes/?since={since}")
    found = read(detail_of("changes"), answer.content)
    assert "delete" in {item.action for item in found.items}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("pages/?nothing=1", 400),
        ("pages/?type=home.Nothing", 400),
        ("pages/?published_after=x", 400),
        ("pages/0/", 404),
        ("pages/x/", 404),
        ("pages/find/?html_path=/x/", 404),
        ("nothing/", 404),
        ("site/?site=nothing.test", 404),
        ("visits/?ids=x", 400),
        ("changes/?since=1.0123456789abcdef", 410),
        ("openapi.json?nothing=1", 400),
    ],
)
def test_errors(client, path, status):
    assert check_error(client.get(f"{API}/{path}"), status)


def test_errors_that_are_no_matter_of_the_question(client):
    for path in ("pages/", "openapi.json"):
        check_error(client.post(f"{API}/{path}"), 405)
        check_error(client.get(f"{API}/{path}", headers={"accept": "text/html"}), 406)
        with override_settings(API_RATE="1/day"):
            client.get(f"{API}/{path}")
            check_error(client.get(f"{API}/{path}"), 429)


def test_every_block_has_a_shape():
    union = BodyBlockShape.__value__.__args__[0]
    shapes = {block.model_fields["type"].annotation.__args__[0] for block in union.__args__}
    assert shapes == set(BodyBlock().child_blocks)


def test_shapes_are_strict(client):
    document = factories.DocumentFactory()
    content = client.get(f"{API}/documents/{document.pk}/").content
    read(Document, content)
    for right, wrong in (
        (b'"number":""', b'"number":null'),
        (b'"number":""', b'"number":"","more":""'),
        (b'"signatures":[]', b'"signatures":null'),
        (b'"signatures":[],', b""),
        (b'"media.PortalDocument"', b'"media.PortalImage"'),
    ):
        assert right in content or right.rstrip(b",") in content
        with pytest.raises(ValidationError):
            read(Document, content.replace(right, wrong).replace(right.rstrip(b","), wrong))


def test_signature_has_every_field_of_the_contract():
    assert {"signer", "signed_at", "timestamped", "reason"} <= Signature.model_fields.keys()
    assert len([*lists()]) > len(endpoints())
