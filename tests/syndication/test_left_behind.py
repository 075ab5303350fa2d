"""What was withdrawn for good stays in the feed and holds up nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page, Site

from home.models import HomePage
from portal.syndication import builder, store, writing
from portal.syndication.builder import drain
from portal.syndication.models import REPRESENTATION, PublishedItem
from portal.syndication.reconciling import Reconciler
from tests import factories
from tests.factories import restrict

pytestmark = pytest.mark.django_db

FEED = "/api/v2/changes/"
LIST = "/api/v2/pages/?type=home.HomePage&fields=*"


def end_of_feed(client):
    return client.get(FEED).json()["meta"]["next"]


def test_expiry_of_what_is_deleted_is_nobodys_business(client):
    page = factories.AnnouncementFactory(expire_at=timezone.now() + timedelta(hours=1))
    drain()
    before = end_of_feed(client)
    page.unpublish()
    drain()
    page.delete()
    drain()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        answer = client.get(f"{FEED}?since={before}").json()
    assert not answer["meta"]["more"]
    assert [(item["action"], item["id"]) for item in answer["items"]] == [("delete", page.pk)]


def test_other_version_of_the_representation_needs_nothing_of_what_is_deleted(client, monkeypatch):
    page = factories.AnnouncementFactory()
    drain()
    before = end_of_feed(client)
    page.delete()
    drain()
    for module in (builder, store, writing):
        monkeypatch.setattr(module, "REPRESENTATION", REPRESENTATION + 1)
    drain()
    tracked = PublishedItem.objects.filter(is_tracked=True)
    assert set(tracked.values_list("schema", flat=True)) == {REPRESENTATION + 1}
    answer = client.get(f"{FEED}?since={before}").json()
    assert not answer["meta"]["more"]
    assert [(item["action"], item["id"]) for item in answer["items"]] == [("delete", page.pk)]


def test_lists_are_kept_beside_what_is_deleted(client, django_assert_max_num_queries):
    page = factories.AnnouncementFactory(expire_at=timezone.now() + timedelta(hours=1))
    drain()
    page.delete()
    drain()
    client.get(LIST)
    with (
        time_machine.travel(timezone.now() + timedelta(hours=2)),
        django_assert_max_num_queries(3),
    ):
        assert client.get(LIST).status_code == 200


def test_host_that_comes_to_another_site_sends_its_readers_back_to_the_beginning(client):
    """The other site's feed tells nothing of what they hold."""
    page = factories.AnnouncementFactory()
    drain()
    site = page.get_site()
    before = end_of_feed(client)
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    Site.objects.filter(pk=site.pk).update(hostname="cu.test", is_default_site=False)
    Site.objects.create(hostname=site.hostname, root_page=home, is_default_site=True)
    drain()
    assert client.get(f"{FEED}?since={before}").status_code == 410
    held = {item["id"] for item in client.get(FEED).json()["items"]}
    assert home.pk in held
    assert page.pk not in held
    elsewhere = client.get(f"{FEED}?since={before}", headers={"host": "cu.test"})
    assert page.pk in {item["id"] for item in elsewhere.json()["items"]}


def test_what_is_withdrawn_may_move_unseen():
    """Its ancestors decide nothing as long as it is not live."""
    page = factories.AnnouncementFactory()
    drain()
    page.unpublish()
    drain()
    page.refresh_from_db()
    page.move(factories.IndexFactory(), pos="last-child")
    drain()
    assert Reconciler(is_full=True, mends=False).run().problems == []
    restrict(page.get_parent())
    type(page).objects.filter(pk=page.pk).update(live=True)
    drain()
    assert Reconciler(is_full=True, mends=False).run().problems == []
    assert not PublishedItem.objects.get(endpoint="pages", object_id=page.pk).is_public
