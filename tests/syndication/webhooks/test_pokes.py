"""Which builds write deliveries to whom, and which of them are moved on."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from home.models import HomePage
from portal.syndication import builder, listeners
from portal.syndication.feed import Question, read_feed
from portal.syndication.models import Build, Mark
from portal.syndication.registry import EVERYTHING
from portal.syndication.webhooks import pokes
from portal.syndication.webhooks.models import Delivery
from portal.syndication.webhooks.results import Outcome, Result
from portal.syndication.webhooks.taking import due, settle, take
from tests import factories
from tests.syndication.pages import another_site, public_pages

from .endpoints import State, change, endpoint, states

pytestmark = pytest.mark.django_db

ANNOUNCEMENT = "announcements.AnnouncementPage"


@pytest.fixture
def page():
    """A page that everybody has been told of."""
    page = public_pages()[1]
    builder.drain()
    return page


def feed_after(cursor, site):
    """Return the ids that the feed tells after `cursor`, and where it ends."""
    found = read_feed(Question(site.pk, since=cursor))
    return found.entries, str(found.next), found.more


def test_build_writes_a_delivery_of_where_the_feed_stands_now(page):
    receiver = endpoint()
    before = str(read_feed(Question(receiver.site_id, limit=500)).next)
    change(page)
    [delivery] = Delivery.objects.all()
    assert delivery.endpoint == receiver
    assert (delivery.state, delivery.attempts) == (State.PENDING, 0)
    assert feed_after(delivery.cursor, receiver.site) == ([], delivery.cursor, False)
    entries, end, _more = feed_after(before, receiver.site)
    assert len(entries) == 1
    assert end == delivery.cursor


def test_each_endpoint_is_told(page):
    for number in range(3):
        endpoint(f"https://nhan.example.vn/{number}")
    change(page)
    assert Delivery.objects.values("endpoint").distinct().count() == 3
    assert states() == [State.PENDING] * 3


def test_withdrawal_is_told(page):
    endpoint(types=[ANNOUNCEMENT])
    page.unpublish()
    builder.drain()
    assert states() == [State.PENDING]


def test_nobody_is_told_of_what_is_built_to_the_same_bytes(page):
    endpoint()
    Mark.objects.create(key=EVERYTHING)
    builder.drain()
    assert states() == []


def test_nobody_is_told_who_is_switched_off(page):
    endpoint(is_active=False)
    change(page)
    assert states() == []


@pytest.mark.parametrize(("types", "is_told"), [
    ([], True), ([ANNOUNCEMENT], True), (["media.PortalDocument", ANNOUNCEMENT], True),
    (["media.PortalDocument"], False), (["announcements.AnnouncementIndexPage"], False),
])  # fmt: skip
def test_types_that_it_wants(page, types, is_told):
    endpoint(types=types)
    change(page)
    assert Delivery.objects.exists() is is_told


def test_pages_concern_their_site_alone_and_shared_things_all(page):
    site = another_site()
    builder.drain()
    here, there = endpoint(), endpoint(site=site)
    Delivery.objects.all().delete()
    change(page)
    assert [delivery.endpoint for delivery in Delivery.objects.all()] == [here]
    Delivery.objects.all().delete()
    change(HomePage.objects.get(pk=site.root_page_id))
    [delivery] = Delivery.objects.all()
    assert delivery.endpoint == there
    assert feed_after(delivery.cursor, site) == ([], delivery.cursor, False)
    Delivery.objects.all().delete()
    factories.CategoryFactory()
    builder.drain()
    assert {delivery.endpoint for delivery in Delivery.objects.all()} == {here, there}


def test_build_that_is_undone_tells_nobody(page, monkeypatch):
    endpoint()

    def fail(_items):
        assert Delivery.objects.exists()
        raise RuntimeError

    monkeypatch.setattr(listeners, "LISTENERS", [*listeners.LISTENERS, fail])
    monkeypatch.setattr(builder, "LISTENERS", listeners.LISTENERS)
    builds = Build.objects.count()
    type(page).objects.filter(pk=page.pk).update(title="Tên khác")
    builder.work()
    assert states() == []
    assert Build.objects.count() == builds


def test_what_nobody_was_sent_yet_is_moved_on(page):
    receiver = endpoint()
    change(page)
    first = Delivery.objects.get()
    change(page)
    second = Delivery.objects.get()
    assert (second.pk, second.message_id) == (first.pk, first.message_id)
    assert second.cursor != first.cursor
    assert feed_after(second.cursor, receiver.site)[0] == []


def test_what_was_sent_is_never_changed(page):
    """The receiver may have taken it in, and ignores the same id when it comes again."""
    endpoint()
    change(page)
    [sent] = take([])
    change(page)
    change(page)
    settle(sent, Outcome(Result.TIMEOUT))
    change(page)
    first, second = Delivery.objects.order_by("pk")
    assert (first.message_id, first.cursor) == (sent.message_id, sent.cursor)
    assert second.attempts == 0
    assert second.message_id != first.message_id
    assert second.cursor != first.cursor


def test_nothing_is_moved_back(page):
    """An editor's poke read where the feed stood before a build, and writes after it."""
    receiver = endpoint()
    change(page)
    older = builder.last_build()
    change(page)
    newest = Delivery.objects.get().cursor
    pokes._write([receiver], older, timezone.now())
    assert newest in Delivery.objects.values_list("cursor", flat=True)


