"""What reading costs: details, lists, a full copy; beside Wagtail's own viewsets."""

import json
from random import Random
from typing import Any

from announcements.models import AnnouncementPage
from media.models import PortalDocument, PortalImage

from .figures import Figure, Times
from .site import Client

DETAILS = 200
LISTS = 40
CRAWLED = 30
# So often are the ways of answering taken in turns.
BLOCKS = 8
COPIES = 3
LIST_SIZE = 20
KINDS = {
    "pages/?type=announcements.AnnouncementPage&fields=*": AnnouncementPage,
    "images/?fields=*": PortalImage,
    "documents/?fields=*": PortalDocument,
}
LIST = next(iter(KINDS))


def details(client: Client) -> list[Figure]:
    """Compare the answer of one announcement."""
    ids = list(AnnouncementPage.objects.order_by("pk").values_list("pk", flat=True))
    picked = Random(1).sample(ids, min(DETAILS, len(ids)))
    return _compare(client, "detail", [f"pages/{pk}/?" for pk in picked], at_least=10)


def lists(client: Client) -> list[Figure]:
    """Compare lists of whole announcements."""
    offsets = _offsets(AnnouncementPage.objects.count(), LISTS)
    queries = [f"{LIST}&limit={LIST_SIZE}&offset={offset}" for offset in offsets]
    return _compare(client, f"list of {LIST_SIZE}", queries, at_least=30)


def full_copy(client: Client) -> list[Figure]:
    """Compare a first pass through the feed with a crawl of the same objects.

    The crawl is reckoned from lists that are spread over the whole. A list's `fields=*` holds less
    than a detail does in stock, which a crawl would have to ask for one by one.
    """
    passes = [_pass(client) for _ in range(COPIES)]
    objects = passes[0][1]
    seconds = sum(_crawl(client, path, model) for path, model in KINDS.items())
    crawled = sum(model.objects.count() for model in KINDS.values())
    ours = Times([taken / objects for taken, _, _ in passes])
    stock = Times([seconds / crawled])
    whole = f"{objects} objects, {passes[0][2] / 1e6:.0f} MB in {ours.median * objects:.1f} s"
    note = f"an object; {whole}; crawl of {crawled}: {seconds:.0f} s"
    return [_faster("full copy, by the feed", ours, stock, at_least=60, note=note)]


def _pass(client: Client) -> tuple[float, int, int]:
    """Read the feed from its beginning; return seconds, objects and bytes."""
    seconds, objects, size = 0.0, 0, 0
    since, more = "", True
    while more:
        content = client.get(f"/api/v2/changes/?limit=500&include=object&since={since}")
        seconds += client.elapsed
        size += len(content)
        page = json.loads(content)
        objects += sum("object" in item for item in page["items"])
        since, more = page["meta"]["next"], page["meta"]["more"]
    return seconds, objects, size


def _crawl(client: Client, path: str, model: Any) -> float:
    """Return how long stock takes to list all objects of `model`, in seconds."""
    count = model.objects.count()
    seconds, objects = 0.0, 0
    for offset in _offsets(count, CRAWLED):
        content = client.get(f"/stock/{path}&limit={LIST_SIZE}&offset={offset}")
        seconds += client.elapsed
        objects += len(json.loads(content)["items"])
    return seconds / objects * count


def _offsets(count: int, lists: int) -> list[int]:
    """Return the beginnings of lists that are spread evenly over `count` objects."""
    every = list(range(0, count - LIST_SIZE + 1, LIST_SIZE))
    step = max(1, len(every) // lists)
    return every[::step][:lists]


def _compare(client: Client, what: str, queries: list[str], at_least: float) -> list[Figure]:
    """Ask ours and Wagtail's own in turns, each several times: as the same reader goes on."""
    ways = {
        "stored": "/api/v2/{}",
        "made anew": "/api/v2/{}&_=1",
        "stock": "/stock/{}",
        "our shapes": "/shapes/{}",
    }
    taken: dict[str, list[float]] = {way: [] for way in ways}
    for block in filter(None, (queries[start::BLOCKS] for start in range(BLOCKS))):
        for way, address in ways.items():
            client.get(address.format(block[0]))
            for query in block:
                client.get(address.format(query))
                taken[way].append(client.elapsed)
    times = {way: Times(seconds) for way, seconds in taken.items()}
    return [
        _faster(what, times["stored"], times["stock"], at_least, "against stock Wagtail"),
        _faster("", times["stored"], times["our shapes"], note="against stock, in our shapes"),
        _faster("", times["made anew"], times["stock"], note="made anew, against stock Wagtail"),
    ]


def _faster(
    what: str, ours: Times, stock: Times, at_least: float | None = None, note: str = ""
) -> Figure:
    ratio = stock.median / ours.median
    return Figure(what, ratio, at_least=at_least, measured=ours, against=stock, note=note)
