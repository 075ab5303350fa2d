"""What HEADLESS_PREVIEW_URL may say, and what follows from it."""

import pytest

from portal.previewing.checks import (
    drafts_travel_encrypted,
    front_end_has_an_address,
    links_live_for_a_while,
)
from portal.previewing.front_end import front_end, origins, read_front_end


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://bansao.example.vn", "https://bansao.example.vn"),
        ("https://BanSao.Example.VN:443/", "https://bansao.example.vn"),
        ("https://bansao.example.vn:8443/xem?a=b", "https://bansao.example.vn:8443"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://127.0.0.1:80/", "http://127.0.0.1"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        (
            "https://xn--bnsao-ynf.example.vn/#/xem/{page}/{token}",
            "https://xn--bnsao-ynf.example.vn",
        ),
    ],
)
def test_origin_is_what_a_browser_says(address, origin):
    assert read_front_end(address).origin == origin


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("https://a.vn", "https://a.vn#page=12&token=t.s"),
        ("https://a.vn/xem?lang=vi", "https://a.vn/xem?lang=vi#page=12&token=t.s"),
        ("https://a.vn/xem/{page}", "https://a.vn/xem/12#page=12&token=t.s"),
        ("https://a.vn/xem?p={page}&t={token}", "https://a.vn/xem?p=12&t=t.s"),
        ("https://a.vn/#/xem/{page}/{token}", "https://a.vn/#/xem/12/t.s"),
    ],
)
def test_token_stands_where_the_front_end_wants_it(template, address):
    assert read_front_end(template).address("12", "t.s") == address


WRONG = [
    "bansao.example.vn",
    "/xem-truoc",
    "//bansao.example.vn/",
    "ftp://bansao.example.vn/",
    "javascript:alert(1)",
    "https://",
    "https:///xem",
    "https://bansao.example.vn:port/",
    "https://bansao.example.vn:99999/",
    "https://[::1/",
    "https://a:b@bansao.example.vn/",
    "https://bảnsao.example.vn/",
    "https://bansao.example.vn/ xem",
    "https://bansao.example.vn;script-src/",
    "https://bansao.example.vn'/",
    "https://*.example.vn/",
    "https://{page}.example.vn/",
    "https://bansao.example.vn/{id}",
    "https://bansao.example.vn/{",
    "https://bansao.example.vn/#xem",
    "https://bansao.example.vn/\n",
]


@pytest.mark.parametrize("address", WRONG)
def test_address_to_which_no_link_could_lead_fails_the_check(settings, address):
    settings.HEADLESS_PREVIEW_URL = address
    [found] = front_end_has_an_address()
    assert found.id == "previewing.E001"
    assert repr(address) in found.msg
    assert front_end() is None
    assert origins() == []


def test_address_may_be_left_empty(settings):
    settings.HEADLESS_PREVIEW_URL = ""
    assert front_end_has_an_address() == []
    assert drafts_travel_encrypted() == []
    assert front_end() is None


def test_good_address_passes(settings):
    settings.HEADLESS_PREVIEW_URL = "https://bansao.example.vn/xem/{page}?token={token}"
    assert front_end_has_an_address() == []
    assert drafts_travel_encrypted() == []
    assert origins() == ["https://bansao.example.vn"]


@pytest.mark.parametrize(("seconds", "is_wrong"), [(600, False), (1, False), (0, True), (-5, True)])
def test_links_must_live_for_a_while(settings, seconds, is_wrong):
    settings.PREVIEW_LINK_SECONDS = seconds
    assert [found.id for found in links_live_for_a_while()] == ["previewing.E002"] * is_wrong


@pytest.mark.parametrize(
    ("address", "is_warned"),
    [
        ("http://bansao.example.vn/", True),
        ("http://localhost:8080/", False),
        ("http://127.0.0.1:8080/", False),
        ("http://[::1]:8080/", False),
    ],
)
def test_front_end_elsewhere_without_tls_is_warned_of(settings, address, is_warned):
    settings.HEADLESS_PREVIEW_URL = address
    assert [found.id for found in drafts_travel_encrypted()] == ["previewing.W001"] * is_warned
