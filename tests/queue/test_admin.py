import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from portal.queue.models import Job
from portal.roles import EDITOR_IN_CHIEF, WRITERS
from tests import factories

pytestmark = pytest.mark.django_db


def test_editor_in_chief_sees_what_failed_and_why(client):
    job = Job.objects.create(
        kind="queue.send_mail", state=Job.State.FAILED, error="Máy chủ từ chối"
    )
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    assert "từ chối" in client.get(reverse("jobs:index")).content.decode()
    assert client.get(reverse("jobs:inspect", args=[job.pk])).status_code == 200


def test_nobody_edits_a_job(client):
    job = Job.objects.create(kind="queue.send_mail")
    client.force_login(factories.UserFactory(is_superuser=True))
    for path in (
        reverse("jobs:add"),
        reverse("jobs:edit", args=[job.pk]),
        reverse("jobs:delete", args=[job.pk]),
    ):
        assert client.get(path).status_code == 302
    assert Permission.objects.filter(codename="view_job").exists()


def test_writers_do_not_see_the_queue(client):
    client.force_login(factories.UserFactory(role=WRITERS))
    assert client.get(reverse("jobs:index")).status_code == 302
