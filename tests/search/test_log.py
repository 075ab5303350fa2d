"""The log of searches: what is counted, what never is, and that it holds up nobody."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from portal.queue.duties import HOURLY
from search import log
from search.log import DAYS_KEPT, LONGEST, is_storable, prune_searches
from search.models import SearchedWords
from tests import factories

from .index import index_everything

pytestmark = pytest.mark.django_db

READER = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "sec-fetch-site": "same-origin",
}


@pytest.fixture
def page():
    page = factories.AnnouncementFactory(title="Thực hiện Đề án số 07-ĐA/TU")
    index_everything()
    return page


def look(client, text, path="/search/", headers=None, **query):
    headers = READER | (headers or {})
    response = client.get(path, {"q": text, **query}, headers=headers)
    assert response.status_code == 200


def rows():
    return list(SearchedWords.objects.order_by("pk").values_list("words", "times", "results"))


def test_words_are_counted_however_they_are_typed(client, page):
    look(client, "De an")
    look(client, "xyzzy")
    look(client, "  đề   ÁN ")
    look(client, "de an")
    assert rows() == [("đề án", 3, 1), ("xyzzy", 1, 0)]
    row = SearchedWords.objects.first()
    assert (row.folded, row.language, row.day) == ("de an", "vi", timezone.localdate())
    assert row.site == Site.objects.get()


def test_what_a_spreadsheet_refuses_is_not_stored(client, page):
    look(client, "\x01de\x0ban\ufffe")
    assert rows() == [("de an", 1, 1)]


def test_nothing_of_who_asks_is_stored():
    assert {field.name for field in SearchedWords._meta.get_fields()} == {
        "id", "site", "language", "folded", "day", "words", "times", "results",
    }  # fmt: skip


def test_number_of_results_is_that_of_the_last_time(client, page):
    look(client, "de an")
    page.unpublish()
    look(client, "de an")
    assert rows() == [("de an", 2, 0)]


def test_each_language_has_its_own(client, page):
    look(client, "de an")
    look(client, "de an", path="/en/search/")
    assert rows() == [("de an", 1, 1), ("de an", 1, 0)]
    assert set(SearchedWords.objects.values_list("language", flat=True)) == {"vi", "en"}


@pytest.mark.parametrize(
    "query", [{"page": "2"}, {"page": "1"}, {"category": "x"}, {"sort": "date"}, {"utm": "1"}]
)
def test_further_pages_and_narrowed_searches_are_not_counted(client, page, query):
    look(client, "de an", **query)
    assert rows() == []
    look(client, "de an", **dict.fromkeys(query, ""))
    assert rows() == [("de an", 1, 1)]


@pytest.mark.parametrize(
    "headers",
    [
        {"user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"},
        {"user-agent": ""},
        {"dnt": "1"},
        {"sec-purpose": "prefetch"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_programs_and_links_from_elsewhere_are_not_counted(client, page, headers):
    look(client, "de an", headers=headers)
    assert rows() == []


def test_what_is_no_search_of_a_reader_is_not_counted(client, page):
    client.head("/search/?q=de+an", headers=READER)
    client.get("/search/suggestions/?q=de+an", headers=READER)
    client.get("/api/v2/pages/?search=de+an", headers=READER)
    look(client, "")
    look(client, '"')
    assert rows() == []


@pytest.mark.parametrize(
    "text",
    [
        "ubnd@binhson.vn", "an @ quangngai . vn", "an＠binhson.vn", "0905123456", "0905 123 456",
        "0905.123.456", "+84 905 123 456", "(0255) 385-1261", "051099001234", "212 345 678",
        "sđt ０９０５１２３４５６", "3851261", "nguyễn văn a 051 099 001 234", "0912–345–678",
        "0912‑345‑678", "+84 (0)912−345−678", "0912,345,678", "0912_345_678", "079·090·123",
    ],
)  # fmt: skip
def test_what_looks_personal_is_not_stored(client, page, text):
    look(client, text)
    assert rows() == []


@pytest.mark.parametrize(
    "text",
    [
        "59-KH/HU", "15/2022/NQ-HĐND", "06/12/2021", "nhiệm kỳ 2020-2025", "2020 - 2025",
        "123456", "kế hoạch 2021", "01/01/2020 31/12/2021", "QĐ 1234/QĐ-UBND năm 2021",
    ],
)  # fmt: skip
def test_numbers_and_dates_of_documents_are_stored(text):
    assert is_storable(text)


@pytest.mark.parametrize("text", ["", " ", "…", "\x00", "a" * (LONGEST + 1), "🙂" * 90])
def test_what_holds_no_words_or_is_too_long_is_not_stored(text):
    assert not is_storable(text)


def test_strange_words_are_stored_without_what_a_database_refuses(client, page):
    response = client.get("/search/?q=%ed%a0%80d%c3%a2n%00%20tin", headers=READER)
    assert response.status_code == 200
    assert [words for words, _, _ in rows()] in ([], ["dân tin"], ["�dân tin"], ["���dân tin"])


def test_flood_of_different_words_ends_and_known_ones_count_on(client, page, monkeypatch):
    monkeypatch.setattr(log, "MOST_A_DAY", 3)
    yesterday = timezone.localdate() - timedelta(days=1)
    for number in range(5):
        store(f"cũ {number}", day=yesterday)
    for number in range(5):
        look(client, f"chữ {number}")
    look(client, "chữ 0")
    today = SearchedWords.objects.exclude(day=yesterday)
    assert sorted(today.values_list("words", "times")) == [("chữ 0", 2), ("chữ 1", 1), ("chữ 2", 1)]


def test_database_that_cannot_write_loses_the_words_and_nothing_else(client, page, caplog):
    def refuse(execute, sql, params, many, context):
        if "search_searchedwords" in sql.lower():
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        response = client.get("/search/?q=de+an", headers=READER)
    assert page.url in response.content.decode()
    assert rows() == []
    # The server's log is kept elsewhere, and longer: it holds no words.
    assert "could not be counted" in caplog.text
    assert "de an" not in caplog.text


def test_counting_costs_few_queries(client, page):
    def cost(text):
        with CaptureQueriesContext(connection) as context:
            look(client, text)
        return len([1 for query in context if "search_searchedwords" in query["sql"].lower()])

    look(client, "mồi")
    assert cost("de an") == 4
    assert cost("de an") == 1


def test_old_days_are_removed_by_the_clock():
    assert prune_searches in HOURLY
    for age in (0, DAYS_KEPT, DAYS_KEPT + 1):
        store(f"{age} ngày", day=timezone.localdate() - timedelta(days=age))
    prune_searches()
    assert [words for words, _, _ in rows()] == ["0 ngày", f"{DAYS_KEPT} ngày"]


def store(words, **fields):
    """Store what searches would have counted."""
    return SearchedWords.objects.create(
        **{
            "site": Site.objects.get(is_default_site=True),
            "language": "vi",
            "day": timezone.localdate(),
            "times": 1,
            "words": words,
            "folded": words,
            **fields,
        }
    )
