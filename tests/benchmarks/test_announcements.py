"""What the benchmarks measure with is what editors would have made."""

import pytest
from wagtail.models import Page

from announcements.models import AnnouncementPage
from media import reinspecting
from media.models import PortalRendition

from .announcements import generate
from .urls import urlpatterns  # noqa: F401 - the addresses of this module's tests

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

COUNT = 12
LIST = "pages/?type=announcements.AnnouncementPage&fields=*"


@pytest.fixture
def library():
    return generate(COUNT)


def test_tree_is_sound(library):
    assert not any(Page.find_problems())
    pages = AnnouncementPage.objects.child_of(library.index)
    assert pages.count() == COUNT
    assert {page.get_url_parts()[2] for page in pages} == {
        f"/thong-bao/tin-{number}/" for number in range(1, COUNT + 1)
    }


def test_everything_is_public_and_whole(library, client):
    items = client.get(f"/api/v2/{LIST}").json()["items"]
    assert len(items) == COUNT
    for item in items:
        text = " ".join(block["value"] for block in item["body"] if block["type"] == "paragraph")
        assert 600 <= len(text.split()) <= 650
        images = [block["value"] for block in item["body"] if block["type"] == "image"]
        images += [item["illustration"]] if item["illustration"] else []
        assert len(images) == 1
        assert len(item["attachments"]) == 2
        assert item["category"]["name"] == library.category.name
        assert [found["document"]["id"] for found in item["citations"]] == [
            item["attachments"][0]["id"]
        ]
    assert client.get("/api/v2/images/").json()["meta"]["total_count"] == COUNT
    assert client.get("/api/v2/documents/").json()["meta"]["total_count"] == 2 * COUNT


def test_nothing_is_left_to_be_made_of_files(library, client):
    client.get("/api/v2/images/?fields=*")
    assert PortalRendition.objects.count() == 4 * COUNT
    assert not reinspecting.due().exists()


def test_editing_goes_on_from_there(library):
    page = AnnouncementPage.objects.child_of(library.index).first()
    page.title = "Sửa"
    page.save_revision().publish()
    page.refresh_from_db()
    assert (page.title, page.has_unpublished_changes) == ("Sửa", False)


def test_stock_answers_beside_ours(library, client):
    ours = client.get(f"/api/v2/{LIST}").json()["items"]
    stock = client.get(f"/stock/{LIST}").json()["items"]
    shapes = client.get(f"/shapes/{LIST}").json()["items"]
    for mine, theirs, same in zip(ours, stock, shapes, strict=True):
        assert mine["id"] == theirs["id"] == same["id"]
        assert [block["id"] for block in theirs["body"]] == [block["id"] for block in mine["body"]]
        papers = [block["value"] for block in theirs["body"] if block["type"] == "document"]
        assert [paper["document"] for paper in papers] == [one["id"] for one in mine["attachments"]]
        assert [one["id"] for one in same["attachments"]] == [
            one["id"] for one in mine["attachments"]
        ]
        assert theirs["body"][1] == same["body"][1] == mine["body"][1]


def test_texts_are_the_same_every_time(library):
    first = AnnouncementPage.objects.child_of(library.index).order_by("path").first()
    assert first.title == "Thống nhận trường xây hoàn các tổ cách tác ban tuyến dân (1)"
    assert first.body.raw_data[0]["id"] == "ef999566-1364-5755-b48e-6e2c4b571287"
