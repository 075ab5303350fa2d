"""What the feed tells when texts are translated, and when their sources are withdrawn."""

import pytest
from django.test import TestCase
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from announcements.models import Category
from tests import factories
from tests.english import submit, translate

from .pages import fresh
from .reader import Reader, deletes, upserts

pytestmark = pytest.mark.django_db

WORDS = {"Đề án số 07": "Scheme 07"}


@pytest.fixture
def page():
    return factories.AnnouncementFactory(title="Đề án số 07")


@pytest.fixture
def english(page):
    return translate(page, WORDS)


def record_of(english):
    return Translation.objects.get(
        source__object_id=english.translation_key, target_locale=english.locale
    )


def languages_of(client, page):
    found = client.get(f"/api/v2/pages/{page.pk}/").json()["meta"]["translations"]
    return [one["locale"] for one in found]


def test_submitted_translation_comes_when_it_is_published(client, page):
    reader = Reader()
    draft = submit(page, WORDS)
    assert not draft.live
    assert reader.changes() == []
    draft.save_revision().publish()
    # The source names its translations.
    assert reader.changes() == upserts(page, draft)
    assert languages_of(client, page) == ["en"]


def test_stand_ins_above_a_translation_never_come(page):
    english = translate(page, WORDS)
    reader = Reader.from_nothing()
    told = {entry["id"] for entry in reader.news()}
    stand_ins = Page.objects.filter(locale=english.locale).exclude(alias_of=None)
    assert stand_ins.filter(live=True).exists()
    assert told.isdisjoint(stand_ins.values_list("pk", flat=True))


def test_updated_translation_comes(page, english):
    reader = Reader()
    page.title = "Đề án số 08"
    page.save_revision().publish()
    assert reader.changes() == upserts(page)
    record = record_of(english)
    record.source.update_from_db()
    assert reader.changes() == []
    segment = record.source.stringsegment_set.get(string__data="Đề án số 08")
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=english.locale,
        data="Scheme 08",
    )
    with TestCase.captureOnCommitCallbacks(execute=True):
        record.save_target(publish=True)
    # The source names its translation, and not how that is called.
    assert reader.changes() == upserts(english)
    assert fresh(english).title == "Scheme 08"


def test_withdrawn_translation_goes(client, page, english):
    reader = Reader()
    fresh(english).unpublish()
    assert reader.changes() == deletes(english) + upserts(page)
    assert languages_of(client, page) == []


def test_removed_translation_goes(client, page, english):
    reader = Reader()
    gone = deletes(english)
    fresh(english).delete()
    assert reader.changes() == gone + upserts(page)
    assert languages_of(client, page) == []


def unpublish(page):
    page.unpublish()


def delete(page):
    page.delete()


def restrict(page):
    factories.restrict(page)


def restrict_above(page):
    factories.restrict(page.get_parent())


def unpublish_by_update(instance):
    type(instance).objects.filter(pk=instance.pk).update(live=False)


@pytest.mark.parametrize("withdraw", [unpublish, unpublish_by_update, delete, restrict])
def test_translation_goes_with_its_source(page, english, withdraw):
    reader = Reader()
    gone = deletes(page, english)
    withdraw(page)
    assert reader.changes() == gone


def test_translation_goes_with_a_source_that_is_locked_away_with_what_is_above(page, english):
    index = page.get_parent().specific
    reader = Reader()
    restrict_above(page)
    assert reader.changes() == deletes(index, page, english)
    index.view_restrictions.all().delete()
    assert reader.changes() == upserts(index, page, english)


def test_translation_comes_back_with_its_source(page, english):
    page.unpublish()
    reader = Reader()
    page.save_revision().publish()
    assert reader.changes() == upserts(page, english)


def test_what_is_no_translation_any_more_stands_for_itself(page, english):
    reader = Reader()
    Page.objects.filter(pk=page.pk).update(live=False)
    assert reader.changes() == deletes(page, english)
    record_of(english).delete()
    assert reader.changes() == upserts(english)


def test_forgotten_source_frees_its_translations(page, english):
    Page.objects.filter(pk=page.pk).update(live=False)
    reader = Reader()
    TranslationSource.objects.get(object_id=page.translation_key).delete()
    assert reader.changes() == upserts(english)


def test_link_leads_on_in_its_own_language(client, page):
    text = f'<p><a linktype="page" id="{page.pk}">Xem</a></p>'
    source = factories.StandardPageFactory(title="Giới thiệu", body=[("paragraph", text)])
    linking = translate(source, {"Giới thiệu": "About"})
    reader = Reader()
    target = translate(page, WORDS)
    assert reader.changes() == upserts(page, target, linking)
    body = client.get(f"/api/v2/pages/{linking.pk}/").json()["body"][0]["value"]
    assert target.full_url in body


# Snippets


@pytest.fixture
def category(page):
    category = factories.CategoryFactory(name="Xây dựng Đảng")
    type(page).objects.filter(pk=page.pk).update(category=category)
    page.refresh_from_db()
    return category


def test_translated_category_comes_with_the_pages_of_its_language(client, page, category):
    english = translate(page, WORDS)
    reader = Reader()
    draft = submit(category)
    assert reader.changes() == []
    public = translate(category, {"Xây dựng Đảng": "Party building"})
    assert public.pk == draft.pk
    assert reader.changes() == upserts(english, public)
    Category.objects.filter(pk=public.pk).update(name="Building the Party")
    assert reader.changes() == upserts(english, public)
    Category.objects.get(pk=category.pk).unpublish()
    assert reader.changes() == deletes(category, public) + upserts(page, english)


def test_translated_category_goes_with_its_source(category):
    public = translate(category, {"Xây dựng Đảng": "Party building"})
    reader = Reader()
    unpublish_by_update(category)
    assert deletes(category, public) == [told for told in reader.changes() if told[0] == "delete"]


# Languages


def remove(locale):
    for page in Page.objects.filter(locale=locale).order_by("-depth"):
        Page.objects.get(pk=page.pk).delete()
    locale.delete()


def test_last_page_of_a_language_and_then_the_language(client, page, english):
    reader = Reader()
    narrowed = Reader(query="locale=en")
    gone = deletes(english)
    remove(english.locale)
    assert not Locale.objects.filter(language_code="en").exists()
    assert reader.changes() == gone + upserts(page)
    entries = narrowed.news()
    assert [(entry["action"], entry["locale"]) for entry in entries] == [("delete", "en")]
    assert languages_of(client, page) == []


def test_language_that_is_removed_unused(page):
    reader = Reader()
    Locale.objects.get(language_code="en").delete()
    assert reader.changes() == []
