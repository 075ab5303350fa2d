"""Withdrawing asks for a reason, and each page that it takes keeps it in its history."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from announcements.models import AnnouncementPage
from portal.roles import EDITORIAL_BOARD
from tests import factories

pytestmark = pytest.mark.django_db

REASON = "Đăng nhầm"


@pytest.fixture
def index():
    return factories.IndexFactory(title="Thông báo")


@pytest.fixture(autouse=True)
def board(client):
    user = factories.UserFactory(role=EDITORIAL_BOARD)
    client.force_login(user)
    return user


def unpublish(client, page, **data):
    return client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), data)


def reasons() -> dict[int, str]:
    """Return the logged reasons by page."""
    entries = PageLogEntry.objects.filter(action="portal.withdraw")
    return {entry.page_id: entry.data["reason"] for entry in entries}


def test_withdrawing_without_a_reason_changes_nothing(client, index):
    page = factories.AnnouncementFactory(parent=index)
    response = unpublish(client, page, reason="  ")
    assert response.status_code == 302
    page.refresh_from_db()
    assert page.live
    assert reasons() == {}


def test_withdrawing_keeps_its_reason_in_the_history(client, index, board):
    page = factories.AnnouncementFactory(parent=index)
    unpublish(client, page, reason=REASON)
    page.refresh_from_db()
    assert not page.live
    entry = PageLogEntry.objects.get(page=page.pk, action="portal.withdraw")
    assert entry.data == {"reason": REASON}
    assert entry.user == board
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert REASON in history.content.decode()


def test_pages_below_that_are_withdrawn_too_keep_the_reason(client, index):
    live = factories.AnnouncementFactory(parent=index)
    draft = factories.AnnouncementFactory(parent=index, live=False)
    unpublish(client, index, reason=REASON, include_descendants="on")
    assert not AnnouncementPage.objects.live().exists()
    assert reasons() == {index.pk: REASON, live.pk: REASON}
    assert draft.pk not in reasons()


def test_pages_below_that_stay_keep_no_reason(client, index):
    factories.AnnouncementFactory(parent=index)
    unpublish(client, index, reason=REASON)
    assert reasons() == {index.pk: REASON}


def test_withdrawing_many_asks_for_the_reason_too(client, index):
    pages = [factories.AnnouncementFactory(parent=index) for _number in range(2)]
    ids = "&".join(f"id={page.pk}" for page in pages)
    path = f"/admin/bulk/wagtailcore/page/unpublish/?{ids}&next=/admin/"
    assert 'name="reason"' in client.get(path).content.decode()
    client.post(path, {"reason": ""})
    assert AnnouncementPage.objects.live().count() == 2
    client.post(path, {"reason": REASON})
    assert AnnouncementPage.objects.live().count() == 0
    assert reasons() == {page.pk: REASON for page in pages}


def test_withdrawing_many_with_pages_below_writes_it_down_for_each(client, index):
    below = factories.AnnouncementFactory(parent=index)
    path = f"/admin/bulk/wagtailcore/page/unpublish/?id={index.pk}&next=/admin/"
    client.post(path, {"reason": REASON, "include_descendants": "on"})
    assert reasons() == {index.pk: REASON, below.pk: REASON}
