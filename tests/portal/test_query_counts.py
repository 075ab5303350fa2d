"""What an answer costs in queries, pinned: a list of twenty costs as many as one of two.

Here nothing is built, so that every answer is made anew: the look into the store that finds nothing
counts (two looks for a detail, while something waits), two queries for the addresses of sites, and
one for each kind of snippet that is shown: is it public? What the store answers is pinned in
tests/syndication.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from tests import factories
from tests.search.index import index_everything

pytestmark = pytest.mark.django_db


def queries(client, path):
    """Return the queries of one answer, after one that filled the caches of the process."""
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as context:
        response = client.get(path)
    assert response.status_code == 200, response.content
    return response.json(), [query["sql"] for query in context.captured_queries]


def link(kind, target):
    return f'<p><a linktype="{kind}" id="{target.pk}">59-KH/HU</a> ngày 06/12/2021</p>'


def announce(index, number):
    """Publish an announcement that shares nothing with the others, in two languages."""
    image, lead = factories.ImageFactory(), factories.ImageFactory()
    for picture in (image, lead):
        picture.tags.add(f"ảnh {number}")
        picture.public_renditions()
    successor = factories.DocumentFactory(number=f"{number}/QĐ-UBND")
    document = factories.DocumentFactory(
        number=f"{number}-KH/HU",
        issuer=factories.OrganisationFactory(),
        superseded_by=successor,
    )
    document.tags.add(f"thẻ {number}")
    linked = factories.DocumentFactory()
    elsewhere = factories.StandardPageFactory()
    page = factories.AnnouncementFactory(
        parent=index,
        category=factories.CategoryFactory(),
        illustration=lead,
        body=[
            ("paragraph", link("document", linked)),
            ("paragraph", link("page", elsewhere)),
            ("paragraph", f"<p>Kế hoạch số {number}-KH/HU và {number}/QĐ-UBND</p>"),
            ("image", {"image": image, "alt": "Ảnh", "decorative": False, "caption": ""}),
            ("document", {"document": document, "text": ""}),
        ],
    )
    page.save()
    translation = page.copy_for_translation(factories.english(), copy_parents=True)
    translation.title = f"Announcement {number}"
    translation.save_revision().publish()
    return page


def home(number):
    pages = [factories.StandardPageFactory() for _ in range(number)]
    page = factories.home_page()
    page.introduction = "".join(link("page", target) for target in pages)
    page.quick_links = [("quick_link", {"text": "Liên kết", "page": target}) for target in pages]
    page.save()


def shorten(asked):
    """Return the beginning and the end of each query, for a failing test to show."""
    return "\n".join(f"{sql[:60]} … {sql[-120:]}" for sql in asked)


def few_and_many(client, path, make):
    for number in range(2):
        make(number)
    few, queries_of_few = queries(client, path)
    for number in range(2, 20):
        make(number)
    many, queries_of_many = queries(client, path)
    assert len(few["items"]) < len(many["items"])
    assert len(queries_of_many) == len(queries_of_few), shorten(queries_of_many)
    return len(queries_of_many)


LIST = "/api/v2/{}/?fields=*&limit=100"


def test_list_of_announcements(client):
    index = factories.IndexFactory()
    path = LIST.format("pages") + "&type=announcements.AnnouncementPage&locale=vi"
    assert few_and_many(client, path, lambda number: announce(index, number)) == 21


def test_list_of_all_pages(client):
    index = factories.IndexFactory()
    assert few_and_many(client, LIST.format("pages"), lambda n: announce(index, n)) == 6


def test_search_for_announcements(client):
    index = factories.IndexFactory()
    path = LIST.format("pages") + "&type=announcements.AnnouncementPage&search=hoạch"

    def make(number):
        announce(index, number)
        index_everything()

    assert few_and_many(client, path, make) == 22


def test_list_of_plain_pages(client):
    def make(number):
        above = factories.StandardPageFactory()
        document = factories.DocumentFactory()
        factories.StandardPageFactory(
            parent=above, body=[("paragraph", link("document", document))]
        )

    assert few_and_many(client, LIST.format("pages") + "&type=home.StandardPage", make) == 12


def test_list_of_images(client):
    def make(number):
        image = factories.ImageFactory()
        image.tags.add(f"thẻ {number}")
        image.public_renditions()

    assert few_and_many(client, LIST.format("images"), make) == 8


def test_list_of_documents(client):
    def make(number):
        issuer = factories.OrganisationFactory()
        successor = factories.DocumentFactory()
        document = factories.DocumentFactory(issuer=issuer, superseded_by=successor)
        document.tags.add(f"thẻ {number}")

    assert few_and_many(client, LIST.format("documents"), make) == 9


def test_list_of_categories(client):
    def make(number):
        factories.CategoryFactory(parent=factories.CategoryFactory())

    assert few_and_many(client, LIST.format("categories"), make) == 5


def test_list_of_organisations(client):
    def make(number):
        body = factories.OrganisationFactory(
            parent=factories.OrganisationFactory(), dissolved_on="2025-07-01"
        )
        body.successors.add(factories.OrganisationFactory())
        body.save()

    assert few_and_many(client, LIST.format("organisations"), make) == 6


def test_list_of_redirects(client):
    def make(number):
        page = factories.StandardPageFactory()
        Redirect.add_redirect(f"/cu-{number}", page)
        Redirect.add_redirect(f"/khac-{number}", f"http://localhost{page.url}")

    assert few_and_many(client, LIST.format("redirects"), make) == 12


def test_detail_of_an_announcement(client):
    page = announce(factories.IndexFactory(), 7)
    answer, asked = queries(client, f"/api/v2/pages/{page.pk}/")
    assert answer["category"]
    assert answer["meta"]["translations"]
    assert len(asked) == 23, shorten(asked)


def test_detail_of_the_home_page_costs_the_same_for_any_number_of_links(client):
    counts = []
    for number in (2, 12):
        home(number)
        answer, asked = queries(client, f"/api/v2/pages/{factories.home_page().pk}/")
        assert len(answer["quick_links"]) == number
        counts.append(len(asked))
    assert counts == [12, 12]


@pytest.mark.parametrize(
    ("endpoint", "factory", "expected"),
    [
        ("images", factories.ImageFactory, 7),
        ("documents", factories.DocumentFactory, 6),
        ("categories", factories.CategoryFactory, 4),
        ("organisations", factories.OrganisationFactory, 5),
    ],
)
def test_detail_of_a_shared_thing(client, endpoint, factory, expected):
    _, asked = queries(client, f"/api/v2/{endpoint}/{factory().pk}/")
    assert len(asked) == expected, shorten(asked)


def test_site(client):
    assert Locale.objects.count() == 2
    _, asked = queries(client, "/api/v2/site/")
    assert len(asked) == 3, shorten(asked)
