"""The worker as a process: killed, stopped, silent, and what it does by the clock."""

import os
import signal
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from announcements.models import AnnouncementPage
from portal.queue.mail import QueuedEmailBackend
from portal.queue.models import Heartbeat, Job
from tests.factories import AnnouncementFactory

from .processes import Portal, Process, wait_until
from .smtp import SmtpSink

pytestmark = pytest.mark.server

STOPPED_WITHIN = 20


@pytest.fixture
def portal(make_portal) -> Portal:
    return make_portal("worker")


def test_next_worker_does_what_a_killed_one_held(make_portal):
    with SmtpSink(hangs=1) as sink:
        portal = make_portal("killed", EMAIL_URL=sink.url, QUEUE_LEASE_SECONDS="2")
        with portal.orm():
            job = queue_mail("Giấy mời họp")
        killed = portal.start_worker()
        killed.wait_until(sink.hanging.is_set, "the worker is in the middle of its job")
        killed.kill()
        wait_until(sink.abandoned.is_set, "the dead worker's connection is closed")
        with portal.orm():
            assert is_running(job)
            wait_until(lambda: lease_is_over(job), "the dead worker's lease is over")

        portal.start_worker()

        with portal.orm():
            wait_until(lambda: is_done(job), "the next worker does the job")
            wait_until(nothing_is_ready, "nothing else is to be done")
            assert job.attempts == 2
        assert [message["subject"] for message in sink.messages] == ["Giấy mời họp"]


def test_dead_db_worker_is_started_again(make_portal):
    with SmtpSink() as sink:
        portal = make_portal("child", EMAIL_URL=sink.url)
        worker = portal.start_worker()
        first = worker.child("db_worker")

        first.kill()

        worker.wait_until(lambda: is_replaced(worker, first.pid), "another db_worker is there")
        with portal.orm():
            job = queue_mail("Sau khi khởi động lại")
            wait_until(lambda: is_done(job), "the new one works")
        assert len(sink.messages) == 1


def test_sigterm_stops_an_idle_worker(portal):
    worker = portal.start_worker()

    worker.send(signal.SIGTERM)

    assert worker.wait(STOPPED_WITHIN) == 0
    assert worker.members() == []


def test_ctrl_c_reaches_no_job_in_hand(portal):
    worker = portal.start_worker()
    child = worker.child("db_worker")

    assert os.getpgid(child.pid) != os.getpgid(worker.pid)

    worker.send_group(signal.SIGINT)
    assert worker.wait(STOPPED_WITHIN) == 0
    assert worker.members() == []


def test_sigterm_lets_the_worker_finish_the_job_in_hand(make_portal):
    with SmtpSink(hangs=1) as sink:
        portal = make_portal("busy", EMAIL_URL=sink.url)
        with portal.orm():
            job = queue_mail("Thư đang gửi")
        worker = portal.start_worker()
        worker.wait_until(sink.hanging.is_set, "the worker is in the middle of its job")

        worker.send(signal.SIGTERM)
        wait_until(lambda: "shutting down" in worker.output(), "the signal has arrived")
        sink.released.set()

        assert worker.wait(STOPPED_WITHIN) == 0
        assert worker.members() == []
        with portal.orm():
            assert is_done(job)
        assert len(sink.messages) == 1


def test_worker_publishes_and_withdraws_by_the_clock(portal):
    earlier = timezone.now() - timedelta(minutes=1)
    with portal.orm():
        due = AnnouncementFactory(live=False, go_live_at=earlier)
        revision = due.save_revision()
        revision.approved_go_live_at = earlier
        revision.save()
        over = AnnouncementFactory(live=True, expire_at=earlier)

    portal.start_worker()

    with portal.orm():
        wait_until(lambda: is_live(due), "the scheduled page is published")
        wait_until(lambda: not is_live(over), "the expired page is withdrawn")
        over.refresh_from_db()
        assert over.expired


def test_health_check_knows_whether_a_worker_is_there(portal):
    portal.start_site()
    status, health = portal.health()
    assert (status, health["worker"], health["worker_age"]) == (503, "silent", None)

    worker = portal.start_worker()
    worker.wait_until(lambda: portal.health()[0] == 200, "the site sees the worker")
    assert portal.health()[1]["worker"] == "ok"

    worker.kill()
    with portal.orm():
        Heartbeat.objects.filter(name="clock").update(beat_at=timezone.now() - timedelta(minutes=4))
    status, health = portal.health()
    assert (status, health["worker"]) == (503, "silent")
    assert portal.health("?only=database")[0] == 200


def queue_mail(subject: str) -> Job:
    """Put a message into the queue, as the site does."""
    EmailMessage(
        subject, "Kính gửi", to=["vanthu@example.vn"], connection=QueuedEmailBackend()
    ).send()
    return Job.objects.latest("pk")


def is_running(job: Job) -> bool:
    job.refresh_from_db()
    return job.state == Job.State.RUNNING


def is_done(job: Job) -> bool:
    job.refresh_from_db()
    return job.state == Job.State.DONE


def lease_is_over(job: Job) -> bool:
    return job.lease_until < timezone.now()


def nothing_is_ready() -> bool:
    return not DBTaskResult.objects.ready().exists()


def is_replaced(worker: Process, former: int) -> bool:
    child = worker.child("db_worker")
    return child is not None and child.pid != former


def is_live(page: AnnouncementPage) -> bool:
    return AnnouncementPage.objects.get(pk=page.pk).live
