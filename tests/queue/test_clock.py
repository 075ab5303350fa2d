"""What happens by the clock: one page that fails holds up no other."""

from datetime import timedelta

import pytest
import time_machine
from django.db import InterfaceError, OperationalError
from django.utils import timezone
from wagtail.models import Page

from announcements.models import AnnouncementPage
from portal.queue import clock
from portal.queue.models import Heartbeat
from tests import factories

pytestmark = pytest.mark.django_db


def scheduled(minutes: int, **values) -> AnnouncementPage:
    """Return a draft that has been due for some `minutes`."""
    page = factories.AnnouncementFactory(live=False, **values)
    revision = page.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=minutes)
    revision.save()
    return page


@pytest.fixture
def broken():
    """A page that is due first and cannot be published: its slug is taken at its place."""
    page = scheduled(minutes=30)
    revision = page.latest_revision
    sibling = factories.AnnouncementFactory(parent=page.get_parent())
    revision.content["slug"] = sibling.slug
    revision.save()
    return page


def is_live(page) -> bool:
    return AnnouncementPage.objects.get(pk=page.pk).live


def test_page_that_cannot_be_published_holds_up_no_other(broken, caplog):
    due = scheduled(minutes=5)
    over = factories.AnnouncementFactory(expire_at=timezone.now() - timedelta(minutes=5))
    clock.tick()
    assert (is_live(broken), is_live(due), is_live(over)) == (False, True, False)
    assert "failed" in caplog.text
    assert clock.due_revisions().count() == 1


def test_page_that_cannot_be_withdrawn_holds_up_no_other(monkeypatch):
    earlier = timezone.now() - timedelta(minutes=5)
    stuck = factories.AnnouncementFactory(expire_at=earlier - timedelta(minutes=1))
    over = factories.AnnouncementFactory(expire_at=earlier)
    stock_save = Page.save

    def save(self, *args, **kwargs):
        if self.pk == stuck.pk:
            raise OperationalError("database is locked")
        return stock_save(self, *args, **kwargs)

    monkeypatch.setattr(Page, "save", save)
    clock.tick()
    assert (is_live(stuck), is_live(over)) == (True, False)


def test_monitor_learns_of_a_page_that_waits(client, broken):
    Heartbeat.beat("clock")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["schedule"] == "late"
    assert 1790 < answer.json()["schedule_age"] < 1900
    assert client.get("/healthz?only=database").status_code == 200


def test_page_that_is_due_this_minute_is_not_late(client):
    scheduled(minutes=1)
    Heartbeat.beat("clock")
    assert client.get("/healthz").json()["schedule"] == "ok"


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_database_that_is_away_ends_neither_clock_nor_health_check(client, monkeypatch, error):
    def away(*args):
        raise error("connection already closed")

    monkeypatch.setattr(Heartbeat, "beat", away)
    clock.tick()
    monkeypatch.setattr("portal.health.connection.cursor", away)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["database"]) == (503, "failed")


def test_pruning_that_fails_is_tried_again_in_an_hour(monkeypatch):
    attempts = []

    def prune():
        attempts.append(timezone.now())
        raise OperationalError("database is locked")

    monkeypatch.setattr(clock, "prune", prune)
    clock.tick()
    clock.tick()
    assert len(attempts) == 1
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        clock.tick()
    assert len(attempts) == 2
