"""docs/examples/mirror.py against a portal that is played, on its bad days."""

import sys
from collections.abc import Iterator
from hashlib import sha256
from random import Random

import pytest

from tests.databases import base_url

from . import mirror_feed as faults
from .mirror_copy import MIRROR, Copy
from .mirror_feed import DOCUMENT, FEED, PAGE, PlayedPortal

pytestmark = pytest.mark.skipif(base_url() != "sqlite", reason="no database is asked")

PAGES = 8


@pytest.fixture
def portal() -> Iterator[PlayedPortal]:
    with PlayedPortal() as portal:
        for pk in range(1, PAGES + 1):
            portal.publish(PAGE, pk, title=f"Thông báo số {pk}")
        for pk in range(1, 4):
            content = f"%PDF số {pk} ".encode() * 10_000
            portal.publish(DOCUMENT, pk, file=content, title=f"Kế hoạch {pk}")
        yield portal


@pytest.fixture
def copy(portal, tmp_path) -> Copy:
    return Copy(portal.url, tmp_path)


def assert_equal(copy: Copy, portal: PlayedPortal) -> None:
    assert copy.items() == portal.public()
    assert copy.files() == portal.public_files()
    assert copy.is_whole()


def test_example_is_short_and_needs_little():
    source = MIRROR.read_text(encoding="utf-8")

    assert len(source.splitlines()) < 200
    imported = {line.split()[1] for line in source.splitlines() if line.startswith("import ")}
    assert imported - sys.stdlib_module_names == {"requests"}


def test_copy_is_what_is_public_byte_for_byte(portal, copy):
    portal.publish_bytes(
        PAGE, 50, '{"id":50, "meta":{}, "t": "\\u2028 1\\/2 ,\\"object\\":{ ộ"}'.encode()
    )
    portal.withdraw(PAGE, 3)

    ended = copy.complete()

    assert ended.returncode == 0
    assert_equal(copy, portal)


def test_it_goes_on_where_it_stopped(portal, copy):
    copy.complete()
    known = copy.cursor()
    portal.publish(PAGE, 2, title="Thông báo số 2 (đính chính)")
    portal.withdraw(PAGE, 5)
    portal.asked.clear()

    copy.complete()

    assert_equal(copy, portal)
    assert portal.questions()[0]["since"] == known
    assert not portal.questions("/documents/")


@pytest.mark.parametrize(
    "fault",
    [
        faults.fail(500),
        faults.fail(503),
        faults.drop,
        faults.cut,
        faults.cut_unnoticed,
        faults.hang,
        faults.replace_answer(lambda body: b"<title>B\xe1\xba\xa3o tr\xc3\xac</title>"),
        faults.replace_answer(lambda body: body.replace("số".encode(), b"so")),
    ],
    ids=["500", "503", "drop", "cut", "cut-unnoticed", "hang", "other-page", "changed"],
)
@pytest.mark.parametrize("path", [FEED, "/documents/"])
def test_fault_is_survived(portal, copy, fault, path):
    portal.faults += [("/", faults.send), (path, fault)]

    ended = copy.complete("--timeout", "1")

    assert ended.returncode == 0
    assert "trying again" in ended.stderr
    assert not portal.faults
    assert_equal(copy, portal)


def test_portal_that_is_asked_too_often_says_when_to_come_back(portal, copy):
    portal.faults += [(FEED, faults.fail(429, Retry_After="2"))]

    ended = copy.complete()

    assert "trying again in 2 s" in ended.stderr
    assert_equal(copy, portal)


def test_pauses_grow_while_the_portal_is_down(portal, copy):
    portal.faults += [(FEED, faults.fail(502)), (FEED, faults.drop), (FEED, faults.send)]
    portal.faults += [(FEED, faults.drop)]

    ended = copy.complete()

    pauses = [
        line.split("again in ")[1] for line in ended.stderr.splitlines() if "again in" in line
    ]
    assert pauses == ["1 s", "2 s", "1 s"]


def test_withdrawn_document_goes_with_its_file(portal, copy):
    portal.publish(DOCUMENT, 4, file=b"%PDF shared", title="Bản thứ nhất")
    portal.publish(DOCUMENT, 5, file=b"%PDF shared", title="Bản thứ hai")
    copy.complete()
    assert len(copy.files()) == 4
    portal.withdraw(DOCUMENT, 2)
    portal.withdraw(DOCUMENT, 4)

    copy.complete()

    assert_equal(copy, portal)
    assert sha256(b"%PDF shared").hexdigest() in copy.files()
    assert len(copy.files()) == 3


