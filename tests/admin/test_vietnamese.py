"""Nobody of the editorial board meets English in the admin."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from tests import english, factories
from tests.english_words import english_in

from .crawl import Crawl

pytestmark = pytest.mark.django_db


@pytest.fixture
def content():
    """Make one of everything that lists, reports and forms of the board show."""
    index = factories.IndexFactory(title="Thông báo")
    factories.DocumentFactory()
    factories.ImageFactory()
    factories.CategoryFactory()
    factories.OrganisationFactory()
    chief = factories.UserFactory(role=EDITOR_IN_CHIEF)
    translated, submitted, locked, scheduled, withdrawn = (
        factories.AnnouncementFactory(parent=index, title=title)
        for title in (
            "Bài có bản dịch",
            "Bài đang trình",
            "Bài bị khóa",
            "Bài hẹn giờ",
            "Bài đã gỡ",
        )
    )
    english.submit(translated)
    submitted.save_revision(user=chief, log_action=True)
    submitted.get_workflow().start(submitted, factories.UserFactory(role=WRITERS))
    locked.locked, locked.locked_by, locked.locked_at = True, chief, timezone.now()
    locked.save()
    scheduled.go_live_at = timezone.now() + timedelta(days=9)
    scheduled.save_revision(user=chief, approved_go_live_at=scheduled.go_live_at)
    withdrawn.unpublish(user=chief)
    return index


@pytest.mark.parametrize("role", [WRITERS, EDITORIAL_BOARD, EDITOR_IN_CHIEF])
def test_no_view_shows_english(client, content, role):
    client.force_login(factories.UserFactory(role=role))
    crawl = Crawl(client)

    crawl.run(reverse("wagtailadmin_home"), "/admin/khong-co-trang-nay/")

    found = defaultdict(list)
    for address, texts in crawl.shown.items():
        for text in english_in(texts):
            found[text].append(address)
    assert crawl.failed == []
    assert len(crawl.shown) > 100
    assert {text: addresses[:3] for text, addresses in found.items()} == {}


def test_those_who_have_not_logged_in_meet_none(client):
    crawl = Crawl(client)

    for name in ("wagtailadmin_login", "wagtailadmin_password_reset"):
        crawl.visit(reverse(name))

    assert {t for texts in crawl.shown.values() for t in english_in(texts)} == set()
    assert len(crawl.shown) == 4


def test_english_is_found():
    assert english_in(["Không có trang nào", "Save your changes before leaving", "Tệp PDF"]) == {
        "Save your changes before leaving"
    }
