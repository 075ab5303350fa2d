"""The demonstration in English: complete, published, and left alone once it is there."""

import io

import pytest
from django.core.management import call_command
from django.test import Client, TestCase
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from announcements.models import AnnouncementPage, Category
from home.demo.content import read
from tests.portal.test_english import Reader

PATH = "/en/thong-bao/thuc-hien-de-an-so-07/"


def load():
    output = io.StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("load_demo", stdout=output)
    assert Page.find_problems() == ([], [], [], [], [])
    return output.getvalue()


@pytest.fixture
def demo(db):
    load()
    return Client()


def test_everything_submitted_is_translated_and_published(demo):
    for translation in Translation.objects.select_related("source"):
        strings, done = translation.get_progress()
        assert done == strings, translation.source.object_repr
        assert translation.get_target_instance().live, translation.source.object_repr


def test_no_english_words_are_left_over(demo):
    used = set(StringSegment.objects.values_list("string__data", flat=True))
    assert [words for words in read("english")["strings"] if words not in used] == []


def test_seed_is_read_in_english(demo):
    answer = demo.get(PATH)
    reader = Reader(answer.content.decode())
    assert answer.status_code == 200
    assert "Scheme 07 - see here" in reader.english
    assert "Party building" in reader.english
    for words in ("Ban Thường vụ", "Mục đích tăng cường", "Xem tại đây", "Ảnh minh họa"):
        assert words not in reader.english
    table = Reader(demo.get("/en/gioi-thieu/co-cau-to-chuc/").content.decode()).english
    assert "Office of Home Affairs" in table
    assert "Phòng Nội vụ" not in table


def test_only_what_is_translated_is_in_english_lists(demo):
    translated = Page.objects.filter(locale__language_code="en")
    listed = demo.get("/api/v2/pages/?locale=en&limit=100").json()["items"]
    assert {page["id"] for page in listed} == set(translated.values_list("pk", flat=True))
    assert 10 < len(listed) < 15
    assert AnnouncementPage.objects.filter(locale__language_code="vi").count() > 30


def test_second_load_changes_nothing_and_keeps_what_an_editor_wrote(demo):
    mine = StringTranslation.objects.filter(data="Party building").get()
    mine.data = "Building the Party"
    mine.save()
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    assert "0 added" in load()
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before
    mine.refresh_from_db()
    assert mine.data == "Building the Party"


def test_category_of_an_editor_is_not_submitted(demo):
    vietnamese = Category.objects.filter(locale__language_code="vi").first().locale
    own = Category.objects.create(name="Chuyên mục riêng", slug="rieng", locale=vietnamese)
    load()
    assert not own.get_translations().exists()
