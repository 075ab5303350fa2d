from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Collection, Page, Site
from wagtail_localize.operations import translate_object

from home.models import HomePage
from media.models import PortalDocument, PortalImage
from portal.public import (
    all_public_pages,
    is_public,
    is_public_member,
    is_published,
    is_restricted,
    public_members,
    public_pages,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return factories.AnnouncementFactory()


def test_live_page_is_public(page):
    assert is_public(page)
    assert is_published(page)


def test_draft_is_not_public():
    draft = factories.AnnouncementFactory(live=False)
    assert not is_public(draft)
    assert not is_published(draft)


def test_page_is_gone_the_minute_it_expires_though_nothing_has_run():
    now = timezone.now()
    page = factories.AnnouncementFactory(expire_at=now + timedelta(minutes=5))
    assert is_public(page)
    with time_machine.travel(now + timedelta(minutes=5, seconds=1), tick=False):
        assert not is_public(page)


def test_restriction_hides_the_page_and_what_is_below(page):
    factories.restrict(page.get_parent())
    assert not is_public(page)
    assert is_restricted(page)
    # As HTML it is still there: with its login form.
    assert is_published(page)


def test_restriction_on_a_neighbour_whose_path_looks_alike_hides_nothing(page):
    neighbour = factories.AnnouncementFactory(parent=page.get_parent())
    factories.restrict(neighbour)
    assert is_public(page)


def test_page_of_another_site_is_not_on_this_one(page):
    root = Page.get_first_root_node()
    other = root.add_child(instance=HomePage(title="Xã Bình Minh", slug="binh-minh"))
    site = Site.objects.create(hostname="binhminh.test", root_page=other)
    own = Site.objects.get(is_default_site=True)
    assert page.pk in public_pages(Page.objects.all(), own).values_list("pk", flat=True)
    assert page.pk not in public_pages(Page.objects.all(), site).values_list("pk", flat=True)


def ids_on(site):
    return set(all_public_pages(site).values_list("pk", flat=True))


def test_all_pages_of_a_site_are_asked_for_each_time(page):
    own = Site.objects.get(is_default_site=True)
    factories.AnnouncementFactory(live=False)
    assert ids_on(own) == set(public_pages(Page.objects.all(), own).values_list("pk", flat=True))
    assert page.pk in ids_on(own)
    factories.restrict(page)
    assert page.pk not in ids_on(own)
    added = factories.AnnouncementFactory()
    assert added.pk in ids_on(own)


def test_all_pages_of_a_site_follow_its_root(page):
    own = Site.objects.get(is_default_site=True)
    root, index = own.root_page, page.get_parent()
    assert root.pk in ids_on(own)
    own.root_page = index
    own.save()
    assert ids_on(own) == {index.pk, page.pk}
    index.move(Page.get_first_root_node(), "last-child")
    own.refresh_from_db()
    assert ids_on(own) == {index.pk, page.pk}


def test_stand_in_of_an_untranslated_parent_is_not_public(page):
    english = factories.english()
    translate_object(page, [english])
    parent = page.get_parent().get_translation(english)
    assert parent.alias_of_id
    assert not is_public(parent)


def translated(page):
    """Return the published English copy of `page`."""
    english = factories.english()
    translate_object(page, [english])
    copy = page.get_translation(english)
    copy.save_revision().publish()
    copy.refresh_from_db()
    return copy


def test_translation_is_public_with_its_source(page):
    assert is_public(translated(page))


@pytest.mark.parametrize(
    "withdraw",
    [
        lambda page: page.unpublish(),
        lambda page: page.delete(),
        factories.restrict,
        lambda page: Page.objects.filter(pk=page.pk).update(
            expire_at=datetime(2020, 1, 1, tzinfo=UTC)
        ),
    ],
    ids=["unpublished", "deleted", "restricted", "expired"],
)
def test_translation_goes_with_its_source(page, withdraw):
    copy = translated(page)
    withdraw(page)
    assert not is_public(copy)


@pytest.mark.parametrize("factory", [factories.ImageFactory, factories.DocumentFactory])
def test_member_of_a_private_collection_or_one_below_it_is_not_public(factory):
    private = factories.PrivateCollectionFactory()
    child = private.add_child(instance=Collection(name="Dự thảo"))
    shown, hidden, below = factory(), factory(collection=private), factory(collection=child)
    model = PortalImage if factory is factories.ImageFactory else PortalDocument
    assert list(public_members(model.objects.filter(pk__in=[shown.pk, hidden.pk, below.pk]))) == [
        shown
    ]
    assert is_public_member(shown)
    assert not is_public_member(hidden)
    assert not is_public_member(below)
    assert not is_public_member(None)


def test_private_collections_are_looked_up_once_for_a_request(rf, django_assert_num_queries):
    members = [factories.DocumentFactory() for _number in range(3)]
    request = rf.get("/")
    with django_assert_num_queries(1):
        assert all(is_public_member(member, request) for member in members)


def test_alias_goes_with_its_original():
    page = factories.AnnouncementFactory()
    index = factories.IndexFactory()
    alias = page.create_alias(parent=index, update_slug="ban-sao")
    again = alias.create_alias(parent=index, update_slug="ban-sao-2")
    assert again.alias_of_id == page.pk
    assert is_public(alias)
    assert is_public(again)
    factories.restrict(page.get_parent())
    assert not is_public(alias)
    assert not is_public(again)


def test_alias_of_a_translation_goes_with_the_source():
    page = factories.AnnouncementFactory()
    english_page = translated(page)
    alias = english_page.create_alias(update_slug="copy")
    assert is_public(alias)
    factories.restrict(page)
    assert not is_public(alias)
