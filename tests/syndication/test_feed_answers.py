"""What the feed answers over HTTP: refusals, headers, bytes, and at what cost."""

from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.syndication import builder

from .pages import rename
from .reader import CHANGES, get, page_of

pytestmark = pytest.mark.django_db


# Bad questions


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=501", "limit=-1", "limit=x", "limit=", "limit=1e2", "limit=%D9%A1",
        "limit=99999999999999999999", "limit=5.0", "type=no.Such", "type=home.HomePage,x",
        "type=%00", "include=body", "include=object,object", "fields=*", "order=title", "offset=3",
        "search=x", "bogus=1", "locale=" + "x" * 101, "locale=%00", "since=%00",
        "since=" + "1" * 3000,
    ],
)  # fmt: skip
def test_bad_parameter_gets_a_sentence(client, pages, query):
    answer = get(client, query, 400)
    assert set(answer.json()) == {"message"}
    assert answer.json()["message"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_unknown_site_is_not_found(client):
    assert set(get(client, "site=no.such", 404).json()) == {"message"}


@pytest.mark.parametrize("query", ["locale=fr", "locale=%27", "type=", "include="])
def test_odd_values_of_filters_fail_nothing(client, pages, shared, query):
    builder.drain()
    types = {item["type"] for item in page_of(client, query)[0]}
    assert types >= {instance._meta.label for instance in shared}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_feed_is_for_reading(client, method):
    answer = getattr(client, method)(CHANGES)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert set(answer.json()) == {"message"}


# HTTP


def test_reader_who_has_the_page_gets_304(client, pages):
    builder.drain()
    for query in ("", "limit=2", "include=object"):
        first = get(client, query)
        tag = first.headers["ETag"]
        assert first.headers["Cache-Control"] == "no-cache"
        for known in (tag, f"W/{tag}"):
            again = client.get(f"{CHANGES}?{query}", headers={"if-none-match": known})
            assert again.status_code == 304
            assert again.content == b""
            assert again.headers["ETag"] == tag
            assert again.headers["Cache-Control"] == "no-cache"


def test_news_have_another_etag(client, pages):
    builder.drain()
    cursor = page_of(client)[1]["next"]
    tag = get(client, f"since={cursor}").headers["ETag"]
    rename(pages[1])
    again = client.get(f"{CHANGES}?since={cursor}", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert again.headers["ETag"] != tag


def test_different_answers_have_different_etags(client, pages, shared, other_site):
    builder.drain()
    cursor = page_of(client, "limit=2")[1]["next"]
    queries = ("", "limit=1", "limit=2", "include=object", "site=khac.test", f"since={cursor}",
               "type=home.HomePage", "type=home.HomePage&include=object")  # fmt: skip
    answers = {}
    for query in queries:
        answer = get(client, query)
        content = answers.setdefault(answer.headers["ETag"], answer.content)
        assert content == answer.content, query


def test_head_has_the_headers_of_get(client, pages):
    builder.drain()
    full, head = client.get(CHANGES), client.head(CHANGES)
    assert head.content == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control", "Vary"):
        assert head.headers[name] == full.headers[name]
    assert full.headers["Content-Type"] == "application/json"
    assert full.headers["Vary"] == "Accept-Encoding"


# Bytes


def test_objects_are_the_very_bytes_of_their_answers(client, pages, shared):
    builder.drain()
    answer = get(client, "include=object")
    items = answer.json()["items"]
    assert {item["type"] for item in items} > {instance._meta.label for instance in shared}
    rest = answer.content
    for item in items:
        found = client.get(urlsplit(item["detail_url"]).path)
        assert found.headers["ETag"] == item["etag"]
        assert found.json() == item["object"]
        before, _, rest = rest.partition(b'"object":' + found.content)
        assert b'"object":' not in before
    assert b'"object":' not in rest


def test_entry_says_what_the_contract_names(client, pages, shared):
    builder.drain()
    for item in page_of(client)[0]:
        assert list(item) == ["cursor", "action", "type", "id", "translation_key", "locale",
                              "detail_url", "html_url", "etag", "changed_at"]  # fmt: skip
        assert item["changed_at"].endswith("+07:00")
    pages[1].unpublish()
    builder.drain()
    last = page_of(client, f"since={item['cursor']}&include=object")[0][-1]
    assert list(last) == ["cursor", "action", "type", "id", "translation_key", "locale",
                          "detail_url", "html_url", "changed_at"]  # fmt: skip
    assert last["translation_key"] == str(pages[1].translation_key)
    assert last["html_url"] == pages[1].full_url
    assert last["locale"] == "vi"


def test_what_has_no_language_says_so(client, shared):
    builder.drain()
    by_type = {item["type"]: item for item in page_of(client)[0]}
    for name in ("PortalImage", "PortalDocument"):
        item = by_type[f"media.{name}"]
        assert (item["translation_key"], item["locale"]) == ("", "")
    assert by_type["announcements.Category"]["locale"] == "vi"
    assert by_type["announcements.Category"]["html_url"] == ""
    assert by_type["media.PortalDocument"]["html_url"].startswith("http://localhost/van-ban/")


# Cost


def count(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as context:
        assert client.get(path).status_code == 200
    return len(context.captured_queries)


def test_answers_cost_few_queries(client, pages, shared):
    builder.drain()
    cursor = page_of(client, "limit=2")[1]["next"]
    for query in ("", f"since={cursor}", "include=object", "limit=1", "site=localhost",
                  "type=home.HomePage&locale=vi"):  # fmt: skip
        assert count(client, f"{CHANGES}?{query}") <= 3, query
    assert count(client, f"/api/v2/pages/{pages[1].pk}/") <= 2
    assert count(client, f"/api/v2/images/{shared[3].pk}/") <= 2
    listing = "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*"
    assert count(client, listing) <= 6
