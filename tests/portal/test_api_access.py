"""Who asks the API: tokens, limits of their own, refusals, the line in the log."""

import hashlib
import logging

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.syndication.builder import drain
from portal.syndication.consumers.counting import store_counts
from portal.syndication.consumers.models import Consumer
from portal.syndication.consumers.tokens import new_token
from tests import factories
from tests.syndication.consumers.tokens import bearer, with_token

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"
LIST = f"{PAGES}?type=announcements.AnnouncementPage&fields=*"
FEED = "/api/v2/changes/?include=object"
LOGGER = "portal.api_access"


@pytest.fixture
def page():
    made = factories.AnnouncementFactory(title="Thông báo")
    drain()
    return made


def paths(page):
    """Return addresses that are answered in each way: stored, anew, the feed, nowhere."""
    detail = f"{PAGES}{page.pk}/"
    return [detail, f"{detail}?_=1", LIST, FEED, "/api/v2/site/", "/api/v2/images/", f"{PAGES}0/"]


# With a token


def test_token_changes_no_byte_and_no_header(client, page):
    _, headers = with_token()
    for path in paths(page):
        without, answer = client.get(path), client.get(path, headers=headers)
        assert answer.status_code == without.status_code
        assert answer.content == without.content
        assert answer.headers == without.headers
        assert answer.headers["Vary"] == "Accept-Encoding"
        tag = without.headers.get("ETag")
        if tag:
            again = client.get(path, headers={**headers, "if-none-match": tag})
            assert again.status_code == 304


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer "])
def test_scheme_is_written_as_one_likes(client, page, scheme):
    _, headers = with_token(per_minute=1)
    token = headers["authorization"].removeprefix("Bearer ")
    statuses = [
        client.get(PAGES, headers={"authorization": f"{scheme} {token}"}).status_code
        for _ in range(2)
    ]
    assert statuses == [200, 429]


@pytest.mark.parametrize("header", ["Basic dXNlcjpwYXNz", "Digest x", "", "x", "Bearers x"])
def test_other_schemes_are_ignored(client, page, header):
    assert client.get(PAGES, headers={"authorization": header}).status_code == 200


def test_token_costs_one_query_and_nothing_else_is_asked(client, page):
    _, headers = with_token()
    for path in paths(page):
        counts = []
        for extra in ({}, headers):
            client.get(path, headers=extra)
            with CaptureQueriesContext(connection) as context:
                client.get(path, headers=extra)
            counts.append(len(context))
        assert counts[1] == counts[0] + 1, path


def test_a_read_writes_nothing(client, page):
    _, headers = with_token()
    with CaptureQueriesContext(connection) as context:
        client.get(f"{PAGES}{page.pk}/", headers=headers)
    assert {query["sql"].split()[0] for query in context.captured_queries} == {"SELECT"}


def test_preflight_allows_a_page_elsewhere_to_send_a_token(client):
    response = client.options(
        PAGES,
        headers={
            "origin": "https://quangngai.test",
            "access-control-request-method": "GET",
            "access-control-request-headers": "authorization",
        },
    )
    assert response.status_code == 200
    assert "authorization" in response.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers


# A token that is none

WRONG = [
    "", "x", "cgp_", "cgp_" + "0" * 64, "cgp_" + "g" * 64, "CGP_" + "0" * 64, "cgp_" + "0" * 65,
    "cgp_" + "0" * 5000, "a b", "\x00", "cgp_" + "０" * 64, "'; DROP TABLE consumers_consumer; --",
]  # fmt: skip


@pytest.mark.parametrize("token", WRONG)
def test_wrong_token_is_refused_in_a_sentence(client, page, token):
    for path in paths(page):
        response = client.get(path, headers={**bearer(token), "origin": "https://quangngai.test"})
        assert response.status_code == 401, path
        assert response.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
        assert set(response.json()) == {"message"}
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Content-Language" not in response.headers


@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_wrong_token_is_refused_whatever_the_method(page, method):
    client = Client(enforce_csrf_checks=True)
    assert getattr(client, method)(PAGES, headers=bearer(new_token())).status_code == 401


def test_what_is_stored_of_a_token_opens_nothing(client, page):
    consumer, headers = with_token()
    for stored in (consumer.token_digest, f"cgp_{consumer.token_digest}", consumer.token_start):
        assert client.get(PAGES, headers=bearer(stored)).status_code == 401
    token = headers["authorization"].removeprefix("Bearer ")
    assert consumer.token_digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(vars(consumer))


def test_revoked_token_is_refused_at_once_and_so_is_a_replaced_one(client, page):
    consumer, old = with_token()
    assert client.get(PAGES, headers=old).status_code == 200
    new = bearer(consumer.take_new_token())
    consumer.save()
    assert client.get(PAGES, headers=old).status_code == 401
    assert client.get(PAGES, headers=new).status_code == 200
    consumer.revoke()
    consumer.save()
    assert client.get(PAGES, headers=new).status_code == 401
    consumer.delete()
    assert client.get(PAGES, headers=new).status_code == 401


