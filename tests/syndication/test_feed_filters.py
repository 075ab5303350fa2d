"""The feed narrowed by type, language and site: no filter hides a delete of what it showed."""

import pytest
from wagtail.models import Page

from portal.syndication import builder
from tests import factories

from .pages import rename
from .reader import Reader, deletes, get, upserts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("label", ["announcements.AnnouncementPage", "media.PortalImage"])
def test_only_one_type(pages, shared, label):
    reader = Reader.from_nothing(query=f"type={label}")
    told = reader.changes()
    expected = [one for one in upserts(*pages, *shared) if one[1] == label]
    assert told == expected


def test_all_types_of_pages(pages, shared):
    reader = Reader.from_nothing(query="type=wagtailcore.Page,media.PortalImage")
    assert reader.changes() == upserts(factories.home_page(), *pages, shared[3])


def test_reader_goes_on_over_what_his_filter_hides(client, pages, shared):
    reader = Reader(query="type=media.PortalImage")
    before = reader.cursor
    rename(pages[1])
    assert reader.changes() == []
    assert reader.cursor != before
    get(client, f"since={reader.cursor}")


def test_page_of_another_language_and_site(pages, shared, other_site):
    english = factories.english()
    of_english, of_vietnamese, of_other = (
        Reader(query="locale=en"), Reader(query="locale=vi"), Reader("khac.test"),
    )  # fmt: skip
    everything = Reader()
    page = pages[1]
    Page.objects.filter(pk=page.pk).update(locale=english)
    for reader, actions in (
        (of_vietnamese, ["delete"]),
        (of_english, ["upsert"]),
        (everything, ["delete", "upsert"]),
        (of_other, []),
    ):
        told = [(item["action"], item["id"]) for item in news_of(reader)]
        assert told == [(action, page.pk) for action in actions]
    Page.objects.filter(pk=page.pk).update(locale=pages[0].locale)
    assert [item["action"] for item in news_of(of_english)] == ["delete"]
    assert [item["action"] for item in news_of(of_vietnamese)] == ["upsert"]
    assert [item["action"] for item in news_of(everything)] == ["delete", "upsert"]


def news_of(reader):
    """Return what he is told; what is deleted here may answer as what has come elsewhere."""
    builder.drain()
    return reader.read()


def test_page_that_moves_to_another_site(pages, other_site):
    here, there = Reader(), Reader("khac.test")
    index = pages[0]
    Page.objects.get(pk=index.pk).move(other_site.root_page, pos="last-child")
    assert here.changes() == deletes(*pages)
    assert there.changes() == upserts(*pages)
    home = factories.home_page()
    Page.objects.get(pk=index.pk).move(Page.objects.get(pk=home.pk), pos="last-child")
    assert here.changes() == upserts(*pages)
    assert there.changes() == deletes(*pages)


def test_page_that_was_hidden_while_it_moved(pages, other_site):
    here, there = Reader(), Reader("khac.test")
    index = pages[0]
    factories.restrict(index)
    assert here.changes() == deletes(*pages)
    Page.objects.get(pk=index.pk).move(other_site.root_page, pos="last-child")
    assert there.changes() == []
    index.view_restrictions.all().delete()
    assert here.changes() == []
    assert there.changes() == upserts(*pages)


def test_what_is_shared_stands_in_the_feed_of_each_site(pages, shared, other_site):
    there = Reader("khac.test", "locale=en")
    type(shared[2]).objects.filter(pk=shared[2].pk).update(title="Khác")
    assert there.changes() == upserts(shared[2])
    image = shared[3]
    gone = deletes(image)
    image.delete()
    assert there.changes() == gone
