"""The endpoint of previews as HTTP: who may ask, how, and what is said of the answer."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from tests import factories

from .previews import ADDRESS, FRONT_END, preview, redeem

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(admin):
    return preview(admin, factories.AnnouncementFactory())


def test_nothing_on_the_way_keeps_the_answer(client, link):
    for status in (200, 410):
        response = redeem(client, link)
        assert response.status_code == status
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert "ETag" not in response.headers
        assert response.headers["Access-Control-Expose-Headers"] == "Retry-After"
        assert not response.cookies


def test_condition_is_no_reason_for_304(client, link):
    assert redeem(client, link, **{"if-none-match": "*"}).status_code == 200


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_other_methods_use_nothing_up(client, link, method):
    response = getattr(client, method)(f"{ADDRESS}?token={link['token']}&page={link['page']}")
    assert response.status_code == 405
    assert response.headers["Cache-Control"] == "no-store"
    assert redeem(client, link).status_code == 200


def test_token_in_the_address_is_none(client, link):
    address = f"{ADDRESS}?token={link['token']}&page={link['page']}"
    response = client.post(address, "", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", json.dumps({"token": "a", "page": "1"}), 415),
        ("multipart/form-data; boundary=x", "--x--", 415),
        ("text/plain", "token=a", 415),
        ("application/x-www-form-urlencoded", b"\xff\xfe%ff%00", 400),
        ("application/x-www-form-urlencoded; charset=nothing", "token=a", 400),
        ("application/x-www-form-urlencoded", "&".join(f"a{n}=" for n in range(20_000)), 400),
        ("application/x-www-form-urlencoded", f"token={'a' * 3_000_000}", 400),
        ("", "token=a", 415),
        ("/", "token=a", 415),
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(client, kind, body, status):
    response = client.generic("POST", ADDRESS, body, content_type=kind)
    assert response.status_code == status
    assert response.json()["message"]


def test_front_end_may_read_the_answer_in_a_browser_and_nobody_else(client, link):
    response = redeem(client, link, origin=FRONT_END)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == FRONT_END
    assert response.headers["Vary"] == "Accept-Encoding"
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://bansao.example.vn",
        "https://bansao.example.vn:8443",
        "https://bansao.example.vn.evil.example",
        "https://evil.example",
        "http://testserver",
    ],
)
def test_pages_of_other_sites_are_refused(client, link, origin):
    response = redeem(client, link, origin=origin)
    assert response.status_code == 403
    assert "front end" in response.json()["message"]
    assert response.headers["Access-Control-Allow-Origin"] == FRONT_END
    assert redeem(client, link, origin=FRONT_END).status_code == 200


def test_browser_that_asks_first_is_told_what_the_front_end_may(client):
    asked = {"origin": FRONT_END, "access-control-request-method": "POST"}
    response = client.options(ADDRESS, headers=asked)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == FRONT_END
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "authorization" in response.headers["Access-Control-Allow-Headers"]
    foreign = client.options(ADDRESS, headers={**asked, "origin": "https://evil.example"})
    assert foreign.status_code == 403


def test_cookies_change_nothing(admin, link):
    admin.handler.enforce_csrf_checks = True
    assert redeem(admin, link).status_code == 200


def test_token_protects_where_a_form_would(link):
    assert redeem(Client(enforce_csrf_checks=True), link).status_code == 200


@pytest.mark.usefixtures("between_stretches")
def test_address_that_guesses_too_often_is_told_when_to_come_back(client, link, settings):
    settings.API_RATE = "2/min"
    cache.clear()
    guesses = [redeem(client, {**link, "token": "a.b"}).status_code for _ in range(3)]
    assert guesses == [400, 400, 429]
    response = redeem(client, link)
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"


def test_without_a_front_end_there_is_no_such_endpoint(client, link, settings):
    settings.HEADLESS_PREVIEW_URL = ""
    for method in ("get", "post", "options"):
        response = getattr(client, method)(ADDRESS)
        assert response.status_code == 404
        assert response.json() == {"message": "not found"}
    assert redeem(client, link).status_code == 404
