import unicodedata

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.operations import translate_object

from home.models import StandardPage
from portal.roles import EDITOR_IN_CHIEF
from portal.slugs import reserved_slugs
from tests import factories

pytestmark = pytest.mark.django_db

TITLE = "Đề án số 07-ĐA/TU"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_slug_is_made_from_a_vietnamese_title(form):
    page = factories.AnnouncementFactory(title=unicodedata.normalize(form, TITLE))
    assert page.slug == "de-an-so-07-da-tu"
    assert page.title == TITLE


def test_slug_is_unique_among_siblings():
    first = factories.AnnouncementFactory(title=TITLE)
    second = factories.AnnouncementFactory(title=TITLE, parent=first.get_parent())
    assert second.slug == "de-an-so-07-da-tu-2"


def test_title_without_a_letter_still_gets_a_slug():
    assert factories.AnnouncementFactory(title="!!!").slug == "announcementpage"


def test_title_that_would_hide_an_address_of_the_portal_gets_another_slug():
    assert factories.StandardPageFactory(title="Search").slug == "search-standardpage"


def test_translated_page_keeps_its_own_slug():
    page = factories.AnnouncementFactory(title=TITLE)
    translate_object(page, [factories.english()])
    copy = page.get_translation(factories.english())
    copy.title, copy.slug = "Scheme 07", "scheme-07"
    copy.save_revision().publish()
    page.refresh_from_db()
    copy.refresh_from_db()
    assert (page.slug, copy.slug) == ("de-an-so-07-da-tu", "scheme-07")


@pytest.mark.parametrize("slug", ["đề-án", "de an", "de/an"])
def test_slug_with_other_characters_is_refused(slug):
    page = factories.AnnouncementFactory()
    page.slug = slug
    with pytest.raises(ValidationError):
        page.full_clean()


@pytest.mark.parametrize("slug", ["admin", "api", "search", "van-ban", "en"])
def test_reserved_slug_is_refused_whoever_saves(slug):
    assert slug in reserved_slugs()
    page = factories.StandardPageFactory()
    page.slug = slug
    with pytest.raises(ValidationError, match="đường dẫn"):
        page.save()


@pytest.fixture
def chief(client):
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))


@pytest.fixture
def below():
    """A page below another one, with a slug that the top of the site keeps for itself."""
    return factories.StandardPageFactory(parent=factories.StandardPageFactory(), slug="search")


def test_page_is_not_moved_to_an_address_of_the_portal(client, chief, below):
    path = f"/admin/pages/{below.pk}/move/{factories.home_page().pk}/confirm/"
    for answer in (client.get(path, follow=True), client.post(path, follow=True)):
        assert "đang dùng đường dẫn này" in answer.content.decode()
    assert StandardPage.objects.child_of(factories.home_page()).filter(slug="search").count() == 0


def test_pages_are_not_moved_there_many_at_once(client, chief, below):
    home = factories.home_page()
    path = f"/admin/bulk/wagtailcore/page/move/?id={below.pk}&next=/admin/"
    answer = client.post(path, {"chooser": home.pk})
    assert answer.status_code == 200
    below.refresh_from_db()
    assert below.get_parent() != home


def test_page_under_another_parent_may_move_wherever_it_is_reached(client, chief, below):
    target = factories.StandardPageFactory()
    client.post(f"/admin/pages/{below.pk}/move/{target.pk}/confirm/")
    below.refresh_from_db()
    assert below.get_parent().pk == target.pk


@pytest.mark.parametrize("slug", ["search", "de--an"])
def test_page_is_not_copied_to_such_an_address(client, chief, below, slug):
    answer = client.post(
        f"/admin/pages/{below.pk}/copy/",
        {
            "new_title": "Bản sao",
            "new_slug": slug,
            "new_parent_page": factories.home_page().pk,
            "publish_copies": "on",
        },
    )
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"new_slug"}
    assert not StandardPage.objects.filter(title="Bản sao").exists()
