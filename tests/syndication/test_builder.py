"""The builder: one at a time, never in the way, and the feed that stops before what waits."""

import sqlite3
from contextlib import closing, contextmanager
from datetime import timedelta

import psycopg2
import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from announcements.models import AnnouncementPage
from portal.syndication import builder
from portal.syndication.locking import BUILDER_LOCK_KEY, BusyError
from portal.syndication.models import Mark, PublishedItem
from tests import factories

from .pages import public_pages, rename
from .reader import Reader, get, page_of, upserts


@contextmanager
def another_builder(portal):
    """Hold the lock of the builder of `portal` in another connection."""
    url = portal.database_url
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.rollback()
        return
    with closing(psycopg2.connect(url)) as other:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BUILDER_LOCK_KEY])
        yield
        other.rollback()


# With a database of their own, outside of a test's transaction


def test_mirror_has_what_waited_during_its_first_pass(client, make_portal):
    portal = make_portal("waiting")
    with portal.orm():
        _index, second, third = public_pages()
        builder.drain()
        whole = page_of(client)[0]
        place = [item["id"] for item in whole].index(second.pk)
        # An edit that leaves the bytes as they were.
        Mark.objects.create(key=f"page-text:{second.pk}")
        copied, since = [], ""
        with another_builder(portal):
            for _ in range(6):
                items, meta = page_of(client, f"limit=1&since={since}")
                copied += [item["id"] for item in items]
                since = meta["next"]
                assert meta["more"]
            assert copied == [item["id"] for item in whole[:place]]
            assert page_of(client, f"since={since}") == ([], {"next": since, "more": True})
        assert builder.drain() == 1
        more = True
        while more:
            items, meta = page_of(client, f"limit=1&since={since}")
            copied += [item["id"] for item in items]
            since, more = meta["next"], meta["more"]
        assert copied == [item["id"] for item in whole]
        assert page_of(client)[0] == whole
        assert third.pk in copied


def test_feed_lets_the_builder_work(client, make_portal):
    with make_portal("feed").orm():
        page = public_pages()[1]
        builder.drain()
        cursor = page_of(client, "limit=1")[1]["next"]
        AnnouncementPage.objects.filter(pk=page.pk).update(byline="PVH")
        items, meta = page_of(client, f"since={cursor}")
        assert page.pk in [item["id"] for item in items]
        assert not meta["more"]
        assert not Mark.objects.exists()


def test_two_builders_never_build_at_once(make_portal):
    portal = make_portal("busy")
    with portal.orm():
        public_pages()
        with another_builder(portal):
            with pytest.raises(BusyError):
                builder.build_batch(patience=0.1)
            assert builder.work(patience=0.1) == 0
            assert not PublishedItem.objects.exists()
        assert builder.work() == 4


def test_answers_need_no_builder(client, make_portal):
    portal = make_portal("answers")
    with portal.orm():
        page = public_pages()[1]
        builder.drain()
        AnnouncementPage.objects.filter(pk=page.pk).update(title="Mới")
        with another_builder(portal):
            assert client.get(f"/api/v2/pages/{page.pk}/").json()["title"] == "Mới"
            assert get(client).json()["meta"]["more"] is True


def test_what_is_rolled_back_is_not_built(make_portal):
    with make_portal("undone").orm():
        page = public_pages()[1]
        builder.drain()
        with transaction.atomic():
            AnnouncementPage.objects.filter(pk=page.pk).update(title="Mới")
            builder.drain()
            transaction.set_rollback(True)
        assert not builder.is_waiting()
        item = PublishedItem.objects.get(endpoint="pages", object_id=page.pk)
        assert page.title in item.content.decode()


# Within it


@pytest.mark.django_db
def test_what_expires_while_it_is_built_does_not_stay(monkeypatch):
    page = factories.AnnouncementFactory()
    reader = Reader()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page.expire_at = timezone.now() + timedelta(minutes=1)
        page.title = "Mới"
        page.save()
        represent_items = builder.represent_items

        def slowly(items):
            found = represent_items(items)
            clock.shift(timedelta(minutes=2))
            return found

        monkeypatch.setattr(builder, "represent_items", slowly)
        assert [told[0] for told in reader.changes()] == ["delete"]


@pytest.mark.django_db
def test_item_is_dirty_by_the_clock_alone(client):
    page = factories.AnnouncementFactory(expire_at=timezone.now() + timedelta(hours=1))
    builder.drain()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
        listing = "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*"
        assert client.get(listing).json()["items"] == []
        assert builder.is_waiting()


def spoil(page, body='[{"type": "khong-co", "value": "x", "id": "1"}]'):
    """Write by hand what no block of ours reads."""
    with connection.cursor() as cursor:
        statement = "UPDATE announcements_announcementpage SET body = %s WHERE page_ptr_id = %s"
        cursor.execute(statement, [body, page.pk])


@pytest.fixture
def unreadable(monkeypatch):
    """Have pages with the word `hỏng` in their title fail to be represented."""
    from portal.viewsets import PortalPageSerializer

    stock = PortalPageSerializer.to_representation

    def to_representation(self, instance):
        if "hỏng" in instance.title:
            raise RuntimeError(instance.title)
        return stock(self, instance)

    monkeypatch.setattr(PortalPageSerializer, "to_representation", to_representation)


@pytest.mark.django_db
def test_page_that_cannot_be_built_holds_up_no_other(client, unreadable):
    broken, *others = (factories.AnnouncementFactory() for _ in range(4))
    reader = Reader()
    for page in (broken, *others):
        type(page).objects.filter(pk=page.pk).update(
            title="Trang hỏng" if page is broken else "Trang lành"
        )
    builder.drain()
    for page in others:
        assert PublishedItem.objects.get(
            endpoint="pages", object_id=page.pk, stale_since=None
        ).is_public
    # The reader stands behind its old place: it is not in his way, nor told of.
    assert reader.changes() == upserts(*others)
    page = page_of(client)
    assert broken.pk not in [item["id"] for item in page[0]]
    assert page[1]["more"]
    type(broken).objects.filter(pk=broken.pk).update(title="Trang lành")
    assert reader.changes() == upserts(broken)
    assert page_of(client)[1]["more"] is False


@pytest.mark.django_db
def test_page_that_cannot_be_built_is_tried_again(unreadable, monkeypatch):
    page = factories.AnnouncementFactory(title="Trang hỏng")
    reader = Reader()
    assert not builder.is_waiting()
    monkeypatch.undo()
    assert reader.changes() == []
    with time_machine.travel(timezone.now() + builder.RETRY_AFTER + timedelta(seconds=1)):
        assert reader.changes() == upserts(page)


@pytest.mark.django_db
def test_block_that_the_code_no_longer_knows_is_no_reason_to_fail(client):
    page = factories.AnnouncementFactory()
    reader = Reader()
    spoil(page)
    assert reader.changes() == []
    spoil(page, "[]")
    rename(page)
    assert reader.changes() == upserts(page)


@pytest.mark.django_db
def test_pages_without_any_site_wait_for_one(client):
    reader = Reader()
    page = factories.StandardPageFactory(parent=factories.home_page().get_parent(), slug="le")
    assert reader.changes() == []
    assert not builder.is_waiting()
    home = factories.home_page()
    type(page).objects.get(pk=page.pk).move(home, pos="last-child")
    assert reader.changes() == upserts(page)
