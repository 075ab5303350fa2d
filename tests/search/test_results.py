"""What the search page says of results, and where a language has no pages at all."""

import pytest
from wagtail.models import Locale

from tests import factories

from .index import index_everything

pytestmark = pytest.mark.django_db


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
    assert "Nothing was found" in response.content.decode()
