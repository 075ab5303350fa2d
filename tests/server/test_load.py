"""Editors and readers at once: nothing fails, nothing that was called saved is lost."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import pytest
import requests
from wagtail.models import Page

from announcements.models import AnnouncementIndexPage, AnnouncementPage
from tests.databases import base_url

from .editor import Editor

pytestmark = pytest.mark.server

DEFAULT_SECONDS = 30 if base_url() == "sqlite" else 15
SECONDS = float(os.environ.get("LOAD_SECONDS", DEFAULT_SECONDS))
SECONDS_AROUND_IT = 600
PUBLISHERS = ("banbientap", "truongban", "quantri")
READERS = 4
LIST = "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*&limit=20&order=-id"


@dataclass
class Saved:
    """What the portal told an editor that it holds."""

    title: str
    is_live: bool = False


@pytest.mark.timeout(SECONDS + SECONDS_AROUND_IT)
def test_four_editors_and_four_readers_at_once(make_portal):
    # Four readers on one address would be told to wait.
    portal = make_portal("load", API_RATE="")
    portal.load_demo()
    portal.start_site()
    portal.start_worker()
    with portal.orm():
        index = AnnouncementIndexPage.objects.get(slug="thong-bao", locale__language_code="vi").pk
    root = f"http://127.0.0.1:{portal.port}"
    editors = [Editor(root, name) for name in ("bientapvien", *PUBLISHERS)]

    saved: dict[int, Saved] = {}
    end = time.monotonic() + SECONDS
    with ThreadPoolExecutor(len(editors) + READERS) as threads:
        reading = [threads.submit(read, root, end) for _ in range(READERS)]
        while not saved or time.monotonic() < end:
            # Together, so that changes of the page tree meet.
            round_of_all = threads.map(partial(write, index=index, number=len(saved)), editors)
            saved.update(round_of_all)
        answers = [status for task in reading for status in task.result()]

    assert set(answers) == {200}
    assert {status for editor in editors for status in editor.statuses} == {200, 302}
    with portal.orm():
        stored = AnnouncementPage.objects.in_bulk(saved)
        assert {pk: as_stored(page) for pk, page in stored.items()} == saved
        assert not any(Page.find_problems())


def write(editor: Editor, index: int, number: int) -> tuple[int, Saved]:
    """Take one announcement through the forms; return its id and what was called saved."""
    title = f"Thông báo {number} của {editor.username}"
    pk = editor.create(index, title)
    editor.edit(pk, f"{title}, sửa")
    editor.edit(pk, f"{title}, gửi duyệt", "submit")
    if editor.username not in PUBLISHERS:
        return pk, Saved(f"{title}, gửi duyệt")
    editor.edit(pk, f"{title}, đăng", "publish")
    return pk, Saved(f"{title}, đăng", is_live=True)


def read(root: str, end: float) -> list[int]:
    """Copy the newest announcements until `end`; return the status of each answer."""
    statuses: list[int] = []
    session = requests.Session()
    while not statuses or time.monotonic() < end:
        listing = session.get(root + LIST, timeout=60)
        statuses.append(listing.status_code)
        if listing.status_code != 200:
            continue
        for item in listing.json()["items"][:5]:
            detail = session.get(f"{root}/api/v2/pages/{item['id']}/", timeout=60)
            statuses.append(detail.status_code)
    return statuses


def as_stored(page: AnnouncementPage) -> Saved:
    """Return what the database holds of `page`: its newest text, and whether it is public."""
    newest = page.get_latest_revision_as_object()
    assert newest.body[0].value["text"] == newest.title
    return Saved(newest.title, page.live)
