"""Where a reader goes on: related announcements, the one before, the one after, filters."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from announcements.related import MOST_RELATED, neighbours, related_announcements
from tests import factories

pytestmark = pytest.mark.django_db

START = datetime(2022, 1, 1, tzinfo=UTC)


@pytest.fixture
def index():
    return factories.IndexFactory()


def announce(index, day, **fields):
    return factories.AnnouncementFactory(parent=index, date=START + timedelta(days=day), **fields)


def hide(page):
    Page.objects.filter(pk=page.pk).update(live=False)


def test_newest_of_the_same_category_are_related_but_not_the_page_itself(index):
    category = factories.CategoryFactory()
    page = announce(index, 3, category=category)
    like = [announce(index, day, category=category) for day in (1, 5, 2, 9, 8, 7)]
    announce(index, 20, category=factories.CategoryFactory())
    wanted = sorted(like, key=lambda each: each.date, reverse=True)[:MOST_RELATED]
    assert related_announcements(page) == wanted


def test_those_of_another_list_are_related_by_category_once(index):
    category = factories.CategoryFactory()
    page = announce(index, 1, category=category)
    elsewhere = announce(factories.IndexFactory(), 2, category=category)
    elsewhere.create_alias(parent=index, update_slug="ban-sao")
    page.create_alias(parent=elsewhere.get_parent(), update_slug="ban-sao")
    assert related_announcements(page) == [elsewhere]


@pytest.mark.parametrize("category", ["none", "draft", "alone"])
def test_without_others_of_its_category_those_of_the_list_are_related(index, category):
    chosen = None
    if category != "none":
        chosen = factories.CategoryFactory(live=category == "alone")
    page = announce(index, 1, category=chosen)
    other = announce(index, 2, category=chosen if category == "draft" else None)
    announce(factories.IndexFactory(), 3)
    assert related_announcements(page) == [other]


def test_hidden_ones_are_neither_related_nor_neighbours(client, index):
    category = factories.CategoryFactory()
    pages = [announce(index, day, category=category, title=f"Tin {day}") for day in range(3)]
    hide(pages[0])
    factories.restrict(pages[2])
    assert related_announcements(pages[1]) == []
    assert neighbours(pages[1]) == (None, None)
    html = client.get(pages[1].get_url()).content.decode()
    assert 'id="related"' not in html
    assert 'class="neighbours"' not in html


def test_neighbours_stand_by_date_then_by_id(index):
    first, second, third = (announce(index, day) for day in (0, 1, 1))
    announce(factories.IndexFactory(), 1)
    assert neighbours(first) == (None, second)
    assert neighbours(second) == (first, third)
    assert neighbours(third) == (second, None)


def test_page_names_its_neighbours_by_their_titles(client, index):
    before, page, after = (announce(index, day, title=f"Tin ngày {day}") for day in range(3))
    html = client.get(page.get_url()).content.decode()
    assert f'<a href="{before.get_url()}" rel="prev">Tin ngày 0</a>' in html
    assert f'<a href="{after.get_url()}" rel="next">Tin ngày 2</a>' in html


def test_a_new_page_can_be_previewed(index, admin_client):
    page = factories.AnnouncementFactory.build(title="Mới", slug="moi", date=START)
    page.path, page.depth, page.locale = f"{index.path}0001", index.depth + 1, index.locale
    response = page.make_preview_request()
    assert response.status_code == 200


def queries(ask):
    with CaptureQueriesContext(connection) as context:
        ask()
    return len(context)


def test_reading_on_costs_three_queries(index):
    category = factories.CategoryFactory()
    page = announce(index, 1, category=category)
    announce(index, 0, category=category)
    announce(index, 2, category=category)
    assert queries(lambda: related_announcements(page)) == 1
    assert queries(lambda: neighbours(page)) == 2


def test_queries_of_a_page_do_not_grow_with_its_list(client, index):
    category = factories.CategoryFactory()
    page = announce(index, 1, category=category)
    announce(index, 0, category=category)
    announce(index, 2, category=category)
    client.get(page.get_url())
    few = queries(lambda: client.get(page.get_url()))
    for day in range(3, 20):
        announce(index, day, category=category)
    assert queries(lambda: client.get(page.get_url())) == few


def test_category_and_year_survive_paging_together(client, index):
    category = factories.CategoryFactory(slug="van-hoa")
    for day in range(25):
        announce(index, day, category=category, title=f"Đúng {day:02}")
        announce(index, day, title=f"Khác chuyên mục {day}")
        announce(index, day + 400, category=category, title=f"Khác năm {day}")
    seen = []
    address = f"{index.get_url()}?category=van-hoa&year=2022"
    while address:
        html = client.get(address).content.decode()
        assert "Khác" not in html
        assert html.count('aria-current="page"') >= 1
        assert html.count(" selected") == 2
        seen += re.findall(r">Đúng (\d\d)</a>", html)
        following = re.search(r'<a href="([^"]+)"\s+rel="next"', html)
        address = unescape(following[1]) if following else ""
    assert seen == [f"{day:02}" for day in reversed(range(25))]


def test_only_categories_and_years_with_public_announcements_are_offered(client, index):
    announce(index, 0, category=factories.CategoryFactory(slug="co-tin"))
    hide(announce(index, 4000, category=factories.CategoryFactory(slug="an")))
    factories.CategoryFactory(slug="trong")
    html = client.get(index.get_url()).content.decode()
    offered = re.findall(r'<option value="([^"]+)"', html)
    assert offered == ["co-tin", "2022"]


@pytest.mark.parametrize(
    "query", ["year=20222", "year=0", "year=x", "category=%00", "category=x&year=2022", "year=١٩٩٩"]
)
def test_a_choice_that_is_none_is_answered_with_a_sentence(client, index, query):
    announce(index, 0)
    response = client.get(f"{index.get_url()}?{query}&page=2")
    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()
