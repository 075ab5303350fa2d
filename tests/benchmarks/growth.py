"""What a page of the feed costs while the store grows. The rows are made up; the store is lost."""

from itertools import islice

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Site as SiteOfPages

from portal.syndication.cursors import Cursor, Place
from portal.syndication.models import REPRESENTATION, Build, Mark, PublishedItem

from .figures import Figure, Times
from .site import Client, Site

SIZES = (500, 5_000, 50_000)
PAGE = 100
ROUNDS = 60
BATCH_OF_BUILDER = 40
ROWS_AT_ONCE = 1_000
DEPENDENCIES = 12
SAMPLES = 400


def feed_pages(site: Site) -> list[Figure]:
    """Measure a page of 100 in the middle of stores of each size."""
    samples = _samples()
    with connection.cursor() as cursor:
        for table in ("dependency", "mark", "publisheditem", "build"):
            cursor.execute(f"DELETE FROM syndication_{table}")
    plain, whole, waiting = [], [], []
    for size in SIZES:
        _fill(size, samples)
        client = site.client()
        path = f"/api/v2/changes/?limit={PAGE}&since={_middle(size)}"
        plain.append(_measure(client, path))
        whole.append(_measure(client, f"{path}&include=object"))
        Mark.objects.bulk_create(Mark(key=f"page:{10**9 + number}") for number in range(PAGE))
        waiting.append(_measure(client, path))
        Mark.objects.all().delete()
    return [
        _growth("feed page of 100", plain),
        _growth("… with objects", whole),
        _growth("… while 100 marks wait", waiting),
    ]


def _samples() -> list[PublishedItem]:
    """Return real items, of all kinds in their proportion."""
    public = PublishedItem.objects.filter(is_public=True).order_by("place")
    step = max(1, public.count() // SAMPLES)
    return list(islice(public.iterator(), 0, None, step))


@transaction.atomic
def _fill(size: int, samples: list[PublishedItem]) -> None:
    """Add items until there are `size`, in builds of the builder's size."""
    known = PublishedItem.objects.count()
    for first in range(known + 1, size + 1, ROWS_AT_ONCE):
        places = range(first, min(first + ROWS_AT_ONCE, size + 1))
        builds = {
            start: Build.objects.create(
                first_place=start, last_place=min(start + BATCH_OF_BUILDER, places.stop) - 1
            )
            for start in places[::BATCH_OF_BUILDER]
        }
        PublishedItem.objects.bulk_create(
            _item(
                place,
                samples,
                builds[places[(place - first) // BATCH_OF_BUILDER * BATCH_OF_BUILDER]],
            )
            for place in places
        )
    numbers = " UNION ALL ".join(f"SELECT {number} AS n" for number in range(DEPENDENCIES))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO syndication_dependency (item_id, key) "
            "SELECT item.id, 'page:' || (item.object_id + numbers.n) "
            f"FROM syndication_publisheditem AS item CROSS JOIN ({numbers}) AS numbers "
            "WHERE item.place > %s",
            [known],
        )
    connection.on_commit(_analyse)


def _item(place: int, samples: list[PublishedItem], build: Build) -> PublishedItem:
    sample = samples[place % len(samples)]
    return PublishedItem(
        endpoint=sample.endpoint,
        object_id=place,
        site_id=sample.site_id,
        locale=sample.locale,
        type=sample.type,
        translation_key=sample.translation_key,
        detail_url=sample.detail_url,
        html_url=sample.html_url,
        etag=sample.etag,
        body=sample.body,
        is_public=True,
        place=place,
        build=build,
        changed_at=timezone.now(),
        schema=REPRESENTATION,
    )


def _analyse() -> None:
    # As the database does by itself, some time after rows have come.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _middle(size: int) -> Cursor:
    place = size // 2 - PAGE // 2
    build = Build.objects.get(first_place__lte=place, last_place__gte=place)
    return Cursor(SiteOfPages.objects.get(is_default_site=True).pk, Place(place, build.token))


def _measure(client: Client, path: str) -> Times:
    assert len(client.json(path)["items"]) == PAGE
    seconds = []
    for _ in range(ROUNDS):
        client.get(path)
        seconds.append(client.elapsed)
    return Times(seconds)


def _growth(what: str, times: list[Times]) -> Figure:
    # By the minimum: the sizes come one after the other, and the machine may do else meanwhile.
    sizes = ", ".join(
        f"{size:,}: {taken.minimum * 1000:.2f}" for size, taken in zip(SIZES, times, strict=True)
    )
    ratio = times[-1].minimum / times[0].minimum
    note = f"{SIZES[-1]:,} against {SIZES[0]:,} objects ({sizes} ms)"
    return Figure(what, ratio, at_most=1.5, measured=times[-1], against=times[0], note=note)
