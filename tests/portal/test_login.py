"""Guessing passwords is slowed down; an editor is not locked out by a stranger."""

import pytest
from django.test import override_settings

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


@override_settings(AXES_FAILURE_LIMIT=3)
def test_header_of_a_stranger_is_not_believed_without_a_proxy(client):
    for number in range(3):
        response = log_in(client, "sai", headers={"x-forwarded-for": f"198.51.100.{number}"})
    assert response.status_code == 429
