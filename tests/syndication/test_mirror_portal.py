"""docs/examples/mirror.py against the portal itself, with its worker, as processes."""

import json
from collections.abc import Iterator
from itertools import count
from random import Random
from urllib.parse import urlsplit

import pytest
import requests

from announcements.models import AnnouncementPage
from media.models import PortalDocument
from portal.syndication.report import waiting
from tests.server.processes import Portal, Process, wait_until

from .mirror_copy import Copy
from .mirrors import Line, crawl

pytestmark = pytest.mark.server

HOST = "localhost"
SEED = "thuc-hien-de-an-so-07"


@pytest.fixture(scope="module")
def portal(_new_portal) -> Iterator[Portal]:
    portal = _new_portal("mirrored", API_RATE="")
    try:
        portal.load_demo()
        portal.start_site()
        portal.start_worker()
        yield portal
    finally:
        portal.close()


@pytest.fixture
def copy(portal, tmp_path) -> Copy:
    return Copy(portal.root, tmp_path, "--limit", "20")


@pytest.fixture
def following(copy) -> Iterator[Process]:
    process = copy.follow()
    yield process
    process.kill()


def test_demonstration_is_copied_exactly(portal, copy):
    wait_for_inspections(portal)

    ended = copy.complete()

    assert ended.returncode == 0, ended.stderr
    assert_equal(copy, portal)


def test_copy_is_exact_though_the_mirror_is_killed_again_and_again(portal, copy):
    wait_for_inspections(portal)
    rng = Random(7)
    # It gets a little farther each time: a copy in one breath takes some thousands of lines.
    for number in count(1):
        if copy.complete_killed_after(rng.randint(1, 400 * number)):
            break
        assert not copy.damaged_files()

    assert number > 3
    assert_equal(copy, portal)


def test_what_is_withdrawn_disappears_with_its_file(portal, copy, following):
    following.wait_until(copy.is_whole, "the first pass is over")
    with portal.orm():
        page = AnnouncementPage.objects.get(slug=SEED, locale__language_code="vi")
        document = PortalDocument.objects.get(number="59-KH/HU")
        following.wait_until(lambda: document.sha256 in copy.files(), "the file is there")
        page_key, document_key = key_of(page), key_of(document)
        assert {page_key, document_key} <= copy.items().keys()

        page.unpublish()
        document.delete()

    following.wait_until(lambda: page_key not in copy.items(), "the page is gone")
    following.wait_until(lambda: document_key not in copy.items(), "the document is gone")
    following.wait_until(lambda: document.sha256 not in copy.files(), "its file is gone")
    wait_for_inspections(portal)
    following.kill()
    copy.complete()
    assert_equal(copy, portal)


def wait_for_inspections(portal: Portal) -> None:
    """Return when the worker has said what it has to say of signatures, and the feed tells it."""
    address = f"{portal.root}/api/v2/documents/?signature_status=pending&limit=1"

    def is_over() -> bool:
        return requests.get(address, timeout=30).json()["meta"]["total_count"] == 0

    def is_told() -> bool:
        with portal.orm():
            left = waiting()
        return (left.marks, left.items) == (0, 0)

    wait_until(is_over, "every document is inspected", seconds=300)
    wait_until(is_told, "the feed tells of it")


def key_of(thing: AnnouncementPage | PortalDocument) -> tuple[str, int]:
    return thing._meta.label, thing.pk


def assert_equal(copy: Copy, portal: Portal) -> None:
    """Compare with what a visitor sees who asks for each object and each file."""
    public = crawl(Line(portal.port), f"{HOST}:{portal.port}")
    copied = {path_of(body): body for body in copy.items().values()}
    assert len(public) > 50
    assert copied.keys() == public.keys()
    assert {path: copied[path] for path in public} == public
    documents = [json.loads(body) for path, body in public.items() if "/documents/" in path]
    assert copy.files() == {
        document["sha256"]: requests.get(document["meta"]["download_url"], timeout=30).content
        for document in documents
    }
    assert copy.is_whole()


def path_of(body: bytes) -> str:
    return urlsplit(json.loads(body)["meta"]["detail_url"]).path
