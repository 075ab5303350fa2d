"""Guessing passwords is slowed down; an editor is not locked out by a stranger."""

import pytest
from django.test import override_settings

from portal.client_address import client_address
from portal.roles import WRITERS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _user():
    factories.UserFactory(username="bientapvien", role=WRITERS)


def log_in(client, password, address="203.0.113.7", **headers):
    return client.post(
        "/admin/login/",
        {"username": "bientapvien", "password": password},
        REMOTE_ADDR=address,
        **headers,
    )


def test_right_password_opens(client):
    assert log_in(client, "demo").status_code == 302


@override_settings(AXES_FAILURE_LIMIT=3)
def test_guessing_is_stopped_with_a_sentence_and_only_for_that_address(client):
    for _attempt in range(3):
        response = log_in(client, "sai")
    assert response.status_code == 429
    assert "15" in response.content.decode()
    assert log_in(client, "demo").status_code == 429
    assert log_in(client, "demo", address="203.0.113.8").status_code == 302


@override_settings(AXES_FAILURE_LIMIT=3, TRUSTED_PROXIES=1)
def test_behind_a_proxy_the_readers_own_address_is_locked(client):
    for _attempt in range(3):
        response = log_in(client, "sai", "10.0.0.1", headers={"x-forwarded-for": "203.0.113.7"})
    assert response.status_code == 429
    other = log_in(client, "demo", "10.0.0.1", headers={"x-forwarded-for": "203.0.113.8"})
    assert other.status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        (0, "198.51.100.1", "10.0.0.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, " , ", "10.0.0.1"),
    ],
)
def test_only_as_many_hops_are_believed_as_there_are_proxies(rf, proxies, forwarded, believed):
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded})
    with override_settings(TRUSTED_PROXIES=proxies):
        assert client_address(request) == believed


@override_settings(AXES_FAILURE_LIMIT=3)
def test_header_of_a_stranger_is_not_believed_without_a_proxy(client):
    for number in range(3):
        response = log_in(client, "sai", headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert response.status_code == 429
