"""A backup that is restored cannot be mistaken for what the mirrors have seen since."""

import sqlite3
from contextlib import closing
from random import Random
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.db.models import Max
from psycopg2 import sql
from wagtail.models import Site

from announcements.models import AnnouncementPage
from portal.syndication.builder import drain
from portal.syndication.models import PublishedItem
from tests import databases
from tests.server.processes import Portal

from .beginning import begin
from .mirror_copy import Copy
from .mirrors import Line, Mirror, crawl

pytestmark = pytest.mark.server


@pytest.fixture
def backup(make_portal, settings):
    portal = make_portal("restored", API_RATE="")
    settings.MEDIA_ROOT = portal.folder / "var" / "media"
    with portal.orm():
        Site.objects.update(port=portal.port)
        begin(Random(3))
        drain()
    # Before anything is connected: PostgreSQL copies no database that is in use.
    backup = Backup(portal)
    yield backup
    backup.drop()


def test_only_mirrors_of_a_later_state_start_again(backup, tmp_path):
    portal = backup.portal
    host = f"localhost:{portal.port}"
    earlier, later = (
        Mirror(Line(portal.port), host, Random(0), takes_objects=True) for _ in range(2)
    )
    copy = Copy(portal.root, tmp_path, "--limit", "200", "--timeout", "30")
    site = portal.start_site()
    follow(earlier)
    edit(portal, "Sau bản sao lưu", times=2)
    follow(later)
    assert copy.complete().returncode == 0
    before, end = later.kept, last_place(portal)

    site.kill()
    backup.restore()
    edit(portal, "Sau khi khôi phục", times=4)
    assert last_place(portal) > end, "the later mirror's place is taken again"
    portal.start_site()
    for mirror in (earlier, later):
        follow(mirror)
    assert copy.complete().returncode == 0

    public = crawl(Line(portal.port), host)
    assert (earlier.line.statuses[410], later.line.statuses[410]) == (0, 1)
    assert earlier.kept == later.kept == public != before
    assert sorted(copy.items().values()) == sorted(public.values())


def follow(mirror: Mirror) -> None:
    mirror.step()
    while mirror.is_behind:
        mirror.step()
    assert not mirror.problems


def edit(portal: Portal, title: str, times: int) -> None:
    with portal.orm():
        for number in range(times):
            AnnouncementPage.objects.update(title=f"{title} {number}")
            drain()


def last_place(portal: Portal) -> int:
    with portal.orm():
        return PublishedItem.objects.aggregate(last=Max("place"))["last"]


class Backup:
    """A copy of a portal's database, made and brought back as an operator does it."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        address, mark, query = portal.database_url.partition("?")
        self._url = f"{address}_backup{mark}{query}"
        copy_database(portal.database_url, self._url)

    def restore(self) -> None:
        """Put it in the place of the database, which nobody uses at the moment."""
        copy_database(self._url, self.portal.database_url)

    def drop(self) -> None:
        """Remove the copy."""
        databases.drop(self._url)


def copy_database(url: str, to: str) -> None:
    """Put a copy of the database at `url` in the place of the one at `to`."""
    databases.drop(to)
    if url.startswith("sqlite"):
        old, new = (sqlite3.connect(name.removeprefix("sqlite:///")) for name in (url, to))
        with closing(old), closing(new):
            old.backup(new)
        return
    parts = urlsplit(url)
    with closing(psycopg2.connect(parts._replace(path="/postgres").geturl())) as server:
        server.autocommit = True
        names = [sql.Identifier(urlsplit(name).path[1:]) for name in (to, url)]
        server.cursor().execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