def test_file_replaced_meanwhile_holds_up_nothing_and_comes_with_the_newer_item(portal, copy):
    portal.files["/documents/3/tep.pdf"] = b"%PDF replaced"
    first, second = portal.files["/documents/1/tep.pdf"], portal.files["/documents/2/tep.pdf"]

    ended = copy.complete()

    assert ended.returncode == 1
    assert "1 files could not be had" in ended.stderr
    assert copy.items() == portal.public()
    assert set(copy.files().values()) == {first, second}

    portal.publish(DOCUMENT, 3, file=b"%PDF replaced", title="Kế hoạch 3")

    assert copy.complete().returncode == 0
    assert_equal(copy, portal)


def test_files_that_take_longer_than_a_turn_all_come(portal, copy):
    assert copy.complete("--interval", "0").returncode == 0

    assert_equal(copy, portal)


def test_failed_file_lets_the_others_go_first(portal, copy):
    portal.faults += [("/documents/", faults.fail(500))]

    copy.complete("--limit", "100")

    first, *others, last = [path for path, _, _ in portal.asked if path.startswith("/documents/")]
    assert first == last
    assert len({first, *others}) == 3
    assert_equal(copy, portal)


def test_file_without_end_is_not_taken_in(portal, copy):
    portal.faults += [("/documents/", faults.flood)]

    copy.complete()

    assert portal.refused.is_set()
    assert_equal(copy, portal)


def test_unchanged_feed_costs_a_304_and_a_change_is_followed(portal, copy):
    following = copy.follow()
    try:
        following.wait_until(lambda: statuses(portal).count(304) > 2, "nothing is new")
        portal.withdraw(PAGE, 1)
        portal.publish(DOCUMENT, 1, file=b"%PDF newer", title="Kế hoạch 1")

        following.wait_until(lambda: copy.items() == portal.public(), "the change is there")
        following.wait_until(lambda: copy.files() == portal.public_files(), "its file is there")
    finally:
        following.kill()
    assert set(statuses(portal)) == {200, 304}


def test_after_410_all_is_read_anew_and_what_does_not_come_goes(portal, copy):
    portal.publish(DOCUMENT, 4, file=b"%PDF lost", title="Chỉ có sau bản sao lưu")
    copy.complete()
    before, files = copy.items(), copy.files()
    portal.restore((PAGE, 7), (DOCUMENT, 4))
    portal.faults += [(FEED, faults.send)] * 3 + [(FEED, faults.hang)]

    # Killed in the middle of the new pass: the old copy is there, and the next run goes on.
    following = copy.follow()
    following.wait_until(portal.hanging.is_set, "the third page of the new pass is asked for")
    following.kill()

    assert statuses(portal).count(410) == 1
    assert copy.items() == before
    assert copy.files() == files
    assert not copy.is_whole()
    known = copy.cursor()
    portal.asked.clear()

    copy.complete()

    assert known is not None
    assert portal.questions()[0]["since"] == known
    assert_equal(copy, portal)
    assert not portal.questions("/documents/")


@pytest.mark.parametrize("path", [FEED, "/documents/"])
def test_killed_while_an_answer_comes(portal, copy, path):
    portal.faults += [(FEED, faults.send), (path, faults.hang)]
    killed = copy.follow()
    killed.wait_until(portal.hanging.is_set, "the second answer has begun")

    killed.kill()

    known = copy.cursor()
    portal.asked.clear()
    copy.complete()
    assert known is not None
    assert portal.questions()[0]["since"] == known
    assert_equal(copy, portal)


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_any_moment(portal, copy, seed):
    rng = Random(seed)
    edits = [
        lambda pk: portal.publish(PAGE, pk, title=f"Lần {len(portal.bodies)}"),
        lambda pk: portal.publish(DOCUMENT, pk, file=rng.randbytes(70_000), title="Tệp mới"),
        lambda pk: (PAGE, pk) in portal.public() and portal.withdraw(PAGE, pk),
        lambda pk: (DOCUMENT, pk) in portal.public() and portal.withdraw(DOCUMENT, pk),
        lambda pk: portal.restore(),
    ]

    for _ in range(12):
        is_through = copy.complete_killed_after(rng.randint(1, 500))
        assert set(copy.items().values()) <= portal.bodies
        assert not copy.damaged_files()
        if is_through:
            assert_equal(copy, portal)
        rng.choice(edits)(rng.randint(1, PAGES))

    copy.complete()
    assert_equal(copy, portal)


def test_second_mirror_in_the_same_folder_does_nothing(portal, copy):
    following = copy.follow()
    try:
        following.wait_until(copy.is_whole, "the first is at work")
        second = copy.complete()
    finally:
        following.kill()

    assert second.returncode == 1
    assert "locked" in second.stderr


def statuses(portal: PlayedPortal) -> list[int]:
    return [status for path, _, status in list(portal.asked) if path == FEED]
