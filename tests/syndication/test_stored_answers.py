"""What is kept is what would be made anew: the same bytes, over the demonstration and more."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from home.models import HomePage
from portal.syndication.builder import drain
from portal.syndication.models import Mark, PublishedItem
from portal.syndication.registry import PAGE_TYPES, SOURCES
from tests import factories

pytestmark = pytest.mark.django_db

# Past the store: a key that it does not know, and that changes nothing.
ANEW = "_=1"


@pytest.fixture
def demonstration():
    call_command("load_demo", port=80, verbosity=0)
    drain()


def lists():
    """Yield the addresses of lists of whole objects that the store answers."""
    for label in sorted(PAGE_TYPES):
        for query in ("", "&limit=3&offset=1", "&order=-id", "&order=title", "&locale=en"):
            yield f"/api/v2/pages/?type={label}&fields=*{query}"
    yield "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*&order=-date&limit=100"
    for endpoint in SOURCES.keys() - {"pages"}:
        for query in ("", "&limit=2&offset=1", "&order=-id"):
            yield f"/api/v2/{endpoint}/?fields=*{query}"
    for endpoint in ("categories", "organisations"):
        yield f"/api/v2/{endpoint}/?fields=*&locale=vi"


def both(client, path):
    """Return the answer to `path`, after comparing it with the one that is made anew."""
    kept, anew = client.get(path), client.get(f"{path}{'&' if '?' in path else '?'}{ANEW}")
    assert kept.status_code == anew.status_code == 200, path
    assert kept.content == anew.content, path
    # The tag of a list is made of those of its items, where they are kept.
    headers = [{**answer.headers, "ETag": ""} for answer in (kept, anew)]
    assert headers[0] == headers[1], path
    return kept


def queries(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as context:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in context.captured_queries]


def test_every_object_of_the_demonstration_is_kept_as_it_would_be_made(client, demonstration):
    items = PublishedItem.objects.filter(is_public=True)
    assert items.count() > 100
    assert {item.endpoint for item in items} == set(SOURCES)
    assert set(items.filter(endpoint="pages").values_list("type", flat=True)) == PAGE_TYPES
    for item in items:
        path = f"/api/v2/{item.endpoint}/{item.object_id}/"
        answer = both(client, path)
        assert answer.headers["ETag"] == item.etag
        assert answer.content == item.content
        assert answer.json()["meta"]["detail_url"] == item.detail_url
        assert client.get(f"{path}?fields=*").content == answer.content
        assert len(queries(client, path)) <= 2
    for path in lists():
        answer = both(client, path)
        # A page of nothing is not kept, and costs the look that finds it.
        assert not answer.json()["items"] or len(queries(client, path)) <= 6, path


@pytest.mark.parametrize(
    "query",
    [
        "order=random", "limit=0", "limit=101", "limit=x", "offset=-1", "offset=500",
        "order=nothing", "order=category", "locale=fr", "fields=*,-title", "limit=%D9%A1",
        "type=home.HomePage,home.StandardPage", "type=wagtailcore.Page", "type=no.Such",
        "site=localhost", "bogus=1",
    ],
)  # fmt: skip
def test_what_is_asked_otherwise_is_answered_the_stock_way(client, query):
    factories.AnnouncementFactory()
    drain()
    path = f"/api/v2/pages/?type=announcements.AnnouncementPage&fields=*&{query}"
    kept, anew = client.get(path), client.get(f"{path}&{ANEW}")
    assert kept.status_code == anew.status_code
    if query != "order=random":
        assert kept.content == anew.content


def test_what_waits_to_be_built_is_never_served(client):
    page = factories.AnnouncementFactory(title="Cũ")
    drain()
    for title in ("Mới", "Mới hơn"):
        type(page).objects.filter(pk=page.pk).update(title=title)
        for path in (
            f"/api/v2/pages/{page.pk}/",
            "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*",
        ):
            assert title in both(client, path).content.decode()
    drain()
    assert "Mới hơn" in both(client, f"/api/v2/pages/{page.pk}/").content.decode()


def test_list_shows_a_new_page_at_once(client):
    page = factories.AnnouncementFactory()
    drain()
    path = "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*"
    assert both(client, path).json()["meta"]["total_count"] == 1
    factories.AnnouncementFactory(parent=page.get_parent())
    assert both(client, path).json()["meta"]["total_count"] == 2
    drain()
    assert both(client, path).json()["meta"]["total_count"] == 2


def test_list_follows_the_order_of_the_tree_which_no_answer_shows(client):
    first = factories.AnnouncementFactory()
    second = factories.AnnouncementFactory(parent=first.get_parent())
    drain()
    path = "/api/v2/pages/?type=announcements.AnnouncementPage&fields=*"
    assert [item["id"] for item in both(client, path).json()["items"]] == [first.pk, second.pk]
    second.refresh_from_db()
    second.move(first, pos="left")
    drain()
    assert [item["id"] for item in both(client, path).json()["items"]] == [second.pk, first.pk]


def test_page_is_kept_for_its_own_site_alone(client):
    page = factories.AnnouncementFactory()
    drain()
    assert not Mark.objects.exists()
    path = f"/api/v2/pages/{page.pk}/"
    assert client.get(path, headers={"host": "localhost"}).status_code == 200
    other = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    Site.objects.create(hostname="khac.test", root_page=other)
    drain()
    assert client.get(path, headers={"host": "khac.test"}).status_code == 404
    assert client.get(path, headers={"host": "localhost"}).status_code == 200
