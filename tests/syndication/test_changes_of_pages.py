"""What the feed tells when pages change: their text, and whether it is time for it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from portal.queue.clock import publish_scheduled
from portal.syndication import builder
from portal.syndication.models import Mark
from tests import factories
from tests.english import translate

from .pages import body_of, fresh, linking_to
from .reader import Reader, deletes, upserts

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return factories.IndexFactory(title="Thông báo")


@pytest.fixture
def page(index):
    return factories.AnnouncementFactory(title="Đề án số 07", parent=index)


# Text


def test_published_draft_comes(index):
    draft = factories.AnnouncementFactory(parent=index, live=False)
    reader = Reader()
    draft.save_revision().publish()
    assert reader.changes() == upserts(draft)


def test_page_that_is_published_again_comes_with_another_etag(page):
    reader = Reader()
    page.title = "Đề án số 08"
    page.save_revision().publish()
    first = reader.news()
    page.title = "Đề án số 09"
    page.save_revision().publish()
    second = reader.news()
    assert [entry["id"] for entry in (*first, *second)] == [page.pk, page.pk]
    assert first[0]["etag"] != second[0]["etag"]
    assert first[0]["cursor"] != second[0]["cursor"]


def test_title_of_a_list_shows_in_what_is_below_it(index, page):
    reader = Reader()
    index.title = "Tin tức"
    index.save_revision().publish()
    assert reader.changes() == upserts(index, page)
    index.introduction = "<p>Tin tức của huyện</p>"
    index.save_revision().publish()
    assert reader.changes() == upserts(index)


def test_pinned_page_shows_in_the_home_page(page):
    home = factories.home_page()
    home.pinned = page
    home.save_revision().publish()
    reader = Reader()
    page.title = "Đề án số 08"
    page.save_revision().publish()
    assert reader.changes() == upserts(home, page)
    page.unpublish()
    assert reader.changes() == deletes(page) + upserts(home)


def test_draft_makes_no_mark(page):
    Reader()
    page.title = "Đề án số 08"
    page.save_revision()
    new = factories.AnnouncementFactory(parent=page.get_parent(), live=False)
    new.title = "Nháp"
    new.save_revision()
    new.save()
    assert not Mark.objects.exists()


def test_what_is_rolled_back_leaves_no_mark(page):
    Reader()

    with transaction.atomic():
        page.title = "Đề án số 08"
        page.save_revision().publish()
        assert Mark.objects.exists()
        transaction.set_rollback(True)
    assert not Mark.objects.exists()


def test_publishing_the_same_gives_no_new_cursor(page):
    with time_machine.travel(timezone.now(), tick=False):
        page.save_revision().publish()
        reader = Reader()
        page.save_revision().publish()
        Mark.objects.create(key=f"page:{page.pk}")
        assert reader.changes() == []
        page.title = "Đề án số 08"
        page.save_revision().publish()
        assert reader.changes() == upserts(page)


def update(page):
    type(page).objects.filter(pk=page.pk).update(byline="PVH")


def update_title(page):
    Page.objects.filter(pk=page.pk).update(title="Đề án số 08")


def write_sql(page):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET seo_title = 'Khác' WHERE id = %s", [page.pk])


@pytest.mark.parametrize("change", [update, update_title, write_sql])
def test_change_of_the_database_comes(page, change):
    reader = Reader()
    change(page)
    assert reader.changes() == upserts(page)


# Time


def test_withdrawn_page_goes(page):
    reader = Reader()
    page.unpublish()
    assert reader.changes() == deletes(page)
    page.save_revision().publish()
    assert reader.changes() == upserts(page)


def test_pages_below_are_withdrawn_with_it(section):
    reader = Reader()
    user = factories.UserFactory(is_superuser=True)
    UnpublishPageAction(section[0], user=user, include_descendants=True).execute()
    assert reader.changes() == deletes(*section)


def test_withdrawn_list_leaves_the_pages_below_it_without_parent(client, index, page):
    reader = Reader()
    index.unpublish()
    assert reader.changes() == deletes(index) + upserts(page)
    parent = client.get(f"/api/v2/pages/{page.pk}/").json()["meta"]["parent"]
    assert parent["id"] == factories.home_page().pk


def test_scheduled_page_comes_when_it_is_due(index):
    draft = factories.AnnouncementFactory(parent=index, live=False)
    reader = Reader()
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.save_revision().publish()
    assert reader.changes() == []
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert reader.changes() == []
        publish_scheduled()
        assert reader.changes() == upserts(draft)


def test_scheduled_text_of_a_public_page_comes_when_it_is_due(page):
    page.save_revision().publish()
    page.refresh_from_db()
    reader = Reader()
    page.title = "Đề án số 08"
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert reader.changes() == []
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        publish_scheduled()
        assert reader.changes() == upserts(page)


def test_page_goes_the_moment_it_expires(page):
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    reader = Reader()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert reader.changes() == deletes(page)
        publish_scheduled()
        assert reader.changes() == []
        assert not fresh(page).live


def test_translation_goes_the_moment_its_source_expires(page):
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    english = translate(page, {"Đề án số 07": "Scheme 07"})
    # The source alone expires.
    type(english).objects.filter(pk=english.pk).update(expire_at=None)
    reader = Reader()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert reader.changes() == deletes(page, english)
        publish_scheduled()
        assert reader.changes() == []


def test_link_goes_the_moment_its_target_expires(client, page):
    linking = linking_to(page)
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    reader = Reader()
    assert page.full_url in body_of(client, linking)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert reader.changes() == deletes(page) + upserts(linking)
        assert body_of(client, linking) == "<p>Xem</p>"
        publish_scheduled()
        assert reader.changes() == []


def test_expiry_that_is_taken_back_changes_nothing_when_it_is_over(page):
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save()
    reader = Reader()
    Page.objects.filter(pk=page.pk).update(expire_at=None)
    assert reader.changes() == []
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert reader.changes() == []


def test_expired_page_comes_back_when_it_is_prolonged(page):
    page.expire_at = timezone.now() - timedelta(hours=1)
    page.save()
    reader = Reader()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(hours=1))
    assert reader.changes() == upserts(page)


def test_link_comes_back_with_its_target(client, index):
    draft = factories.AnnouncementFactory(parent=index, live=False)
    linking = linking_to(draft)
    reader = Reader()
    assert body_of(client, linking) == "<p>Xem</p>"
    draft.save_revision().publish()
    assert reader.changes() == upserts(draft, linking)
    assert draft.full_url in body_of(client, linking)


# The admin's bulk actions


def bulk(client, action, *pages, **data):
    ids = "&".join(f"id={page.pk}" for page in pages)
    path = f"/admin/bulk/wagtailcore/page/{action}/?{ids}&next=/admin/"
    assert client.post(path, data).status_code == 302


def test_bulk_actions_of_the_admin_come(client, chief, index):
    drafts = [factories.AnnouncementFactory(parent=index, live=False) for _ in range(2)]
    for draft in drafts:
        draft.save_revision()
    other = factories.IndexFactory(title="Tin khác")
    reader = Reader()
    bulk(client, "publish", *drafts)
    assert reader.changes() == upserts(*drafts)
    bulk(client, "move", *drafts, chooser=other.pk)
    assert reader.changes() == upserts(*drafts)
    bulk(client, "unpublish", *drafts, reason="Đăng nhầm")
    assert reader.changes() == deletes(*drafts)
    bulk(client, "publish", *drafts)
    assert reader.changes() == upserts(*drafts)
    bulk(client, "delete", *drafts)
    assert reader.changes() == deletes(*drafts)


def test_what_comes_and_goes_between_two_readings_is_told_of_once(page):
    reader = Reader()
    page.unpublish()
    builder.drain()
    page.save_revision().publish()
    builder.drain()
    fresh(page).unpublish()
    assert reader.changes() == deletes(page)
