"""The search page, as a reader uses it."""

from urllib.parse import quote

import pytest
from wagtail_localize.operations import translate_object

from tests import factories

from .index import index_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    page = factories.AnnouncementFactory(title="Thực hiện Đề án số 07-ĐA/TU", summary="Dân tin")
    index_everything()
    return page


def text(client, **query):
    response = client.get("/search/", query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("query", ["Đề án", "de an 07", "Dân tin", "dan t"])
def test_public_page_is_found(client, page, query):
    assert page.title in text(client, q=query)


@pytest.mark.parametrize("hide", ["draft", "restricted", "expired"])
def test_what_is_not_public_is_not_found(client, page, hide):
    if hide == "draft":
        page.unpublish()
    elif hide == "restricted":
        factories.restrict(page)
    else:
        type(page).objects.filter(pk=page.pk).update(expire_at="2020-01-01T00:00Z")
    assert page.title not in text(client, q="Đề án")


def test_other_language_is_not_found(client, page):
    translate_object(page, [factories.english()])
    copy = page.get_translation(factories.english())
    copy.title = "Scheme 07"
    copy.save_revision().publish()
    index_everything()
    assert "Scheme 07" not in text(client, q="Scheme")
    assert "Scheme 07" in client.get("/en/search/", {"q": "Scheme"}).content.decode()


@pytest.mark.parametrize(
    "query", ["", " ", '"', "'", "\x00", "&|!:*", "a" * 10_000, "đề OR", "NEAR(", "\ud800", "%"]
)
def test_strange_query_gets_a_page(client, page, query):
    response = client.get("/search/?" + "q=" + percent(query))
    assert response.status_code == 200


def percent(text):
    return quote(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("number", ["0", "-1", "999", "abc", ""])
def test_strange_page_number_gets_a_page(client, page, number):
    assert client.get("/search/", {"q": "Đề án", "page": number}).status_code == 200
