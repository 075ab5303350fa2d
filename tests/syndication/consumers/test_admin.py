"""Keeping connected systems in the admin: who may, tokens shown once, revoking, the history."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from portal.syndication.consumers.models import Consumer, DailyRequests
from portal.syndication.consumers.tokens import digest
from tests import factories

from .tokens import bearer, with_token

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r"cgp_[0-9a-f]{64}")
PAGES = "/api/v2/pages/"


@pytest.fixture
def chief(client):
    user = factories.UserFactory(role=EDITOR_IN_CHIEF)
    client.force_login(user)
    return user


def main(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main")


def address(name, consumer=None):
    return reverse(f"consumers:{name}", args=[consumer.pk] if consumer else [])


def add(client, **fields):
    return client.post(
        address("add"), {"name": "Cổng tỉnh", "contact": "", "per_minute": "", **fields}
    )


def token_in(response):
    """Return the token that is shown, in the field and in the example alike."""
    page = main(response)
    token = page.select_one("#consumers-token")["value"]
    assert TOKEN.fullmatch(token)
    assert page.select_one("pre").get_text() == f"Authorization: Bearer {token}"
    return token


def views(consumer):
    """Return the addresses of every view of a consumer."""
    single = ("edit", "delete", "history", "new_token", "revoke")
    return [address("index"), address("add"), *(address(name, consumer) for name in single)]


@pytest.mark.parametrize(("role", "may"), [
    (WRITERS, False), (EDITORIAL_BOARD, False), (EDITOR_IN_CHIEF, True),
])  # fmt: skip
def test_the_editor_in_chief_keeps_them_and_nobody_else(client, role, may):
    consumer, _ = with_token()
    client.force_login(factories.UserFactory(role=role))
    for path in views(consumer):
        assert client.get(path).status_code == (200 if may else 302), path
        if not may:
            assert client.post(path, {"name": "Khác"}).status_code == 302
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (address("index") in menu) is may
    consumer.refresh_from_db()
    assert consumer.revoked_at is None


def test_strangers_are_sent_to_the_login(client):
    consumer, _ = with_token()
    for path in views(consumer):
        assert "login" in client.get(path).headers["Location"]


def test_permissions_can_be_given_to_other_groups(client):
    client.force_login(factories.UserFactory(role=None, is_superuser=True))
    form = main(client.get(reverse("wagtailusers_groups:add")))
    for codename in ("add_consumer", "change_consumer", "delete_consumer", "view_dailyrequests"):
        permission = Permission.objects.get(codename=codename)
        assert form.select_one(f'[name="permissions"][value="{permission.pk}"]'), codename


def test_list_is_empty_at_first_and_leads_to_the_form(client, chief):
    page = main(client.get(address("index")))
    assert "Chưa có hệ thống nào" in page.get_text()
    assert page.select_one(f'p a[href="{address("add")}"]')
    assert not page.select("table")


def test_token_is_shown_once_and_works(client, chief):
    response = add(client, contact="Lê Văn B, 0255 123456", per_minute="1000")
    token = token_in(response)
    assert "no-store" in response.headers["Cache-Control"]
    consumer = Consumer.objects.get()
    assert (consumer.name, consumer.per_minute) == ("Cổng tỉnh", 1000)
    assert consumer.token_digest == digest(token)
    assert client.get(PAGES, headers=bearer(token)).status_code == 200
    for path in (*views(consumer), reverse("wagtailadmin_home")):
        assert token not in client.get(path).content.decode(), path
    assert token not in str([session.get_decoded() for session in Session.objects.all()])
    assert token not in str(list(ModelLogEntry.objects.values_list("data", flat=True)))


def test_form_that_is_sent_again_adds_nothing(client, chief):
    first = token_in(add(client))
    page = main(add(client))
    assert page.select_one(".error-message")
    assert not page.select("#consumers-token")
    assert Consumer.objects.get().token_digest == digest(first)


@pytest.mark.parametrize("fields", [
    {"name": ""}, {"name": "x" * 101}, {"name": "a\x00b"}, {"contact": "x" * 256},
    {"per_minute": "0"}, {"per_minute": "-1"}, {"per_minute": "1000001"},
    {"per_minute": "9" * 40}, {"per_minute": "nhiều"},
])  # fmt: skip
def test_form_with_what_cannot_be_says_so(client, chief, fields):
    assert main(add(client, **fields)).select_one(".error-message")
    assert not Consumer.objects.exists()


def test_form_changes_name_contact_and_limit_and_no_token(client, chief):
    consumer, headers = with_token()
    data = {"name": "Khác", "contact": "0255", "per_minute": "7", "token_digest": "0" * 64}
    assert client.post(address("edit", consumer), data).status_code == 302
    consumer.refresh_from_db()
    assert (consumer.name, consumer.contact, consumer.per_minute) == ("Khác", "0255", 7)
    assert client.get(PAGES, headers=headers).status_code == 200


def test_form_tells_what_is_known_of_the_token(client, chief):
    consumer, _ = with_token()
    state = main(client.get(address("edit", consumer))).select_one(".consumers-state").get_text()
    assert consumer.token_start in state
    assert "chưa dùng" in state
    Consumer.objects.update(last_used_at=timezone.now(), revoked_at=timezone.now())
    page = main(client.get(address("edit", consumer)))
    assert "đã thu hồi" in page.select_one(".consumers-state").get_text()
    assert f"{timezone.localtime():%d/%m/%Y}" in page.select_one(".consumers-state").get_text()
    assert page.select_one(f'a[href="{address("new_token", consumer)}"]')
    assert not page.select(f'a[href="{address("revoke", consumer)}"]')


def test_new_token_takes_the_place_of_the_old_one_after_a_question(client, chief):
    consumer, old = with_token()
    question = main(client.get(address("new_token", consumer)))
    assert consumer.token_start in question.get_text()
    assert client.get(PAGES, headers=old).status_code == 200
    token = token_in(client.post(address("new_token", consumer)))
    assert client.get(PAGES, headers=old).status_code == 401
    assert client.get(PAGES, headers=bearer(token)).status_code == 200


def test_revoked_token_opens_nothing_and_a_new_one_does(client, chief):
    consumer, headers = with_token()
    assert main(client.get(address("revoke", consumer)))
    assert client.get(PAGES, headers=headers).status_code == 200
    response = client.post(address("revoke", consumer), follow=True)
    assert "Đã thu hồi mã truy cập" in response.content.decode()
    assert client.get(PAGES, headers=headers).status_code == 401
    revoked_at = Consumer.objects.get().revoked_at
    client.post(address("revoke", consumer))
    assert Consumer.objects.get().revoked_at == revoked_at
    assert "vẫn bị thu hồi" in main(client.get(address("new_token", consumer))).get_text()
    token = token_in(client.post(address("new_token", consumer)))
    assert client.get(PAGES, headers=bearer(token)).status_code == 200


@pytest.mark.skipif(not connection.features.has_select_for_update, reason="there is one writer")
@pytest.mark.parametrize("name", ["edit", "new_token", "revoke"])
def test_form_that_is_sent_waits_for_another_so_that_none_undoes_a_revocation(client, chief, name):
    consumer, _ = with_token()
    with CaptureQueriesContext(connection) as context:
        client.post(address(name, consumer), {"name": "Khác"})
    found = [query["sql"] for query in context if '"consumers_consumer"' in query["sql"]]
    assert "FOR UPDATE" in found[0]


def test_deleting_says_what_goes_with_it(client, chief):
    consumer, headers = with_token()
    DailyRequests.objects.create(consumer=consumer, day=timezone.localdate())
    assert "số liệu" in main(client.get(address("delete", consumer))).get_text()
    client.post(address("delete", consumer))
    assert not Consumer.objects.exists()
    assert not DailyRequests.objects.exists()
    assert client.get(PAGES, headers=headers).status_code == 401


def test_history_tells_who_made_and_revoked_tokens(client, chief):
    token_in(add(client))
    consumer = Consumer.objects.get()
    client.post(address("new_token", consumer))
    client.post(address("revoke", consumer))
    client.post(address("revoke", consumer))
    history = main(client.get(address("history", consumer))).select_one("table").get_text()
    assert history.count("Đã cấp mã truy cập mới") == 1
    assert history.count("Đã thu hồi mã truy cập") == 1
    assert chief.username in history


def test_list_names_status_and_last_use_and_is_searched(client, chief):
    one, _ = with_token(name="Cổng <b>tỉnh</b>")
    other, _ = with_token(name="Báo")
    other.revoke()
    other.save()
    page = main(client.get(address("index")))
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert other.token_start in rows[0]
    assert "đã thu hồi" in rows[0]
    assert "Cổng <b>tỉnh</b>" in rows[1]
    assert "đang dùng" in rows[1]
    for asked, found in (("tỉnh", 1), (one.token_start, 1), ("không có", 0)):
        page = main(client.get(address("index"), {"q": asked}))
        assert len(page.select("tbody tr")) == found, asked
    assert "Không có hệ thống nào có tên như vậy" in page.get_text()


@pytest.mark.parametrize("name", ["edit", "delete", "history", "new_token", "revoke"])
def test_consumer_that_is_not_there_is_not_found(client, chief, name):
    assert client.get(reverse(f"consumers:{name}", args=[987654])).status_code == 404


def test_pages_speak_english_to_whoever_reads_english(client, chief):
    UserProfile.objects.create(user=chief, preferred_language="en")
    consumer, _ = with_token()
    assert "Connected systems" in client.get(address("index")).content.decode()
    assert "in use" in main(client.get(address("edit", consumer))).get_text()
    assert "Copy token" in main(add(client)).get_text()
