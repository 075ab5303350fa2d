import unicodedata

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.operations import translate_object

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
