"""What the search page costs, and what it says where a language has no pages at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from tests import factories

from .index import index_everything

pytestmark = pytest.mark.django_db


def queries(client):
    """Return the results of one answer and its number of queries, with warm caches."""
    client.get("/search/", {"q": "hoạch"})
    with CaptureQueriesContext(connection) as context:
        response = client.get("/search/", {"q": "hoạch"})
    assert response.status_code == 200
    return response.context, len(context)


def test_twenty_results_cost_as_many_queries_as_two(client):
    def make(number):
        for _ in range(number):
            factories.AnnouncementFactory(parent=index, title="Kế hoạch", summary="Tóm tắt")
        index_everything()

    index = factories.IndexFactory()
    make(2)
    few, cost_of_few = queries(client)
    make(18)
    many, cost_of_many = queries(client)
    assert (few["total"], many["total"]) == (2, 20)
    assert (len(few["results"]), len(many["results"])) == (2, 10)
    assert cost_of_few == cost_of_many == 11


def test_results_are_shown_as_what_they_are(client):
    factories.AnnouncementFactory(title="Kế hoạch", summary="Tóm tắt", date="2022-11-05T10:00Z")
    index_everything()
    html = client.get("/search/", {"q": "hoạch"}).content.decode()
    assert "Tóm tắt" in html
    assert 'datetime="2022-11-05T17:00+0700"' in html


def test_language_that_the_portal_does_not_have_finds_nothing(client):
    factories.AnnouncementFactory(title="Kế hoạch 59-KH/HU")
    index_everything()
    Locale.objects.filter(language_code="en").delete()
    response = client.get("/en/search/", {"q": "59-KH/HU"})
    assert response.status_code == 200
    assert response.context["total"] == 0
