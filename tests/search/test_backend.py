"""The search boxes of the admin: without diacritics, on either database, in every list."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.search.backends import get_search_backend

from media.models import PortalDocument, PortalImage
from tests import factories

pytestmark = pytest.mark.django_db

TITLE = "Đề án “Dân tin – Đảng cử” số 07-ĐA/TU"
QUERIES = ["Đề án", "de an", "DE AN 07", "dang cu", "dân tin", "07 da tu", "07-ĐA/TU", "dan ti"]


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("quantri", "a@b.vn", "demo"))
    return client


def found(editor, name, query, **arguments):
    response = editor.get(reverse(name, **arguments), {"q": query})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("query", QUERIES)
def test_pages_drafts_as_well(editor, query):
    index = factories.IndexFactory()
    factories.AnnouncementFactory(parent=index, title=TITLE, live=False)
    other = factories.AnnouncementFactory(parent=index, title="Lịch công tác")
    for name, arguments in (
        ("wagtailadmin_pages:search", {}),
        ("wagtailadmin_explore", {"args": [index.pk]}),
        ("wagtailadmin_choose_page_search", {}),
    ):
        html = found(editor, name, query, **arguments)
        assert "Đảng cử" in html, name
        assert other.title not in html, name


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ('"de an dan tin"', True), ('"an de"', False), ('"đề án" tin', True),
        ("live:no de an", True),
        ("live:yes de an", False), ('"" án', True), ("&|!", False),
        # Nothing is asked for: everything is shown.
        ('"', True), ("'", True),
    ],
)  # fmt: skip
def test_what_wagtail_makes_of_a_query_stays(editor, query, is_found):
    factories.AnnouncementFactory(title=TITLE, live=False)
    assert ("Đảng cử" in found(editor, "wagtailadmin_pages:search", query)) is is_found


@pytest.mark.parametrize("query", QUERIES)
def test_the_library_and_its_choosers(editor, query):
    factories.DocumentFactory(title=TITLE)
    factories.ImageFactory(title=TITLE)
    factories.DocumentFactory(title="Lịch công tác")
    factories.ImageFactory(title="Lịch công tác")
    for name in (
        "wagtaildocs:index", "wagtailimages:index", "wagtaildocs_chooser:choose_results",
        "wagtailimages_chooser:choose_results",
    ):  # fmt: skip
        html = found(editor, name, query)
        assert "Đảng cử" in html, name
        assert "Lịch công tác" not in html, name


@pytest.mark.parametrize("query", ["Nông nghiệp", "nong nghiep", "NÔNG NG"])
def test_snippets(editor, query):
    factories.CategoryFactory(name="Nông nghiệp")
    factories.CategoryFactory(name="Y tế")
    factories.OrganisationFactory(name="Phòng Nông nghiệp")
    factories.OrganisationFactory(name="Phòng Y tế")
    for model in ("announcements_category", "media_organisation"):
        html = found(editor, f"wagtailsnippets_{model}:list", query)
        assert "Nông nghiệp" in html, model
        assert "Y tế" not in html, model


def test_tags_and_related_objects_are_folded():
    image = factories.ImageFactory(title="Ảnh")
    image.tags.add("Rừng phòng hộ")
    image.save()
    backend = get_search_backend()
    assert list(backend.search("rung phong ho", PortalImage)) == [image]
    assert list(backend.search("rừng khác", PortalImage)) == []


@pytest.mark.parametrize("query", ["", " ", '"', "\x00", "()", "\ud800", "a" * 10_000])
def test_every_query_has_an_answer(query):
    factories.DocumentFactory()
    backend = get_search_backend()
    assert list(backend.search(query, PortalDocument)) == []
    assert list(backend.autocomplete(query, PortalDocument)) == []
    assert backend.search(query, PortalDocument).count() == 0


def test_no_word_is_left_out_as_one_of_a_language():
    """PostgreSQL would leave out `an` and `so`, which are words of English."""
    document = factories.DocumentFactory(title="Đề án số")
    backend = get_search_backend()
    for word in ("an", "so", "de"):
        assert list(backend.search(word, PortalDocument)) == [document]
