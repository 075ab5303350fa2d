"""A category is renamed that thousands of announcements have: how long until the feed has it all.

Meanwhile readers ask, and never see the old name.
"""

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from random import Random

from announcements.models import AnnouncementPage, Category
from portal.queue.models import Heartbeat, Job
from portal.syndication.builder import is_waiting

from .editing import editor, rename
from .figures import Figure
from .reading import LIST
from .site import Site

ANNOUNCEMENT, CATEGORY = "announcements.AnnouncementPage", "announcements.Category"
NAME = "Tên mới của chuyên mục"
# A reader asks this often, a copying system looks for changes this often; in seconds.
READERS_PAUSE = 0.2
FOLLOWERS_PAUSE = 0.5
LONGEST = 600


def spreading(site: Site, category: Category) -> list[Figure]:
    """Rename the category, follow the feed until it has told of every announcement."""
    pages = list(AnnouncementPage.objects.order_by("pk").values_list("pk", flat=True))
    showing = {(CATEGORY, category.pk), *((ANNOUNCEMENT, pk) for pk in pages)}
    browser = editor()
    with site.worker() as worker:
        worker.wait_until(_has_rested, "the worker has nothing to do")
        since = _end_of_feed(site)
        answered = rename(browser, category, NAME)
        started = time.perf_counter()
        done = threading.Event()
        with ThreadPoolExecutor(1) as threads:
            reader = threads.submit(_read, site, category, pages, done)
            try:
                _follow(site, since, showing, started)
                seconds = time.perf_counter() - started
            finally:
                done.set()
            asked = reader.result()
        worker.wait_until(lambda: not is_waiting(), "nothing waits to be built")
    note = f"{len(pages)} announcements; {asked} answers meanwhile, none with the old name"
    return [
        Figure("rename a category, the feed", seconds, "s", at_most=60, note=note),
        Figure("… the editor's answer", answered, "s", note="with the worker beside it"),
    ]


def _has_rested() -> bool:
    is_open = Job.objects.exclude(state=Job.State.DONE).exists()
    beats = set(Heartbeat.objects.values_list("name", flat=True))
    return {"clock", "prune"} <= beats and not is_open and not is_waiting()


def _end_of_feed(site: Site) -> str:
    client, since, more = site.client(), "", True
    while more:
        meta = client.json(f"/api/v2/changes/?limit=500&since={since}")["meta"]
        since, more = meta["next"], meta["more"]
    return since


def _follow(site: Site, since: str, showing: set[tuple[str, int]], started: float) -> None:
    """Read what changes until everything that shows the name has come with the new one."""
    client = site.client()
    kinds = f"{ANNOUNCEMENT},{CATEGORY}"
    missing = set(showing)
    pause = threading.Event()
    while missing:
        assert time.perf_counter() - started < LONGEST, f"{len(missing)} changes are missing"
        path = f"/api/v2/changes/?limit=500&include=object&type={kinds}&since={since}"
        feed = client.json(path)
        for item in feed["items"]:
            _check(item["object"], path)
            missing.discard((item["type"], item["id"]))
        since = feed["meta"]["next"]
        if not feed["items"]:
            pause.wait(FOLLOWERS_PAUSE)


def _read(site: Site, category: Category, pages: list[int], done: threading.Event) -> int:
    """Ask as readers do until `done`; return how many answers there were."""
    client, count = site.client(), 0
    for path in _questions(category, pages):
        if done.is_set():
            return count
        answer = json.loads(client.get(path))
        for item in answer.get("items", [answer]):
            _check(item, path)
        count += 1
        done.wait(READERS_PAUSE)
    return count


def _questions(category: Category, pages: list[int]) -> Iterator[str]:
    pick = Random(7)
    while True:
        yield f"/api/v2/pages/{pick.choice(pages)}/"
        yield f"/api/v2/{LIST}&limit=20&offset={pick.randrange(len(pages) - 20)}"
        yield f"/api/v2/pages/{pick.choice(pages)}/?fields=*"
        yield f"/api/v2/categories/{category.pk}/"


def _check(item: dict, path: str) -> None:
    name = item["category"]["name"] if "category" in item else item["name"]
    assert name == NAME, f"{path} still says {name}"
