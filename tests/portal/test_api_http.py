"""The API as HTTP: caches, conditional requests, methods, origins, throttling, errors."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client, override_settings

from portal.api import router
from tests import factories

pytestmark = pytest.mark.django_db

PAGES = "/api/v2/pages/"


@pytest.fixture
def page():
    return factories.AnnouncementFactory(title="Thông báo")


@pytest.fixture
def addresses(page):
    """Return an address of each kind of answer, for every endpoint."""
    redirected = {
        "pages": page,
        "images": factories.ImageFactory(),
        "documents": factories.DocumentFactory(),
        "categories": factories.CategoryFactory(),
        "organisations": factories.OrganisationFactory(),
    }
    # The feed of changes is never kept (tests/syndication).
    lists = [f"/api/v2/{name}/" for name in router._endpoints if name != "changes"]
    return [*lists, *(f"/api/v2/{name}/{item.pk}/" for name, item in redirected.items())]


def test_every_read_may_be_kept_for_half_a_minute_and_has_a_strong_etag(client, addresses):
    for path in addresses:
        response = client.get(path)
        assert response.status_code == 200, path
        assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["ETag"].startswith('"')
        assert "Content-Language" not in response.headers
        assert not response.cookies


@override_settings(API_SHARED_SECONDS=3600)
def test_cache_that_is_told_of_changes_may_keep_longer(client, page):
    assert "s-maxage=3600" in client.get(PAGES).headers["Cache-Control"]


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"other",W/{}', "*"])
def test_reader_who_has_the_bytes_gets_304_without_a_body(client, page, form):
    first = client.get(f"{PAGES}{page.pk}/")
    again = client.get(
        f"{PAGES}{page.pk}/", headers={"if-none-match": form.format(first.headers["ETag"])}
    )
    assert again.status_code == 304
    assert again.content == b""
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again.headers[name] == first.headers[name]


def test_change_gets_another_etag(client, page):
    first = client.get(f"{PAGES}{page.pk}/").headers["ETag"]
    page.title = "Đính chính"
    page.save_revision().publish()
    again = client.get(f"{PAGES}{page.pk}/", headers={"if-none-match": first})
    assert again.status_code == 200
    assert again.headers["ETag"] != first


def test_answer_is_the_same_bytes_for_whoever_asks(client, page):
    editor = Client(headers={"accept-language": "en", "accept": "application/json; indent=8"})
    editor.force_login(factories.UserFactory())
    assert editor.get(PAGES).content == client.get(PAGES).content


def test_head_has_the_headers_of_get(client, addresses):
    for path in addresses:
        full, head = client.get(path), client.head(path)
        assert head.status_code == 200
        assert head.content == b""
        for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control"):
            assert head.headers[name] == full.headers[name]


def test_options_names_the_methods(client, addresses):
    for path in addresses:
        response = client.options(path)
        assert response.status_code == 200
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_api_is_for_reading(addresses, method):
    client = Client(enforce_csrf_checks=True)
    for path in addresses:
        response = getattr(client, method)(path)
        assert response.status_code == 405
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
        assert response.headers["Cache-Control"] == "no-store"
        assert set(response.json()) == {"message"}


# Other origins

ORIGIN = {"origin": "https://quangngai.test"}


def test_pages_of_other_origins_may_read_without_credentials(client, page):
    etag = client.get(PAGES).headers["ETag"]
    for headers, status in ((ORIGIN, 200), ({**ORIGIN, "if-none-match": etag}, 304)):
        response = client.get(PAGES, headers=headers)
        assert response.status_code == status
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert response.headers["Access-Control-Expose-Headers"] == "ETag, Retry-After"
        assert response.headers["Vary"] == "Accept-Encoding"


def test_errors_can_be_read_from_other_origins_too(client):
    response = client.get("/api/v2/nothing/", headers=ORIGIN)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_preflight_allows_token_and_condition(client):
    response = client.options(
        PAGES,
        headers={
            **ORIGIN,
            "access-control-request-method": "GET",
            "access-control-request-headers": "authorization, if-none-match",
        },
    )
    assert response.status_code == 200
    allowed = response.headers["Access-Control-Allow-Headers"].split(", ")
    assert {"authorization", "if-none-match"} <= set(allowed)
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_nothing_else_is_open_to_other_origins(client):
    for path in ("/", "/admin/login/", "/search/"):
        response = client.get(path, headers=ORIGIN)
        assert "Access-Control-Allow-Origin" not in response.headers


# Throttling


def ask(client, address, forwarded=None):
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return client.get(PAGES, REMOTE_ADDR=address, headers=headers)


@pytest.fixture
def _two_a_minute(between_stretches):
    with override_settings(API_RATE="2/min"):
        cache.clear()
        yield


@pytest.mark.usefixtures("_two_a_minute")
def test_address_that_asks_too_often_is_told_when_to_come_back(client):
    assert [ask(client, "192.0.2.1").status_code for _ in range(3)] == [200, 200, 429]
    response = ask(client, "192.0.2.1")
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert response.headers["Cache-Control"] == "no-store"
    assert set(response.json()) == {"message"}
    assert ask(client, "192.0.2.2").status_code == 200


@pytest.mark.usefixtures("_two_a_minute")
def test_counts_stand_in_the_shared_cache(client):
    ask(client, "192.0.2.1")
    ask(client, "192.0.2.1")
    assert ask(client, "192.0.2.1").status_code == 429
    cache.clear()
    assert ask(client, "192.0.2.1").status_code == 200


@pytest.mark.usefixtures("_two_a_minute")
def test_without_trusted_proxies_nobody_can_pretend_another_address(client):
    answers = [ask(client, "192.0.2.1", forwarded=f"198.51.100.{n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


@pytest.mark.usefixtures("_two_a_minute")
@override_settings(TRUSTED_PROXIES=1)
def test_one_trusted_proxy_is_believed_for_one_hop(client):
    pretended = [ask(client, "10.0.0.1", forwarded=f"198.51.100.{n}, 192.0.2.1") for n in range(3)]
    assert [answer.status_code for answer in pretended] == [200, 200, 429]
    assert ask(client, "10.0.0.1", forwarded="192.0.2.2").status_code == 200


@pytest.mark.usefixtures("_two_a_minute")
def test_ipv6_network_counts_as_one_address(client):
    answers = [ask(client, f"2001:db8:1:2::{n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert ask(client, "2001:db8:1:3::1").status_code == 200
    assert ask(client, "::ffff:192.0.2.9").status_code == 200


@override_settings(API_RATE="")
def test_operator_may_leave_the_throttle_to_the_proxy(client):
    assert {ask(client, "192.0.2.1").status_code for _ in range(5)} == {200}


# Errors


def test_unknown_paths_are_not_found_whatever_the_method():
    client = Client(enforce_csrf_checks=True)
    for path in ("/api/", "/api/v2/", "/api/v2/nothing/", "/api/v3/pages/", "/api/v2/pages/%00/"):
        for method in ("get", "post"):
            response = getattr(client, method)(path)
            assert response.status_code == 404, path
            assert response.json() == {"message": "not found"}
            assert response.headers["Cache-Control"] == "no-store"


def test_missing_slash_leads_on(client, page):
    response = client.get(f"/api/v2/pages/{page.pk}?fields=title")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        f"/api/v2/pages/{page.pk}/?fields=title",
    )


def test_reader_who_wants_no_json_is_refused_in_json(client):
    response = client.get(PAGES, headers={"accept": "text/html"})
    assert response.status_code == 406
    assert set(response.json()) == {"message"}


@override_settings(ALLOWED_HOSTS=["localhost"])
def test_wrong_host_is_refused_in_json(client):
    response = client.get(PAGES, headers={"host": "evil.test"})
    assert response.status_code == 400
    assert set(response.json()) == {"message"}


def test_failure_is_told_in_json(client, page, settings):
    client.raise_request_exception = False
    settings.API_RATE = "what no throttle understands"
    response = client.get(f"{PAGES}{page.pk}/")
    assert response.status_code == 500
    assert set(response.json()) == {"message"}
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Vary"] == "Accept-Encoding"


def test_cors_is_limited_to_the_api():
    assert settings.CORS_URLS_REGEX.startswith("^/api/")
    assert not getattr(settings, "CORS_ALLOW_CREDENTIALS", False)
