"""`manage.py reconcile` finds what no trigger could see, mends it, and leaves the rest alone."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from portal.queue import clock
from portal.queue.jobs import run_due
from portal.syndication import builder, store, triggers, writing
from portal.syndication.management.commands import reconcile as command
from portal.syndication.models import (
    REPRESENTATION,
    Build,
    Dependency,
    Mark,
    PublishedItem,
    Reconciliation,
)
from tests import factories

from .pages import public_pages, shared_things
from .reader import Reader, deletes, upserts

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """An announcement among pages and things of every kind, all of it built."""
    page = public_pages()[1]
    shared_things()
    factories.AnnouncementFactory(parent=page.get_parent(), live=False)
    builder.drain()
    return page


def reconcile(*options):
    """Run the command; return its exit code and what it said."""
    output = io.StringIO()
    try:
        call_command("reconcile", *options, stdout=output)
    except SystemExit as end:
        return end.code, output.getvalue()
    return 0, output.getvalue()


def item_of(page):
    return PublishedItem.objects.get(endpoint="pages", object_id=page.pk, is_tracked=True)


def state():
    """Return all that the store holds."""
    items = PublishedItem.objects.order_by("pk").values()
    keys = Dependency.objects.order_by("item", "key").values_list("item", "key")
    builds = Build.objects.order_by("pk").values()
    return list(items), list(keys), list(builds), list(Mark.objects.values())


def quietly(**values):
    """Change pages as if no trigger had seen it."""
    pk = values.pop("pk")
    Page.objects.filter(pk=pk).update(**values)
    Mark.objects.all().delete()


@pytest.mark.parametrize("options", [[], ["--full"], ["--check"], ["--check", "--full"]])
def test_clean_store_is_left_as_it_is(page, options):
    before = state()
    code, said = reconcile(*options)
    assert code == 0, said
    # The home page, the list, two announcements, a draft, four shared things.
    assert "9 objects compared, 0" in said
    assert state() == before


# What can be wrong


def is_missing(page):
    item_of(page).delete()


def is_of_a_gone_object(page):
    Page.objects.filter(pk=page.pk).specific().delete()
    Mark.objects.all().delete()


def is_public_and_hidden(page):
    PublishedItem.objects.filter(pk=item_of(page).pk).update(is_public=False, body="", etag="")


def is_hidden_and_public(page):
    quietly(pk=page.pk, live=False)


def is_under_another_site(page):
    PublishedItem.objects.filter(pk=item_of(page).pk).update(site_id=77)


def has_other_bytes(page):
    PublishedItem.objects.filter(pk=item_of(page).pk).update(body="{}", etag='"x"')


def has_other_bytes_and_its_etag(page):
    PublishedItem.objects.filter(pk=item_of(page).pk).update(body="{}")


def has_another_etag(page):
    PublishedItem.objects.filter(pk=item_of(page).pk).update(etag='"x"')


def shows_an_old_title(page):
    quietly(pk=page.pk, title="Khác")


def lacks_a_dependency(page):
    Dependency.objects.filter(item=item_of(page), key=f"page-text:{page.pk}").delete()


def has_a_dependency_too_many(page):
    Dependency.objects.create(item=item_of(page), key="page:123456")


def is_under_another_language(page):
    PublishedItem.objects.filter(pk=item_of(page).pk).update(locale="en")


def knows_no_expiry(page):
    expiry = timezone.now() + timedelta(hours=1)
    Page.objects.filter(pk=page.pk).update(expire_at=expiry)
    builder.drain()
    PublishedItem.objects.filter(pk=item_of(page).pk).update(valid_until=None)


FAST = [
    is_missing, is_of_a_gone_object, is_public_and_hidden, is_hidden_and_public,
    is_under_another_site,
]  # fmt: skip
FULL = [
    has_other_bytes, has_other_bytes_and_its_etag, has_another_etag, shows_an_old_title,
    lacks_a_dependency, has_a_dependency_too_many, is_under_another_language, knows_no_expiry,
]  # fmt: skip
CASES = [*((spoil, []) for spoil in FAST), *((spoil, ["--full"]) for spoil in [*FAST, *FULL])]


@pytest.mark.parametrize(("spoil", "options"), CASES)
def test_difference_is_found_and_mended(client, page, spoil, options):
    pk = page.pk
    spoil(page)
    before = state()
    code, said = reconcile("--check", *options)
    assert code == 1
    assert f"pages/{pk} " in said
    assert "1 would be mended" in said
    assert state() == before
    code, said = reconcile(*options)
    assert code == 0
    assert f"pages/{pk} " in said
    assert "1 mended" in said
    for thorough in ([], ["--full"]):
        assert reconcile("--check", *thorough)[0] == 0
    kept = client.get(f"/api/v2/pages/{pk}/")
    anew = client.get(f"/api/v2/pages/{pk}/?_=1")
    assert (kept.status_code, kept.content) == (anew.status_code, anew.content)


@pytest.mark.parametrize(
    "spoil", [is_missing, is_public_and_hidden, has_other_bytes, has_other_bytes_and_its_etag]
)
def test_what_is_mended_comes_in_the_feed(page, spoil):
    reader = Reader()
    spoil(page)
    reconcile("--full")
    assert reader.changes() == upserts(page)


def test_withdrawal_that_was_missed_comes_in_the_feed(page):
    reader = Reader()
    is_hidden_and_public(page)
    assert reader.changes() == []
    reconcile()
    assert reader.changes() == deletes(page)


@pytest.mark.parametrize("options", [["--check"], ["--check", "--full"]])
def test_what_waits_to_be_built_is_no_difference(page, options):
    Page.objects.filter(pk=page.pk).update(title="Khác")
    factories.AnnouncementFactory(parent=page.get_parent())
    Page.objects.exclude(pk=page.pk).filter(numchild=0).first().delete()
    before = state()
    code, said = reconcile(*options)
    assert code == 0, said
    assert state() == before


def test_missing_trigger_is_found_and_mended(page):
    triggers.uninstall()
    Page.objects.filter(pk=page.pk).update(title="Khác")
    code, said = reconcile("--check")
    assert code == 1
    assert said.count("the trigger syndication_") > 1
    assert triggers.missing()
    reconcile()
    assert triggers.missing() == []
    assert "Khác" in item_of(page).content.decode()
    assert reconcile("--check", "--full")[0] == 0


# Another version of the code


@pytest.fixture
def raised(monkeypatch):
    """Raise the version of the representations, as a change of code does."""

    def raise_version():
        for module in (store, builder, writing):
            monkeypatch.setattr(module, "REPRESENTATION", REPRESENTATION + 1)

    return raise_version


def test_bytes_of_another_version_are_not_served_and_made_anew(client, page, raised):
    reader = Reader()
    has_other_bytes(page)
    assert client.get(f"/api/v2/pages/{page.pk}/").content == b"{}"
    raised()
    listing = "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*"
    anew = client.get(f"/api/v2/pages/{page.pk}/?_=1").content
    assert client.get(f"/api/v2/pages/{page.pk}/").content == anew
    assert client.get(listing).json()["items"][0] != {}
    assert reader.changes() == upserts(page)
    assert set(PublishedItem.objects.values_list("schema", flat=True)) == {REPRESENTATION + 1}
    assert client.get(f"/api/v2/pages/{page.pk}/").content == anew


def test_deletes_of_another_version_stay_in_the_feed(page, raised):
    reader = Reader()
    gone = deletes(page)
    page.delete()
    builder.drain()
    raised()
    assert reader.changes() == gone
    reader.cursor = ""
    assert all(told[0] == "upsert" for told in reader.changes())


def test_lists_are_served_from_the_store_again(client, page, raised, django_assert_max_num_queries):
    page.delete()
    builder.drain()
    raised()
    builder.drain()
    with django_assert_max_num_queries(6):
        client.get("/api/v2/pages/?type=announcements.AnnouncementPage&fields=*")


# Reports


def test_what_was_found_is_kept(page):
    is_hidden_and_public(page)
    reconcile("--full")
    kept = Reconciliation.objects.latest("pk")
    assert (kept.checked, kept.wrong, kept.is_full) == (9, 1, True)
    assert kept.problems == [f"pages/{page.pk} is kept as public and is not"]
    assert kept.finished_at >= kept.started_at


def test_long_run_shows_how_far_it_is(page, monkeypatch):
    monkeypatch.setattr(command, "REPORT_EACH", 2)
    monkeypatch.setattr("portal.syndication.reconciling.FAST_CHUNK", 2)
    said = reconcile()[1]
    assert said.index("pages: 2 compared") < said.index("pages: 4 compared")


def test_store_is_compared_each_hour(page):
    is_hidden_and_public(page)
    run_due()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        clock.each_hour()
        run_due()
    assert not item_of(page).is_public
    assert Reconciliation.objects.latest("pk").wrong == 1