def test_pages_for_people_know_no_tokens(client, page):
    for path in (page.url, "/healthz", "/admin/login/"):
        answers = [
            client.get(path, headers=headers).status_code for headers in ({}, bearer(new_token()))
        ]
        assert answers[0] == answers[1] != 401


# Limits


@pytest.mark.usefixtures("between_stretches")
@override_settings(API_RATE="2/min", API_TOKEN_RATE="4/min")
def test_each_consumer_has_its_own_limit_and_so_has_the_address(client, page):
    (_, one), (_, other) = with_token(), with_token(per_minute=3)
    for headers, limit in ((one, 4), (other, 3), ({}, 2)):
        statuses = [client.get(PAGES, headers=headers).status_code for _ in range(limit + 2)]
        assert statuses == [200] * limit + [429] * 2


@pytest.mark.usefixtures("between_stretches")
@override_settings(API_RATE="", API_TOKEN_RATE="3/min")
def test_limit_is_the_same_for_every_path(client, page):
    _, headers = with_token()
    ways = paths(page)
    assert 429 not in [client.get(path, headers=headers).status_code for path in ways[:3]]
    for path in [*ways, "/api/nothing/", "/api/v2/pages"]:
        response = client.get(path, headers=headers)
        assert response.status_code == 429, path
        assert 1 <= int(response.headers["Retry-After"]) <= 60
        assert set(response.json()) == {"message"}
        assert response.headers["Retry-After"] in response.json()["message"]
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Vary"] == "Accept-Encoding"
        assert "ETag" not in response.headers
        assert client.get(path).status_code != 429


@pytest.mark.usefixtures("between_stretches")
@override_settings(API_RATE="2/min", API_TOKEN_RATE="")
def test_wrong_tokens_count_for_their_address(client, page):
    _, headers = with_token()
    statuses = [client.get(PAGES, headers=bearer(new_token())).status_code for _ in range(4)]
    assert statuses == [401, 401, 429, 429]
    assert client.get(PAGES).status_code == 429
    assert client.get(PAGES, REMOTE_ADDR="192.0.2.7").status_code == 200
    # Whoever shares the address and has a token is not kept out by them.
    assert client.get(PAGES, headers=headers).status_code == 200


def test_new_token_brings_no_new_limit(client, page):
    consumer, headers = with_token(per_minute=1)
    with time_machine.travel(timezone.now().replace(second=30), tick=False):
        assert client.get(PAGES, headers=headers).status_code == 200
        headers = bearer(consumer.take_new_token())
        consumer.save()
        assert client.get(PAGES, headers=headers).status_code == 429


@override_settings(API_TOKEN_RATE="what no throttle understands")
def test_limit_that_cannot_be_read_is_a_failure_in_json(page):
    _, headers = with_token()
    response = Client(raise_request_exception=False).get(PAGES, headers=headers)
    assert response.status_code == 500
    assert set(response.json()) == {"message"}
    assert response.headers["Vary"] == "Accept-Encoding"


# In the log


def lines(caplog):
    return [record.getMessage() for record in caplog.records if record.name == LOGGER]


def test_consumer_is_named_in_the_log_and_nobody_else(client, page, caplog):
    caplog.set_level(logging.INFO, LOGGER)
    _, headers = with_token(name="Cổng tỉnh")
    detail = f"{PAGES}{page.pk}/"
    tag = client.get(detail).headers["ETag"]
    client.get(f"{detail}?fields=title&secret=1", headers=headers)
    client.head(detail, headers={**headers, "if-none-match": tag})
    client.get("/api/v2/nothing/", headers=headers)
    client.get(PAGES, headers=bearer(new_token()))
    assert lines(caplog) == [
        f"'Cổng tỉnh' GET {detail} 200",
        f"'Cổng tỉnh' HEAD {detail} 304",
        "'Cổng tỉnh' GET /api/v2/nothing/ 404",
    ]
    assert not any("127.0.0.1" in line or "cgp_" in line for line in lines(caplog))


def test_nobody_writes_lines_of_his_own_into_the_log(client, page, caplog):
    caplog.set_level(logging.INFO, LOGGER)
    _, headers = with_token(name="Cổng\n'khác' GET /")
    client.get("/api/v2/x%0d%0a'khác' GET /", headers=headers)
    (line,) = lines(caplog)
    assert "\n" not in line
    assert "\r" not in line


# Counts


def test_what_a_consumer_asked_is_counted_by_how_it_was_answered(client, page):
    consumer, headers = with_token(per_minute=4)
    tag = client.get(PAGES).headers["ETag"]
    client.get("/api/v2/nothing/")
    with time_machine.travel(timezone.now().replace(second=30), tick=False):
        for extra in ({}, {"if-none-match": tag}, {"if-none-match": tag}, {}, {}, {}, {}):
            client.get(PAGES, headers={**headers, **extra})
        store_counts()
        (day,) = consumer.days.all()
        assert day.day == timezone.localdate()
        assert (day.answered, day.unchanged, day.refused) == (2, 2, 3)
        assert Consumer.objects.get().last_used_at == timezone.now()
