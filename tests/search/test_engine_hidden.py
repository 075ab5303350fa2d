"""What is not public, or is somebody else's, is found by nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail_localize.operations import translate_object

from home.models import HomePage
from tests import factories

from .asking import announce, asked, ids
from .index import index_everything

pytestmark = pytest.mark.django_db


def hide_draft(page):
    page.unpublish()


def hide_restricted(page):
    factories.restrict(page)


def hide_below_restricted(page):
    factories.restrict(page.get_parent())


def hide_expired(page):
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def hide_deleted(page):
    page.delete()


def hide_moved(page):
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    Site.objects.create(hostname="khac.test", root_page=home)
    page.refresh_from_db()
    page.move(home.add_child(instance=type(page.get_parent().specific)(title="Tin")))


@pytest.mark.parametrize(
    "hide",
    [hide_draft, hide_restricted, hide_below_restricted, hide_expired, hide_deleted, hide_moved],
)
def test_what_is_hidden_is_gone_at_once(news, hide):
    """The index is not brought up to date in between."""
    page = announce(news, "Tin mật")
    index_everything()
    assert ids("mật") == [page.pk]
    hide(page)
    answer = asked("mật")
    assert (answer.total, answer.hits) == (0, [])
    assert not any(answer.facets.values())


@pytest.mark.parametrize(
    "hide", [hide_draft, hide_restricted, hide_below_restricted, hide_expired, hide_moved]
)
def test_what_is_hidden_may_be_in_the_index(news, hide):
    page = announce(news, "Tin mật", "mật")
    hide(page)
    index_everything()
    assert ids("mật") == []


def test_a_document_that_becomes_private_is_gone_at_once(news, plan):
    page = announce(news, "Tin", "Nội dung")
    page.body = [("document", {"document": plan, "text": "Kế hoạch mật"})]
    page.save()
    index_everything()
    assert sorted(hit.source for hit in asked("59-KH/HU").hits) == ["documents", "pages"]
    plan.collection = factories.PrivateCollectionFactory()
    type(plan).objects.filter(pk=plan.pk).update(collection=plan.collection)
    for query in ("59-KH/HU", "rừng phòng hộ", "kế hoạch mật"):
        assert ids(query) == [], query


def test_each_language_for_itself(news):
    page = announce(news, "Tin phòng cháy")
    translate_object(page, [factories.english()])
    copy = page.get_translation(factories.english())
    copy.title = "Fire prevention news"
    copy.save_revision().publish()
    index_everything()
    assert ids("fire") == []
    assert ids("fire", locale=factories.english()) == [copy.pk]
    assert ids("phòng cháy", locale=factories.english()) == []
    assert ids("fire", locale=None) == [copy.pk]


def test_each_site_for_itself(news):
    announce(news, "Tin của huyện")
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    site = Site.objects.create(hostname="khac.test", root_page=home)
    other = announce(factories.IndexFactory(parent=home), "Tin của xã")
    index_everything()
    assert ids("tin của", site=site) == [other.pk]
    assert len(ids("tin của", site=None)) == 2


def test_words_of_what_is_hidden_are_not_suggested(news):
    page = announce(news, "Tin xyzzy")
    index_everything()
    factories.restrict(page)
    assert asked("xyzzt").did_you_mean == ""
