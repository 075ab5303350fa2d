"""Rows that say what is to be done: leases, attempts, roll-backs."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.queue import clock, jobs, tasks
from portal.queue.models import Heartbeat, Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """A kind of job that writes down what it was given; `done.fails` makes it fail."""

    class Record(list):
        fails = False

    record = Record()

    def handler(**arguments):
        if record.fails:
            raise RuntimeError("không gửi được")
        record.append(arguments)

    monkeypatch.setitem(jobs._handlers, "test.note", handler)
    return record


def test_job_is_done_once_with_its_arguments(done):
    jobs.enqueue("test.note", page=1)
    assert jobs.run_due() == 1
    assert jobs.run_due() == 0
    assert done == [{"page": 1}]
    assert Job.objects.get().state == Job.State.DONE


def test_unknown_kind_is_refused_when_it_is_enqueued():
    with pytest.raises(KeyError):
        jobs.enqueue("test.nobody")


def test_rolled_back_transaction_leaves_no_job_and_wakes_nobody(done):
    with transaction.atomic():
        jobs.enqueue("test.note")
        transaction.set_rollback(True)
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_job_for_later_waits(done):
    jobs.enqueue("test.note", at=timezone.now() + timedelta(hours=1))
    assert jobs.run_due() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=1, seconds=1)):
        assert jobs.run_due() == 1


def test_failing_job_keeps_its_reason_and_is_tried_again_after_growing_pauses(done):
    done.fails = True
    jobs.enqueue("test.note")
    now = timezone.now()
    for number, pause in enumerate(jobs.PAUSES, start=1):
        with time_machine.travel(now, tick=False):
            assert jobs.run_due() == 1
            row = Job.objects.get()
            assert (row.state, row.attempts) == (Job.State.READY, number)
            assert row.next_at == timezone.now() + pause
            assert "không gửi được" in row.error
        now = row.next_at
    with time_machine.travel(now, tick=False):
        assert jobs.run_due() == 1
    assert Job.objects.get().state == Job.State.FAILED
    with time_machine.travel(now + timedelta(days=30), tick=False):
        assert jobs.run_due() == 0


def test_job_of_a_lost_worker_is_done_by_the_next(done, settings):
    jobs.enqueue("test.note")
    lost = jobs._take()
    assert jobs.run_due() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.QUEUE_LEASE_SECONDS + 1)):
        assert jobs.run_due() == 1
    # The lost worker comes back and finds that its word no longer counts.
    jobs._give_back(lost, "zu spät")
    row = Job.objects.get()
    assert (row.state, row.attempts, row.error) == (Job.State.DONE, 2, "")


def test_job_that_takes_its_worker_with_it_each_time_is_given_up(done, settings):
    jobs.enqueue("test.note")
    now = timezone.now()
    for number in range(1, len(jobs.PAUSES) + 2):
        with time_machine.travel(now, tick=False):
            assert jobs._take().attempts == number
        now += timedelta(seconds=settings.QUEUE_LEASE_SECONDS + 1)
    with time_machine.travel(now, tick=False):
        assert jobs.run_due() == 0
        assert not jobs.due().exists()
    row = Job.objects.get()
    assert row.state == Job.State.FAILED
    assert row.error
    assert done == []


def test_job_that_is_done_keeps_nothing_of_what_it_was_given(done):
    jobs.enqueue("test.note", message="Đặt lại mật khẩu: https://binhson.vn/dat-lai/abc/")
    jobs.run_due()
    assert done
    assert Job.objects.get().arguments == {}


def test_worker_begins_no_job_when_its_time_is_over(done):
    for _number in range(3):
        jobs.enqueue("test.note")
    assert jobs.run_due(seconds=0) == 0
    assert jobs.run_due() == 3


def test_what_is_left_over_is_for_a_task_of_its_own(done, monkeypatch):
    for _number in range(3):
        jobs.enqueue("test.note")
    DBTaskResult.objects.all().delete()
    monkeypatch.setattr(tasks, "run_due", lambda: jobs.run_due(seconds=0))
    tasks.work_off.func()
    assert DBTaskResult.objects.count() == 1


def test_one_broken_job_does_not_stop_the_others(done, monkeypatch):
    monkeypatch.setitem(jobs._handlers, "test.broken", lambda: 1 / 0)
    jobs.enqueue("test.broken")
    jobs.enqueue("test.note")
    assert jobs.run_due() == 2
    assert done == [{}]


def test_mail_waits_for_the_commit_and_leaves_through_the_queue():
    mail.get_connection("portal.queue.mail.QueuedEmailBackend").send_messages(
        [mail.EmailMessage("Tin bài chờ duyệt", "Nội dung", "a@binhson.vn", ["b@binhson.vn"])]
    )
    assert mail.outbox == []
    assert jobs.run_due() == 1
    assert mail.outbox[0].subject == "Tin bài chờ duyệt"
    assert mail.outbox[0].to == ["b@binhson.vn"]


def test_mail_with_an_attachment_is_refused_rather_than_sent_without_it():
    message = mail.EmailMessage("x", "y", "a@binhson.vn", ["b@binhson.vn"])
    message.attach("a.txt", "z")
    with pytest.raises(ValueError, match="attachments"):
        mail.get_connection("portal.queue.mail.QueuedEmailBackend").send_messages([message])


@pytest.fixture
def _no_duties(monkeypatch):
    """What apps have done each hour puts jobs of its own into the queue."""
    monkeypatch.setattr(clock, "HOURLY", [])


@pytest.mark.usefixtures("_no_duties")
def test_clock_wakes_the_worker_only_for_what_is_due(done):
    clock.tick()
    assert not DBTaskResult.objects.exists()
    Job.objects.create(kind="test.note")
    clock.tick()
    assert DBTaskResult.objects.count() == 1
    assert Heartbeat.objects.filter(name="clock").exists()


@pytest.mark.usefixtures("_no_duties")
def test_clock_prunes_what_nobody_will_ask_for(done):
    jobs.enqueue("test.note")
    jobs.run_due()
    with time_machine.travel(timezone.now() + clock.DONE_KEPT + timedelta(minutes=1)):
        clock.tick()
    assert not Job.objects.exists()
