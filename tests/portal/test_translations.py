"""Translations: submitted, published, behind, withdrawn; what readers see of each."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from announcements.models import AnnouncementPage, Category
from portal.public import public_pages, public_snippets
from portal.roles import EDITORIAL_BOARD, WRITERS
from portal.translation_report import translations_behind
from tests import factories
from tests.english import submit, translate

pytestmark = pytest.mark.django_db

TABLE = {
    "row_headers": True,
    "table": {
        "caption": "Số thôn",
        "columns": [{"type": "text", "heading": "Xã"}, {"type": "number", "heading": "Thôn"}],
        "rows": [{"values": ["Bình Minh", "12"]}, {"values": ["Xã", "3"]}],
    },
}


@pytest.fixture
def index():
    return factories.IndexFactory(title="Thông báo")


@pytest.fixture
def page(index):
    return factories.AnnouncementFactory(title="Đề án số 07", parent=index)


@pytest.fixture
def board(client):
    user = factories.UserFactory(role=EDITORIAL_BOARD)
    client.force_login(user)
    return user


def html(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def publish(client, page, **data):
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(path, {"action": "publish", **data}).content.decode()


def test_submitting_publishes_nothing_of_the_page_nor_of_those_above(page):
    english = submit(page)
    assert not english.live
    pages = Page.objects.filter(locale=factories.english())
    assert pages.count() == 3
    assert not public_pages(pages).exists()


def test_page_under_untranslated_ones_is_reached_and_names_no_parent(client, page):
    english = translate(page, {"Đề án số 07": "Scheme 07"})
    assert english.url == f"/en/{page.get_parent().slug}/{page.slug}/"
    text = html(client, english.url)
    assert "Thông báo" not in text
    assert client.get(f"/api/v2/pages/{english.pk}/").json()["meta"]["parent"] is None


def test_nearest_translated_page_is_the_parent(client, page):
    home = translate(factories.home_page(), {"Trang chủ": "Home"})
    english = translate(page, {"Đề án số 07": "Scheme 07"})
    parent = client.get(f"/api/v2/pages/{english.pk}/").json()["meta"]["parent"]
    assert (parent["id"], parent["title"]) == (home.pk, "Home")
    assert '<a href="/en/">Home</a>' in html(client, english.url)


def test_switch_leads_to_the_same_text(client, page):
    english = translate(page, {"Đề án số 07": "Scheme 07"})
    assert f'href="{english.url}"' in html(client, page.url)
    assert f'href="{page.url}"' in html(client, english.url)
    assert "not translated" not in html(client, page.url)


def test_switch_leads_to_the_nearest_translated_page_and_says_so(client, page):
    translate(factories.home_page(), {"Trang chủ": "Home"})
    text = html(client, page.url)
    assert 'href="/en/"' in text
    assert "this page is not translated; leads to “Home”" in " ".join(text.split())


def test_without_any_translation_there_is_no_switch(client, page):
    assert 'class="languages"' not in html(client, page.url)


@pytest.mark.parametrize(
    ("path", "other"), [("/search/?q=a", "/en/search/?q=a"), ("/en/search/", "/search/")]
)
def test_switch_of_the_search_leads_to_the_search(client, path, other):
    assert f'href="{other}"' in html(client, path)


def test_switch_of_an_error_page_leads_to_the_first_page(client):
    translate(factories.home_page(), {"Trang chủ": "Home"})
    assert 'href="/en/"' in html(client, "/khong-co/", 404)
    text = html(client, "/en/nothing/", 404)
    assert '<html lang="en">' in text
    assert 'hreflang="vi"' in text


def test_first_page_in_english_has_its_own_heading(client):
    translate(factories.home_page(), {"Trang chủ": "Binh Son District Portal"})
    assert "<h1>Binh Son District Portal</h1>" in html(client, "/en/")


def test_pinned_announcement_appears_in_its_language_or_not_at_all(client, page):
    home = factories.home_page()
    home.pinned = page
    home.save_revision().publish()
    translate(home, {"Trang chủ": "Home"})
    assert "Đề án số 07" in html(client, "/")
    assert "Đề án số 07" not in html(client, "/en/")
    translate(page, {"Đề án số 07": "Scheme 07"})
    assert "Scheme 07" in html(client, "/en/")


def category_of(client, page):
    return client.get(f"/api/v2/pages/{page.pk}/").json()["category"]


def test_category_is_marked_as_vietnamese_until_its_name_is_published(client, page):
    category = factories.CategoryFactory(name="Xây dựng Đảng")
    page.category = category
    page.save_revision().publish()
    english = translate(page, {"Đề án số 07": "Scheme 07"})
    assert '<span lang="vi">Xây dựng Đảng</span>' in html(client, english.url)
    assert category_of(client, english)["id"] == category.pk

    draft = submit(category)
    assert client.get("/api/v2/categories/?locale=en").json()["items"] == []
    assert category_of(client, english)["id"] == category.pk

    translate(category, {"Xây dựng Đảng": "Party building"})
    assert "<span>Party building</span>" in html(client, english.url)
    assert category_of(client, english) == {
        "id": draft.pk,
        "slug": category.slug,
        "name": "Party building",
    }
    assert category_of(client, page)["name"] == "Xây dựng Đảng"
    assert client.get(f"/api/v2/pages/?category={category.slug}&locale=en").json()["items"]


def test_category_follows_its_source(client):
    category = factories.CategoryFactory(name="Xây dựng Đảng")
    english = translate(category, {"Xây dựng Đảng": "Party building"})
    category.unpublish()
    assert not public_snippets(Category.objects.filter(pk=english.pk)).exists()
    category.save_revision().publish()
    assert public_snippets(Category.objects.filter(pk=english.pk)).exists()
    category.delete()
    english.refresh_from_db()
    assert not english.live


def test_words_of_a_table_are_translated_once_each_and_keep_it_when_a_row_comes(client, page):
    page.body = [("table", TABLE)]
    page.save_revision().publish()
    words = {"Đề án số 07": "Scheme 07", "Số thôn": "Villages", "Xã": "Commune", "Thôn": "Number"}
    english = translate(page, {**words, "Bình Minh": "Binh Minh"})
    table = english.body[0].value["table"]
    assert table.caption == "Villages"
    assert [column["heading"] for column in table.columns] == ["Commune", "Number"]
    assert [row["values"][0] for row in table.row_data] == ["Binh Minh", "Commune"]

    page.refresh_from_db()
    page.body[0].value["table"].row_data.insert(0, {"values": ["Bình Chương", None]})
    page.save_revision().publish()
    translation = Translation.objects.get(source__object_id=page.translation_key)
    translation.source.update_from_db()
    strings, done = translation.get_progress()
    assert strings - done == 1


def test_date_category_and_documents_are_the_same_in_both_languages(page):
    document, other = factories.DocumentFactory(), factories.DocumentFactory()
    page.category = factories.CategoryFactory()
    page.date = datetime(2022, 4, 9, 10, 28, tzinfo=UTC)
    page.body = [("document", {"document": document, "text": "Xem tại đây"})]
    page.save_revision().publish()
    english = translate(page, {"Đề án số 07": "Scheme 07", "Xem tại đây": "See here"})
    source = Translation.objects.get(source__object_id=page.translation_key).source
    paths = source.overridablesegment_set.values_list("context__path", flat=True)
    assert not [
        path for path in paths if path.endswith(".document") or path in ("date", "category")
    ]
    assert english.attachments == [document]
    assert (english.date, english.category) == (page.date, page.category)

    page.refresh_from_db()
    page.body = [("document", {"document": other, "text": "Xem tại đây"})]
    page.save_revision().publish()
    source.update_from_db()
    assert translate(page, {}).attachments == [other]


def test_editor_is_asked_before_publishing_what_is_not_translated(
    client, board, page, django_capture_on_commit_callbacks
):
    english = submit(page)
    with django_capture_on_commit_callbacks(execute=True):
        text = publish(client, english)
    assert "1/1" in text
    assert not AnnouncementPage.objects.get(pk=english.pk).live
    mark = text.split('name="publish-all-the-same"')[1].split('value="')[1].split('"')[0]
    with django_capture_on_commit_callbacks(execute=True):
        publish(client, english, **{"publish-all-the-same": mark})
    assert AnnouncementPage.objects.get(pk=english.pk).live


def test_translated_page_is_published_without_a_question(
    client, board, page, django_capture_on_commit_callbacks
):
    english = submit(page, {"Đề án số 07": "Scheme 07"})
    with django_capture_on_commit_callbacks(execute=True):
        publish(client, english)
    assert AnnouncementPage.objects.get(pk=english.pk).live


def test_many_at_once_ask_too(client, board, page):
    english = submit(page)
    path = f"/admin/bulk/wagtailcore/page/publish/?id={english.pk}&next=/admin/"
    answer = client.post(path)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[english.pk])
    assert not AnnouncementPage.objects.get(pk=english.pk).live


def test_category_without_a_name_in_its_language_is_not_published(
    client, board, django_capture_on_commit_callbacks
):
    category = factories.CategoryFactory(name="Xây dựng Đảng")
    english = submit(category)
    path = reverse(english.snippet_viewset.get_url_name("edit"), args=[english.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, {"action": "publish"})
    assert not Category.objects.get(pk=english.pk).live
    submit(category, {"Xây dựng Đảng": "Party building"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, {"action": "publish"})
    assert Category.objects.get(pk=english.pk).live


@pytest.mark.parametrize("role", [WRITERS, EDITORIAL_BOARD])
def test_fetching_changes_publishes_nothing_whatever_is_sent(
    client, page, role, django_capture_on_commit_callbacks
):
    english = translate(page, {"Đề án số 07": "Scheme 07"})
    page.title = "Đề án số 08"
    page.save_revision().publish()
    client.force_login(factories.UserFactory(role=role))
    source = Translation.objects.get().source
    path = reverse("wagtail_localize:update_translations", args=[source.pk])
    assert 'type="checkbox" name="publish_translations"' not in html(client, path)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, {"publish_translations": "on"})
    english.refresh_from_db()
    assert english.title == "Scheme 07"
    source.refresh_from_db()
    assert source.stringsegment_set.filter(string__data="Đề án số 08").exists()


def report(client):
    return html(client, reverse("portal_translations_behind"))


def test_report_names_what_is_not_translated_or_not_published(client, board, page):
    assert "Đề án số 07" not in report(client)
    submit(page)
    text = report(client)
    assert "Đề án số 07" in text
    row = translations_behind().get()
    assert (row.strings, row.missing, row.is_live) == (1, 1, False)


def test_report_forgets_what_is_done_until_the_source_changes(client, board, page):
    translate(page, {"Đề án số 07": "Scheme 07"})
    assert not translations_behind().exists()
    page.title = "Đề án số 08"
    page.save_revision().publish()
    row = translations_behind().get()
    assert row.source_published_at > row.source.last_updated_at
    assert reverse("wagtail_localize:update_translations", args=[row.source_id]) in report(client)


def test_report_knows_snippets(client, board):
    submit(factories.CategoryFactory(name="Xây dựng Đảng"))
    assert "Xây dựng Đảng" in report(client)


def test_report_is_for_those_who_translate(client):
    client.force_login(factories.UserFactory())
    assert client.get(reverse("portal_translations_behind")).status_code == 302


def test_report_costs_the_same_for_many(client, board, index, django_assert_max_num_queries):
    for number in range(8):
        translate_object(
            factories.AnnouncementFactory(parent=index, title=f"Tin số {number}"),
            [factories.english()],
        )
    assert StringTranslation.objects.count() == 0
    with django_assert_max_num_queries(60):
        assert report(client).count("Tin số") == 8