def test_news_shorten_the_pause_of_a_receiver_that_was_away(page):
    endpoint()
    change(page)
    [sent] = take([])
    long = timezone.now() + timedelta(hours=2)
    settle(sent, Outcome(Result.UNREACHABLE))
    Delivery.objects.update(next_at=long)
    change(page)
    first = Delivery.objects.earliest("pk")
    assert first.next_at <= timezone.now() + pokes.NEWS_WAIT
    # More news do not put it off.
    soon = first.next_at
    change(page)
    first.refresh_from_db()
    assert first.next_at == soon


def test_poke_by_hand_is_sent_at_once_though_a_pause_is_on(page):
    receiver = endpoint()
    change(page)
    [sent] = take([])
    settle(sent, Outcome(Result.UNREACHABLE))
    assert not due().exists()
    pokes.poke(receiver)
    assert [delivery.pk for delivery in due()] == [sent.pk]
    assert states() == [State.PENDING, State.PENDING]


def test_poke_of_a_site_without_news(page):
    receiver = endpoint()
    pokes.poke(receiver)
    [delivery] = Delivery.objects.all()
    assert feed_after(delivery.cursor, receiver.site) == ([], delivery.cursor, False)


def test_failed_one_is_sent_again_for_another_day(page):
    endpoint()
    change(page)
    [sent] = take([])
    later = timezone.now() + timedelta(days=2)
    with time_machine.travel(later, tick=False):
        settle(sent, Outcome(Result.ERROR, 503, "busy"))
        assert states() == [State.FAILED]
        failed = Delivery.objects.get()
        assert pokes.send_again(failed)
        [again] = take([])
        assert (again.message_id, again.cursor) == (sent.message_id, sent.cursor)
        assert (again.begun_at, again.attempts) == (later, 2)
        settle(again, Outcome(Result.ERROR, 503))
        assert states() == [State.PENDING]


def test_only_a_failed_one_is_sent_again(page):
    endpoint()
    change(page)
    [sent] = take([])
    settle(sent, Outcome(Result.ACCEPTED, 200))
    assert not pokes.send_again(sent)
    assert states() == [State.DELIVERED]


def test_endpoints_that_nothing_concerns_cost_a_build_one_query(page):
    def count():
        with CaptureQueriesContext(connection) as context:
            change(page)
        return len(context)

    before = count()
    for number in range(5):
        endpoint(f"https://nhan.example.vn/{number}", types=["media.PortalDocument"])
    assert count() == before


def test_site_that_goes_takes_its_endpoints_with_it(page):
    site = another_site()
    builder.drain()
    pokes.poke(endpoint(site=site))
    Site.objects.get(pk=site.pk).delete()
    assert states() == []
