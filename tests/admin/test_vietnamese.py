"""Nobody of the editorial board meets English in the admin."""

from collections import defaultdict

import pytest
from django.urls import reverse

from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from tests import factories
from tests.english_words import english_in

from . import content
from .crawl import Crawl

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [WRITERS, EDITORIAL_BOARD, EDITOR_IN_CHIEF])
def test_no_view_shows_english(client, role):
    starts = content.make()
    client.force_login(factories.UserFactory(role=role))
    crawl = Crawl(client)

    crawl.run(reverse("wagtailadmin_home"), *starts, "/admin/khong-co-trang-nay/")

    found = defaultdict(list)
    for address, texts in crawl.shown.items():
        for text in english_in(texts):
            found[text].append(address)
    assert crawl.failed == []
    assert len(crawl.shown) > 100
    assert not found, "\n".join(f"{text}: {addresses[0]}" for text, addresses in found.items())


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
