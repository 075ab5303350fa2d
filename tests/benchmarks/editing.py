"""What syndication costs editors: the same edits with its triggers and without, in turns."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.test import Client as Browser
from django.urls import reverse

from announcements.models import AnnouncementPage, Category
from portal.syndication import builder, triggers
from portal.syndication.models import Mark
from portal.syndication.registry import EVERYTHING
from tests import factories

from .figures import Figure, Times

PUBLISHED = 10
PUBLISH_ROUNDS = 20
RENAME_ROUNDS = 15
RENAMES = 2

# Returns how long it took to do something for the n-th time, in seconds.
Edit = Callable[[int], float]


def publishing() -> list[Figure]:
    """Compare the publishing of single announcements."""
    pages = list(AnnouncementPage.objects.order_by("pk").values_list("pk", flat=True)[:PUBLISHED])

    def publish(number: int) -> float:
        page = AnnouncementPage.objects.get(pk=pages[number % PUBLISHED])
        page.title = f"Sửa lần {number}"
        started = time.perf_counter()
        with transaction.atomic():
            page.save_revision().publish()
        return time.perf_counter() - started

    found = _in_turns("publish an announcement", publish, PUBLISH_ROUNDS, PUBLISHED, at_most=1.1)
    return [found]


def renaming(category: Category) -> list[Figure]:
    """Compare the editor's answer when a category is renamed that many announcements have."""
    browser = editor()

    def post(number: int) -> float:
        return rename(browser, category, f"Lần sửa {number:05}")

    found = _in_turns("rename a category, the answer", post, RENAME_ROUNDS, RENAMES, at_most=1.5)
    return [found]


def editor() -> Browser:
    """Return the browser of somebody who is logged in and may do everything."""
    browser = Browser(headers={"host": "localhost"})
    browser.force_login(factories.UserFactory(is_superuser=True))
    return browser


def rename(browser: Browser, category: Category, name: str) -> float:
    """Rename `category` through its form; return how long the answer took, in seconds."""
    address = reverse("wagtailsnippets_announcements_category:edit", args=[category.pk])
    data = {"name": name, "slug": category.slug, "parent": "", "action-publish": "1"}
    started = time.perf_counter()
    answer = browser.post(address, data)
    elapsed = time.perf_counter() - started
    assert answer.status_code == 302, answer.content
    category.refresh_from_db()
    assert category.name == name
    return elapsed


def _in_turns(what: str, edit: Edit, rounds: int, times: int, at_most: float) -> Figure:
    """Edit with and without triggers; the last edits are seen, and built."""
    without: list[float] = []
    with_triggers: list[float] = []
    number = 0
    for _ in range(rounds):
        for taken, state in ((without, _no_triggers), (with_triggers, _triggers)):
            with state():
                # The first one finds what the database has to plan anew.
                edit(number)
                taken += [edit(number + again) for again in range(1, times + 1)]
                number += times + 1
    builder.drain()
    ours, stock = Times(with_triggers), Times(without)
    note = f"with triggers against without, {len(without)} of each"
    return Figure(
        what, ours.median / stock.median, at_most=at_most, measured=ours, against=stock, note=note
    )


@contextmanager
def _no_triggers() -> Iterator[None]:
    triggers.uninstall()
    try:
        yield
    finally:
        triggers.install()
        # What was not seen is edited again, and seen.
        Mark.objects.filter(key=EVERYTHING).delete()


@contextmanager
def _triggers() -> Iterator[None]:
    assert not triggers.missing()
    yield
