"""Where the counts are shown: on pages, in the footer, in the API."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Site

from portal.models import PortalSettings
from portal.visits.models import DailyVisits, PageViews
from portal.visits.templatetags.visits import grouped
from tests import factories

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"


@pytest.fixture
def page():
    return factories.AnnouncementFactory()


def html(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


def carry_over(visits, views):
    settings = PortalSettings.for_site(Site.objects.get())
    settings.first_visits, settings.first_views = visits, views
    settings.save()


def footer(client, page):
    return [data["value"] for data in html(client, page.get_url()).select(".statistics data")]


def test_page_names_its_beacon_for_scripts_and_without(client, page):
    document = html(client, page.get_url())
    script = document.select_one("script[data-beacon]")
    assert script["data-beacon"] == f"/visits/{page.pk}/"
    assert script.has_attr("defer")
    assert not script.text.strip()
    image = document.select_one("noscript img")
    assert (image["src"], image["alt"]) == (f"/visits/{page.pk}.gif", "")


def test_every_page_type_is_counted_and_what_is_no_page_is_not(client, page):
    for path in ("/", page.get_parent().get_url(), factories.StandardPageFactory().get_url()):
        assert html(client, path).select("[data-beacon]"), path
    for path in ("/search/?q=tin", "/khong-co/"):
        assert not html(client, path).select("[data-beacon], noscript"), path


def test_preview_and_restricted_page_are_not_counted(admin_client, page):
    response = page.make_preview_request(RequestFactory().get("/"), "")
    assert b"data-beacon" not in response.content
    factories.restrict(page)
    assert not html(admin_client, page.get_url()).select("[data-beacon]")


def test_page_that_is_read_writes_nothing(client, page):
    client.get(page.get_url())
    with CaptureQueriesContext(connection) as context:
        client.get(page.get_url())
    assert {query["sql"].split()[0] for query in context} == {"SELECT"}
    assert not DailyVisits.objects.exists()


def test_footer_asks_once_for_its_sums(client, page):
    client.get(page.get_url())
    with CaptureQueriesContext(connection) as context:
        client.get(page.get_url())
    sums = [query["sql"] for query in context if "visits_dailyvisits" in query["sql"]]
    assert len(sums) == 1


def test_footer_adds_what_was_carried_over(client, page):
    carry_over(1218, 8285276)
    assert footer(client, page) == ["1218", "8285276"]
    client.post(f"/visits/{page.pk}/", headers={"user-agent": BROWSER})
    assert footer(client, page) == ["1219", "8285277"]
    assert "8.285.277" in html(client, page.get_url()).select_one(".statistics").text


def test_footer_says_nothing_before_anything_was_counted(client, page):
    assert not html(client, page.get_url()).select(".statistics")


@pytest.mark.parametrize(("language", "written"), [("vi", "8.285.276"), ("en", "8,285,276")])
def test_numbers_stand_in_groups(language, written):
    with translation.override(language):
        assert grouped(8285276) == written


def test_announcement_shows_its_views_in_groups(client, page):
    PageViews.objects.create(page=page, views=12345)
    assert "12.345" in html(client, page.get_url()).select_one("article header").text


def ask(client, query="", status=200):
    response = client.get(f"/api/v2/visits/{query}")
    assert response.status_code == status, response.content
    return response.json()


def test_api_gives_totals_and_the_pages_that_are_asked_for(client, page):
    carry_over(1218, 8285276)
    PageViews.objects.create(page=page, views=624)
    DailyVisits.objects.create(site=Site.objects.get(), day=timezone.localdate(), visits=2, views=4)
    unread = factories.AnnouncementFactory()
    assert ask(client) == {"visits": 1220, "views": 8285280, "pages": {}}
    pages = ask(client, f"?ids={page.pk},{unread.pk},{page.pk},987654")["pages"]
    assert pages == {str(page.pk): 624, str(unread.pk): 0}


def test_api_names_only_public_pages_of_the_site(client, page):
    draft = factories.AnnouncementFactory(live=False)
    restricted = factories.AnnouncementFactory()
    factories.restrict(restricted)
    root = factories.StandardPageFactory(parent=factories.home_page().get_parent())
    Site.objects.create(hostname="khac.example.vn", root_page=root)
    for hidden in (draft, restricted, root):
        PageViews.objects.create(page_id=hidden.pk, views=5)
    ids = ",".join(str(known.pk) for known in (page, draft, restricted, root))
    assert ask(client, f"?ids={ids}")["pages"] == {str(page.pk): 0}
    other = ask(client, f"?ids={ids}&site=khac.example.vn")
    assert other["pages"] == {str(root.pk): 5}


@pytest.mark.parametrize("ids", [
    "", ",", "abc", "1,", "1;2", "-1", "1.5", "١", "%00", "2147483648", "9" * 900,
    ",".join(map(str, range(1, 102))), "9" * 2000,
])  # fmt: skip
def test_ids_that_cannot_be_are_refused_with_a_sentence(client, ids):
    assert "ids" in ask(client, f"?ids={ids}", status=400)["message"]


def test_hundred_pages_can_be_asked_for(client):
    assert ask(client, f"?ids={','.join(map(str, range(1000, 1100)))}")["pages"] == {}


@pytest.mark.parametrize("query", ["?id=1", "?fields=*", "?limit=1", "?views=1"])
def test_unknown_parameters_are_refused(client, query):
    assert ask(client, query, status=400)["message"]


def test_unknown_site_is_missing(client):
    assert ask(client, "?site=nirgends.example", status=404)["message"]


def test_api_of_counts_costs_four_queries_for_any_number_of_pages(client):
    pages = [factories.AnnouncementFactory().pk for _number in range(5)]
    for asked in (pages[:1], pages):
        path = f"?ids={','.join(map(str, asked))}"
        ask(client, path)
        with CaptureQueriesContext(connection) as context:
            ask(client, path)
        assert len(context) == 4, [query["sql"] for query in context]


def test_visits_is_no_slug_of_a_page():
    from portal.slugs import reserved_slugs

    assert "visits" in reserved_slugs()
