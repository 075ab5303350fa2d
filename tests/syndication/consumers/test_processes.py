"""Tokens over several processes: one limit, revoked in all at once, counted by the worker."""

import os
from collections.abc import Iterator

import pytest
import requests

from portal.syndication.consumers.models import Consumer, DailyRequests
from tests.server.processes import Portal, wait_until
from tests.syndication.mirror_copy import Copy

from .tokens import with_token

pytestmark = pytest.mark.server

LIMIT = 40


@pytest.fixture
def portal(make_portal) -> Iterator[Portal]:
    # By the hour: no stretch ends within the test, or only once in a very long while.
    portal = make_portal("consumers", API_RATE="5/hour", API_TOKEN_RATE=f"{LIMIT}/hour")
    portal.start_site()
    return portal


def statuses(portal: Portal, number: int, headers: dict[str, str] | None = None) -> list[int]:
    """Ask `number` times, each time on a connection of its own: any process may answer."""
    path = f"{portal.root}/api/v2/site/"
    return [requests.get(path, headers=headers, timeout=60).status_code for _ in range(number)]


def test_limits_revocation_and_counts_are_those_of_all_processes(portal):
    with portal.orm():
        consumer, headers = with_token()
    assert statuses(portal, 7) == [200] * 5 + [429] * 2
    assert statuses(portal, LIMIT + 10, headers) == [200] * LIMIT + [429] * 10
    with portal.orm():
        consumer.revoke()
        consumer.save()
    # Of either process; the address has used up its own limit.
    assert statuses(portal, 10, headers) == [429] * 10

    portal.start_worker()

    with portal.orm():
        wait_until(DailyRequests.objects.exists, "the worker stores the counts")
        (day,) = consumer.days.all()
        assert (day.answered, day.unchanged, day.refused) == (LIMIT, 0, 10)
        assert Consumer.objects.get().last_used_at


def test_mirror_uses_the_token_of_its_environment(portal, tmp_path, monkeypatch):
    with portal.orm():
        consumer, headers = with_token()
    statuses(portal, 5)
    monkeypatch.setenv("PORTAL_TOKEN", headers["authorization"].removeprefix("Bearer "))

    ended = Copy(portal.root, tmp_path, "--limit", "500").complete()

    assert os.environ["PORTAL_TOKEN"] not in ended.stderr
    assert ended.returncode == 0, ended.stderr
    portal.start_worker()
    with portal.orm():
        wait_until(DailyRequests.objects.exists, "the worker stores the counts")
        assert consumer.days.get().answered > 0
