"""A cache that can purge is told of the addresses that answer otherwise, through the queue."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import time_machine
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page, Site

from portal.queue.jobs import PAUSES, run_due
from portal.queue.models import Job
from portal.syndication import builder
from portal.syndication.models import Mark
from portal.syndication.registry import EVERYTHING
from tests import factories
from tests.server.processes import free_port

from .pages import public_pages, rename

pytestmark = pytest.mark.django_db


class Cache(ThreadingHTTPServer):
    """A cache on loopback that keeps what it was told to purge: host and path, in order."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.purged: list[str] = []
        self.status = 200


class _Handler(BaseHTTPRequestHandler):
    server: Cache

    def do_PURGE(self) -> None:
        self.server.purged.append(f"{self.headers['Host']}{self.path}")
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def configured(port: int) -> Iterator[None]:
    """Have the cache at `port` told, as an operator does."""
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    location = f"http://127.0.0.1:{port}"
    with override_settings(
        WAGTAILFRONTENDCACHE={"varnish": {"BACKEND": backend, "LOCATION": location}}
    ):
        yield


@pytest.fixture
def cache():
    with Cache() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with configured(server.server_port):
            yield server
        server.shutdown()


@pytest.fixture
def pages():
    """Three pages that the cache knows of by now."""
    found = public_pages()
    builder.drain()
    return found


@pytest.fixture
def known(pages, cache):
    """The cache, when it has been told of all that there is."""
    run_due()
    cache.purged.clear()
    return cache


def purges():
    return Job.objects.filter(kind="syndication.purge")


def test_addresses_of_what_changed_are_purged_through_the_queue(pages, known):
    page = pages[1]
    rename(page)
    assert known.purged == []
    run_due()
    assert sorted(known.purged) == sorted(
        [f"localhost/api/v2/pages/{page.pk}/", f"localhost{page.url}"]
    )


def test_what_is_new_and_what_is_withdrawn_is_purged(pages, known):
    new = factories.AnnouncementFactory(parent=pages[0])
    builder.drain()
    run_due()
    assert f"localhost{new.url}" in known.purged
    known.purged.clear()
    new.unpublish()
    builder.drain()
    run_due()
    assert sorted(known.purged) == sorted(
        [f"localhost/api/v2/pages/{new.pk}/", f"localhost{new.url}"]
    )


def test_former_addresses_are_purged_too(pages, known):
    index = Page.objects.get(pk=pages[0].pk).specific
    before = [page.url for page in pages]
    index.slug = "tin-moi"
    index.save()
    builder.drain()
    run_due()
    after = [Page.objects.get(pk=page.pk).url for page in pages]
    assert {f"localhost{path}" for path in (*before, *after)} <= set(known.purged)


def test_former_host_is_purged_too(pages, known):
    Site.objects.update(hostname="moi.test")
    builder.drain()
    run_due()
    hosts = {address.partition("/")[0] for address in known.purged}
    assert hosts == {"localhost", "moi.test"}


def test_what_is_built_to_the_same_bytes_is_not_purged(pages, known):
    Mark.objects.create(key=EVERYTHING)
    builder.drain()
    run_due()
    assert known.purged == []


def test_cache_that_fails_is_told_again(pages, known):
    known.status = 503
    rename(pages[1])
    run_due()
    job = purges().latest("pk")
    assert job.state == Job.State.READY
    assert job.next_at > timezone.now()
    assert "503" in job.error
    known.status = 200
    known.purged.clear()
    with time_machine.travel(timezone.now() + PAUSES[0] + timedelta(seconds=1)):
        run_due()
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert len(known.purged) == 2


def test_cache_that_keeps_nothing_of_it_has_done_it(pages, known):
    # What Squid answers for what it has not.
    known.status = 404
    rename(pages[1])
    run_due()
    assert purges().latest("pk").state == Job.State.DONE


def test_cache_that_is_away_is_told_when_it_is_back(pages):
    with configured(free_port()):
        rename(pages[1])
        run_due()
        assert purges().latest("pk").state == Job.State.READY


def test_without_a_cache_there_is_no_job(pages):
    rename(pages[1])
    assert not purges().exists()
