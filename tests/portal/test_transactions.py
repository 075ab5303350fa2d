"""What stands in the place of ATOMIC_REQUESTS."""

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.urls import get_resolver, reverse
from wagtail.models import Page

from portal.roles import EDITOR_IN_CHIEF
from portal.transactions import TREE_VIEWS, atomic_writes, tree_lock
from tests import factories

pytestmark = pytest.mark.django_db


def view_names(resolver, namespace=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from view_names(pattern, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}"


def test_every_view_that_changes_the_tree_is_still_called_so():
    assert set(view_names(get_resolver())) >= TREE_VIEWS


@pytest.mark.parametrize(("method", "wrapped"), [("get", 0), ("head", 0), ("post", 1)])
def test_only_methods_that_may_write_run_in_a_transaction(rf, method, wrapped):
    depths = []

    @atomic_writes
    def view(request):
        depths.append(len(connection.savepoint_ids))
        return HttpResponse()

    before = len(connection.savepoint_ids)
    request = getattr(rf, method)("/")
    request.resolver_match = None
    view(request)
    assert depths == [before + wrapped]


def test_anonymous_reads_never_take_a_transaction():
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False


def test_admin_write_that_fails_half_way_leaves_nothing(client, monkeypatch):
    page = factories.AnnouncementFactory()
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
    client.raise_request_exception = False
    monkeypatch.setattr("portal.withdrawal.log", lambda *args, **kwargs: 1 / 0)
    path = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    assert client.post(path, {"reason": "x"}).status_code == 500
    assert Page.objects.get(pk=page.pk).live


def test_tree_lock_is_held_until_the_transaction_ends():
    with tree_lock(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # The view shows the whole server: tests in other databases may hold the lock too.
            cursor.execute(
                "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
                "WHERE locktype = 'advisory' AND datname = current_database()"
            )
            assert cursor.fetchone()[0] == 1
        else:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone()[0] == "wal"
            assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
            assert connection.settings_dict["OPTIONS"]["timeout"] == 20
