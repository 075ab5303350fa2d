"""Where a reader may go who has typed nothing, or found nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site
from wagtail_localize.operations import translate_object

from home.models import HomePage
from tests import factories

from .index import index_everything
from .reading import read

pytestmark = pytest.mark.django_db


def publish_in_english(source, **texts):
    translate_object(source, [factories.english()])
    copy = source.get_translation(factories.english())
    vars(copy).update(texts)
    copy.save_revision().publish()
    return copy


def places(main):
    return {link.text: link["href"] for link in main.select(".places a")}


@pytest.fixture
def subject():
    return factories.CategoryFactory(name="Y tế", slug="y-te")


@pytest.fixture
def page(subject):
    return factories.AnnouncementFactory(title="Tiêm chủng", category=subject)


@pytest.mark.parametrize("query", [{}, {"q": "không có"}, {"q": "từ " * 300}])
def test_subjects_lead_to_their_lists(client, page, query):
    index_everything()
    main = read(client, **query)
    assert main.select_one(".places h2").text == "Chuyên mục"
    assert places(main) == {"Y tế": f"{page.get_parent().url}?category=y-te"}
    assert page.title in client.get(places(main)["Y tế"]).content.decode()


def test_who_has_found_something_needs_none(client, page):
    index_everything()
    main = read(client, q="tiêm")
    assert main.select(".item")
    assert places(main) == {}


def test_subjects_stand_in_vietnamese_order(client):
    for name in ("Đất đai", "Xây dựng", "Ẩm thực", "Ăn uống", "Dân số"):
        factories.AnnouncementFactory(category=factories.CategoryFactory(name=name))
    assert [*places(read(client))] == ["Ăn uống", "Ẩm thực", "Dân số", "Đất đai", "Xây dựng"]


def test_a_superior_subject_has_what_is_filed_below_it(client):
    superior = factories.CategoryFactory(name="Chính quyền", slug="chinh-quyen")
    below = factories.CategoryFactory(name="Hội đồng", slug="hoi-dong", parent=superior)
    factories.AnnouncementFactory(category=below)
    assert [*places(read(client))] == ["Chính quyền", "Hội đồng"]


def test_a_subject_leads_to_the_list_of_its_latest_announcement(client, page, subject):
    other = factories.IndexFactory(title="Lịch tiêm", slug="lich-tiem")
    newest = factories.AnnouncementFactory(parent=other, category=subject, date="2050-01-01T00:00Z")
    assert places(read(client)) == {"Y tế": f"{other.url}?category=y-te"}
    newest.unpublish()
    assert places(read(client)) == {"Y tế": f"{page.get_parent().url}?category=y-te"}


def test_only_what_is_public_makes_a_subject(client, page, subject):
    factories.CategoryFactory(name="Không có tin")
    draft = factories.CategoryFactory(name="Bản nháp", live=False)
    factories.AnnouncementFactory(category=draft)
    assert [*places(read(client))] == ["Y tế"]
    factories.restrict(page)
    assert places(read(client)) == {}


def test_a_list_that_is_withdrawn_by_itself_is_no_place(client, page):
    page.get_parent().specific.unpublish()
    page.refresh_from_db()
    assert page.live
    assert places(read(client)) == {}


def test_another_site_makes_no_subject(client, page, subject):
    home = HomePage(title="Xã Bình Minh", slug="binh-minh")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.create(hostname="binhminh.test", root_page=home)
    response = client.get("/search/", headers={"Host": "binhminh.test"})
    assert response.status_code == 200
    assert b'class="places"' not in response.content


def test_subjects_in_the_language_of_the_reader(client, page, subject):
    publish_in_english(subject, name="Health")
    assert places(read(client, path="/en/search/")) == {}
    news = publish_in_english(page.get_parent())
    publish_in_english(page)
    found = places(read(client, path="/en/search/"))
    assert found == {"Health": f"{news.url}?category=y-te"}


def test_a_name_that_is_a_draft_is_not_told(client, page, subject):
    name = publish_in_english(subject, name="Health")
    publish_in_english(page.get_parent())
    copy = publish_in_english(page)
    # Filed under the Vietnamese subject, which is published and has the same short address.
    type(copy).objects.filter(pk=copy.pk).update(category=subject)
    assert [*places(read(client, path="/en/search/"))] == ["Health"]
    type(name).objects.filter(pk=name.pk).update(live=False)
    assert places(read(client, path="/en/search/")) == {}


def test_one_subject_costs_as_much_as_many(client, page):
    def cost():
        with CaptureQueriesContext(connection) as context:
            found = len(places(read(client)))
        return found, len(context)

    client.get("/search/")
    assert cost() == (1, 9)
    for _ in range(5):
        factories.AnnouncementFactory(category=factories.CategoryFactory())
    assert cost() == (6, 9)
