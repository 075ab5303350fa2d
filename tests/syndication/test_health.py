"""What a monitor is told: of what waits to be built, and of comparisons that do not come."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.queue.models import Heartbeat, Job
from portal.syndication.builder import drain
from portal.syndication.jobs import enqueue_reconciliation
from portal.syndication.models import REPRESENTATION, Mark, PublishedItem, Reconciliation
from portal.syndication.reconciling import Reconciler
from tests import factories

pytestmark = pytest.mark.django_db

FIELDS = {"syndication", "syndication_age", "reconciled", "reconciled_age"}


@pytest.fixture(autouse=True)
def _worker():
    """A worker that has just ticked, and has built what there is."""
    drain()
    Heartbeat.beat("clock")


def health(client):
    response = client.get("/healthz")
    return response.status_code, response.json()


def ago(**time):
    return timezone.now() - timedelta(**time)


def asked(**time):
    """Have the clock have asked for a comparison that long ago."""
    enqueue_reconciliation()
    Job.objects.filter(kind="syndication.reconcile").update(
        created_at=ago(**time), next_at=timezone.now()
    )


def compared(**values):
    return Reconciliation.objects.create(started_at=ago(days=1), **values)


def test_fresh_installation_is_well(client):
    status, answer = health(client)
    assert (status, answer["status"]) == (200, "ok")
    assert {name: answer[name] for name in FIELDS} == {
        "syndication": "ok", "syndication_age": 0, "reconciled": "ok", "reconciled_age": None,
    }  # fmt: skip


def test_load_balancer_is_not_told(client):
    Mark.objects.create(key="page:1", created_at=ago(hours=1))
    response = client.get("/healthz?only=database")
    assert response.status_code == 200
    assert not FIELDS & response.json().keys()


def wait_as_mark(page, moment):
    Mark.objects.create(key="page:1", created_at=moment)


def wait_as_stale(page, moment):
    PublishedItem.objects.filter(object_id=page.pk).update(stale_since=moment)


def wait_as_expired(page, moment):
    PublishedItem.objects.filter(object_id=page.pk).update(valid_until=moment)


def wait_as_failing(page, moment):
    wait_as_stale(page, moment)
    PublishedItem.objects.filter(object_id=page.pk).update(
        error="ValueError", retry_at=timezone.now() + timedelta(minutes=4)
    )


@pytest.mark.parametrize("wait", [wait_as_mark, wait_as_stale, wait_as_expired, wait_as_failing])
def test_what_waits_for_more_than_ten_minutes_is_an_alarm(client, wait):
    page = factories.AnnouncementFactory()
    drain()
    wait(page, ago(minutes=9))
    status, answer = health(client)
    assert (status, answer["syndication"]) == (200, "ok")
    assert 540 <= answer["syndication_age"] < 600
    wait(page, ago(minutes=11))
    status, answer = health(client)
    assert (status, answer["status"], answer["syndication"]) == (503, "failed", "late")
    assert answer["syndication_age"] >= 660


def test_alarm_ends_when_all_is_built(client):
    Mark.objects.create(key="*", created_at=ago(hours=1))
    assert health(client)[0] == 503
    drain()
    assert health(client)[0] == 200


def test_new_version_of_the_code_is_no_alarm_by_itself(client):
    PublishedItem.objects.update(schema=REPRESENTATION + 1)
    status, answer = health(client)
    assert (status, answer["syndication_age"]) == (200, 0)


def test_comparison_that_found_nothing(client):
    Reconciler().run()
    status, answer = health(client)
    assert (status, answer["reconciled"]) == (200, "ok")
    assert answer["reconciled_age"] == 0


def test_comparison_that_found_something_is_told_and_is_no_alarm(client):
    page = factories.AnnouncementFactory()
    drain()
    PublishedItem.objects.filter(endpoint="pages", object_id=page.pk).delete()
    Reconciler(mends=False).run()
    status, answer = health(client)
    assert (status, answer["status"], answer["reconciled"]) == (200, "ok", "wrong")
    Reconciler().run()
    Reconciler().run()
    assert health(client)[1]["reconciled"] == "ok"


def test_comparison_that_is_asked_for_and_never_ends_is_an_alarm(client):
    asked(hours=2, minutes=59)
    assert health(client)[1]["reconciled"] == "ok"
    compared()
    asked(hours=3, minutes=1)
    status, answer = health(client)
    assert (status, answer["status"], answer["reconciled"]) == (503, "failed", "late")
    assert answer["reconciled_age"] is None


def test_comparison_that_ended_since_is_none(client):
    asked(hours=5)
    compared(finished_at=ago(hours=2))
    status, answer = health(client)
    assert (status, answer["reconciled"]) == (200, "ok")
    assert 7200 <= answer["reconciled_age"] < 7260


def test_what_was_asked_for_before_the_last_one_ended_is_done(client):
    asked(hours=5)
    compared(finished_at=ago(hours=4))
    assert health(client)[1]["reconciled"] == "ok"


def test_wrong_is_not_told_where_late_is_to_be(client):
    compared(finished_at=ago(hours=6), wrong=1)
    asked(hours=5)
    assert health(client)[1]["reconciled"] == "late"


def test_worker_that_begins_again_after_a_long_time_is_not_late(client):
    compared(finished_at=ago(days=2))
    asked(minutes=1)
    status, answer = health(client)
    assert (status, answer["reconciled"]) == (200, "ok")


def test_costs_few_queries(client):
    Reconciler().run()
    with CaptureQueriesContext(connection) as context:
        health(client)
    with CaptureQueriesContext(connection) as alone:
        client.get("/healthz?only=database")
    assert len(context) - len(alone) <= 8
