"""The demonstration in English: complete, published, and left alone once it is there."""

import io
import re

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.test import TestCase
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.strings import StringValue, extract_ids

from announcements.models import AnnouncementPage, Category
from home.demo.content import read
from home.demo.english import load_english
from home.demo.record import Record
from media.models import PortalDocument
from tests import factories
from tests.portal.test_english import Reader

PATH = "/en/thong-bao/thuc-hien-de-an-so-07/"


def load():
    output = io.StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("load_demo", stdout=output)
    assert Page.find_problems() == ([], [], [], [], [])
    return output.getvalue()


def pages():
    return Page.objects.filter(locale__language_code="en")


def links(words):
    """Return the numbers of the links in `words`; ValueError where the tags do not fit."""
    return sorted(extract_ids(StringValue.from_translated_html(words).data))


def announcement(slug, language):
    return AnnouncementPage.objects.get(slug=slug, locale__language_code=language)


def test_links_are_those_of_the_vietnamese():
    strings = read("english")["strings"]
    assert any("<a id" in words for words in strings)
    assert [words for words, english in strings.items() if links(words) != links(english)] == []


@pytest.mark.django_db
def test_nothing_is_done_where_english_was_taken_away():
    factories.english().delete()
    record = Record()
    load_english(record, factories.home_page())
    assert record.added == []


class TestEnglishDemo(TestCase):
    """Loaded once; each test begins with it fresh."""

    @classmethod
    def setUpTestData(cls):
        load()

    def test_everything_submitted_is_translated_and_published(self):
        translations = list(Translation.objects.select_related("source"))
        assert len(translations) > 30
        for translation in translations:
            strings, done = translation.get_progress()
            assert done == strings, translation.source.object_repr
            assert translation.get_target_instance().live, translation.source.object_repr

    def test_every_page_that_is_named_is_translated(self):
        named = Page.objects.filter(
            Q(slug__in=read("english")["pages"]) | Q(pk=factories.home_page().pk),
            locale__language_code="vi",
        )
        translated = pages().filter(alias_of=None)
        assert len(named) == len(read("english")["pages"]) + 1
        assert {page.translation_key for page in translated} == {
            page.translation_key for page in named
        }

    def test_no_english_words_are_left_over(self):
        used = set(StringSegment.objects.values_list("string__data", flat=True))
        assert [words for words in read("english")["strings"] if words not in used] == []

    def test_seed_is_read_in_english(self):
        answer = self.client.get(PATH)
        html = answer.content.decode()
        reader = Reader(html)
        assert answer.status_code == 200
        assert '<html lang="en"' in html
        assert "Scheme 07 - see here" in reader.english
        assert "Party building" in reader.english
        for words in ("Ban Thường vụ", "Mục đích tăng cường", "Xem tại đây", "Ảnh minh họa"):
            assert words not in reader.english
        table = Reader(self.client.get("/en/gioi-thieu/co-cau-to-chuc/").content.decode()).english
        assert "Office of Home Affairs" in table
        assert "Phòng Nội vụ" not in table

    def test_links_of_the_seed_lead_to_the_same_documents(self):
        plan = PortalDocument.objects.get(number="59-KH/HU")
        html = self.client.get(PATH).content.decode()
        assert re.search(rf'{re.escape(plan.url)}"[^>]*>Plan 59-KH/HU</a>', html)

    def test_an_announcement_keeps_its_date_and_its_translation_that_of_its_publication(self):
        vietnamese, english = (announcement("thuc-hien-de-an-so-07", code) for code in ("vi", "en"))
        assert english.date == vietnamese.date
        assert vietnamese.first_published_at == vietnamese.date
        assert english.first_published_at == english.last_published_at > vietnamese.date

    def test_only_what_is_translated_is_in_english_lists(self):
        listed = self.client.get("/api/v2/pages/?locale=en&limit=100").json()["items"]
        assert {page["id"] for page in listed} == set(pages().values_list("pk", flat=True))
        assert 10 < len(listed) < 15
        assert AnnouncementPage.objects.filter(locale__language_code="vi").count() > 30

    def test_second_load_changes_nothing_and_keeps_what_an_editor_wrote(self):
        words = StringTranslation.objects.get(data="Party building")
        words.data = "Building the Party"
        words.save()
        page = announcement("ngap-lut-thang-10", "en")
        page.title = "Floods on the Tra Bong River"
        page.save_revision().publish()
        announcement("huong-dan-bau-cu-23-5", "en").unpublish()
        before = list(Revision.objects.order_by("pk").values_list("pk", "created_at"))
        assert "0 added" in load()
        assert list(Revision.objects.order_by("pk").values_list("pk", "created_at")) == before
        words.refresh_from_db()
        page.refresh_from_db()
        assert (words.data, page.title) == ("Building the Party", "Floods on the Tra Bong River")
        assert not announcement("huong-dan-bau-cu-23-5", "en").live

    def test_category_of_an_editor_is_not_submitted(self):
        vietnamese = Locale.objects.get(language_code="vi")
        own = Category.objects.create(name="Chuyên mục riêng", slug="rieng", locale=vietnamese)
        assert "0 added" in load()
        assert not own.get_translations().exists()

    def test_page_that_an_editor_has_changed_is_not_published_half_translated(self):
        announcement("ngap-lut-thang-10", "en").delete()
        vietnamese = announcement("ngap-lut-thang-10", "vi")
        vietnamese.summary = "Nước đã rút."
        vietnamese.save_revision().publish()
        assert "0 added" in load()
        assert not vietnamese.get_translations().exists()

    def test_page_that_an_editor_has_withdrawn_is_not_published_in_english(self):
        announcement("ngap-lut-thang-10", "en").delete()
        vietnamese = announcement("ngap-lut-thang-10", "vi")
        vietnamese.unpublish()
        assert "0 added" in load()
        vietnamese.save_revision().publish()
        assert "1 added" in load()
        assert vietnamese.get_translations().live().exists()
