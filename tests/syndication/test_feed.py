"""The feed as a contract: cursors, the first pass, pages of any size."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page, Site

from portal.syndication import builder
from portal.syndication.models import Build
from portal.syndication.pruning import prune_builds
from tests import factories

from .pages import rename
from .reader import Reader, get, page_of, upserts

pytestmark = pytest.mark.django_db


# Cursors


def test_cursor_needs_no_quoting_and_leads_on(client, pages):
    builder.drain()
    items, meta = page_of(client, "limit=2")
    for cursor in (meta["next"], *(item["cursor"] for item in items)):
        assert quote(cursor, safe="") == cursor
    assert page_of(client, f"since={items[0]['cursor']}&limit=1")[0][0]["id"] == items[1]["id"]


@pytest.mark.parametrize(
    "since",
    [
        "x", "1", "-1", "0", "1.2", "1.0123456789abcdef", "0.0123456789abcdef",
        "99999999999999999999.0123456789abcdef", "1.0123456789abcdef.1.0123456789abcdef",
        "%F0%9F%8D%9A", "%27%20OR%201%3D1",
    ],
)  # fmt: skip
def test_cursor_that_was_never_given_out_is_gone(client, pages, since):
    builder.drain()
    answer = get(client, f"since={since}", 410)
    assert set(answer.json()) == {"message"}
    assert "start again without since" in answer.json()["message"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_cursor_mixed_of_two_builds_is_gone(client, pages):
    builder.drain()
    early = page_of(client)[1]["next"]
    rename(pages[1])
    late = page_of(client)[1]["next"]
    (place, token), (later, other) = early.split("."), late.split(".")
    for mixed in (f"{place}.{other}", f"{later}.{token}"):
        get(client, f"since={mixed}", 410)
    for known in (early, late):
        get(client, f"since={known}")


@pytest.mark.parametrize("part", [0, 1])
def test_beginning_of_a_pass_is_looked_at_as_well(client, pages, part):
    builder.drain()
    first_page = page_of(client, "limit=1")[1]["next"]
    place, token, began, mark = first_page.split(".")
    get(client, f"since={place}.{token}.{began}.{mark}")
    get(client, f"since={place}.{token}.{began}.{'0' * 16}", 410)
    get(client, f"since={place}.{token}.{int(began) + 1}.{mark}", 410)


def test_cursor_of_a_state_that_a_backup_has_undone_is_gone(client, pages):
    builder.drain()
    rename(pages[1])
    cursor = page_of(client)[1]["next"]
    # What a restored backup and the edits after it leave: the same places, with other tokens.
    for build in Build.objects.all():
        build.token = f"{build.pk:016x}"
        build.save()
    rename(pages[2])
    get(client, f"since={cursor}", 410)


def test_cursor_lives_a_year(client, pages):
    builder.drain()
    cursor = page_of(client)[1]["next"]
    for page in (pages[0], factories.home_page(), *pages):
        rename(page)
    now = timezone.now()
    prune_builds()
    with time_machine.travel(now + timedelta(days=365)):
        prune_builds()
        assert page_of(client, f"since={cursor}")[0]
    with time_machine.travel(now + timedelta(days=367)):
        prune_builds()
        get(client, f"since={cursor}", 410)


def test_end_of_a_feed_that_has_stood_still_for_years_is_no_old_cursor(client, pages):
    builder.drain()
    cursor = page_of(client)[1]["next"]
    with time_machine.travel(timezone.now() + timedelta(days=1000)):
        prune_builds()
        assert page_of(client, f"since={cursor}") == ([], {"next": cursor, "more": False})
        assert len(page_of(client)[0]) == 4
        rename(pages[1])
        assert [item["id"] for item in page_of(client, f"since={cursor}")[0]] == [pages[1].pk]


# The first pass


def test_first_pass_is_what_is_public_now(client, pages, shared):
    factories.AnnouncementFactory(parent=pages[0], live=False)
    private = factories.StandardPageFactory()
    factories.restrict(private)
    withdrawn = factories.AnnouncementFactory(parent=pages[0])
    builder.drain()
    withdrawn.unpublish()
    reader = Reader.from_nothing()
    assert reader.changes() == upserts(factories.home_page(), *pages, *shared)


def test_what_is_withdrawn_during_the_first_pass_comes_as_a_delete(client, pages):
    before = factories.AnnouncementFactory(parent=pages[0])
    builder.drain()
    before.unpublish()
    builder.drain()
    items, meta = page_of(client, "limit=2")
    during = pages[2]
    during.unpublish()
    builder.drain()
    told = []
    while meta["more"]:
        items, meta = page_of(client, f"limit=1&since={meta['next']}")
        told += [(item["action"], item["id"]) for item in items]
    assert ("delete", during.pk) in told
    assert before.pk not in {pk for _action, pk in told}
    before.save_revision().publish()
    builder.drain()
    assert page_of(client, f"since={meta['next']}")[0][0]["id"] == before.pk


def test_who_is_through_with_the_first_pass_is_told_of_every_delete(client, pages):
    builder.drain()
    cursor = page_of(client)[1]["next"]
    assert cursor.count(".") == 1
    pages[1].unpublish()
    builder.drain()
    assert [item["action"] for item in page_of(client, f"since={cursor}")[0]] == ["delete"]


def test_each_object_stands_once_at_its_latest_change(client, pages):
    builder.drain()
    for _ in range(3):
        rename(pages[1])
    items = page_of(client)[0]
    assert sorted(item["id"] for item in items) == sorted(
        [factories.home_page().pk, *(page.pk for page in pages)]
    )
    assert items[-1]["id"] == pages[1].pk


def test_nothing_public_at_all(client):
    Page.objects.filter(depth__gt=1).update(live=False)
    builder.drain()
    answer = get(client)
    assert answer.json()["items"] == []
    assert answer.json()["meta"]["more"] is False
    cursor = answer.json()["meta"]["next"]
    assert page_of(client, f"since={cursor}") == ([], {"next": cursor, "more": False})
    Page.objects.filter(depth__gt=1).update(live=True)
    builder.drain()
    assert [item["action"] for item in page_of(client, f"since={cursor}")[0]] == ["upsert"]


def test_without_any_site_there_is_no_feed(client):
    Site.objects.all().delete()
    assert set(get(client, status=404).json()) == {"message"}


# Limits


@pytest.mark.parametrize("limit", [1, 3, 4, 5, 500])
def test_pages_of_any_size_hold_the_same(client, pages, limit):
    builder.drain()
    whole = page_of(client)[0]
    assert len(whole) == 4
    items, since, sizes = [], "", []
    for _ in range(10):
        found, meta = page_of(client, f"limit={limit}&since={since}")
        items, since = items + found, meta["next"]
        sizes.append(len(found))
        if not meta["more"]:
            break
    assert items == whole
    assert sizes == [min(limit, 4 - start) for start in range(0, 4, limit)]


def test_hundred_are_given_without_a_limit(client, pages):
    for number in range(100):
        factories.CategoryFactory(name=f"Mục {number}")
    builder.drain()
    items, meta = page_of(client)
    assert (len(items), meta["more"]) == (100, True)


@pytest.mark.parametrize("way", ["include=object", "type=home.HomePage", "locale=vi"])
def test_same_page_twice_is_the_same(client, pages, way):
    builder.drain()
    assert get(client, f"limit=1&{way}").content == get(client, f"limit=1&{way}").content
