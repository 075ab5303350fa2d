"""An administrator who chooses English in the account page meets no Vietnamese but the content."""

import re
from unicodedata import normalize

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from tests import factories

from .crawl import Crawl

pytestmark = pytest.mark.django_db

# Letters that Vietnamese has and English has not.
VIETNAMESE = re.compile(r"[À-ỹ]")
# What the board has named: the portal, its pages, roles and review, its language.
NAMES = re.compile(
    "Cổng thông tin điện tử|Duyệt tin bài|Gốc|Thư mục gốc|Tiếng Việt|Trang chủ"
    f"|{EDITOR_IN_CHIEF}|{EDITORIAL_BOARD}|{WRITERS}"
)
VIEWS = (
    "wagtailadmin_home",
    "wagtailadmin_account",
    "wagtailsnippets_announcements_category:add",
    "wagtailimages:add_multiple",
    "wagtailusers_users:add",
    "wagtailadmin_reports:site_history",
    "consumers:add",
    "webhooks:add",
)


def test_administrator_who_chose_english_sees_english(client):
    index = factories.IndexFactory(title="Notices")
    user = factories.UserFactory(is_superuser=True)
    client.force_login(user)
    UserProfile.objects.create(user=user, preferred_language="en")
    crawl = Crawl(client)

    for name in VIEWS:
        crawl.visit(reverse(name))
    crawl.visit(reverse("wagtailadmin_explore", args=[index.pk]))
    crawl.visit(
        reverse("wagtailadmin_pages:add", args=["announcements", "announcementpage", index.pk])
    )

    shown = {text for texts in crawl.shown.values() for text in texts}
    assert {"Save draft", "Choose an image", "Categories"} <= shown
    found = {text for text in shown if VIETNAMESE.search(NAMES.sub("", normalize("NFC", text)))}
    assert not found, found
