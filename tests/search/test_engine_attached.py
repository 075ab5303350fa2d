"""Documents, and the pages to which they are attached."""

import pytest

from media.inspections import DocumentInspection
from tests import factories

from .asking import announce, asked, ids
from .index import index_everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        "59-KH/HU", "59 kh hu", "so 59", "kế hoạch", "huyện ủy bình sơn", "ke hoach huyen uy",
        "dân tin", "rung phong ho", "nguyen van a", "kế hoạch rừng phòng hộ",
    ],
)  # fmt: skip
def test_documents_are_found_by_all_that_is_known_of_them(plan, query):
    factories.DocumentFactory(title="Công văn", number="12-CV/HU")
    index_everything()
    assert ids(query, sources=("documents",)) == [plan.pk]


def test_a_page_is_found_by_what_is_attached_to_it(news, plan):
    block = {"document": plan, "text": "Xem tại đây"}
    page = announce(news, "Tin", "Nội dung")
    page.body = [("document", block)]
    page.save()
    announce(news, "Tin khác")
    index_everything()
    for query in ("rừng phòng hộ", "59 KH HU", "rung phong h"):
        (hit,) = asked(query, sources=("pages",)).hits
        assert (hit.object_id, hit.found_in, hit.attached_id) == (page.pk, "attached", plan.pk)
    assert "rừng phòng hộ" in str(asked("rừng phòng hộ", sources=("pages",)).hits[0].passage)


def test_what_is_attached_stands_below_what_is_said(news, plan):
    attached = announce(news, "Tin", day=9)
    attached.body = [("document", {"document": plan, "text": ""})]
    attached.save()
    said = announce(news, "Tin", "Bảo vệ rừng phòng hộ", day=1)
    index_everything()
    assert ids("rừng phòng hộ", sources=("pages",)) == [said.pk, attached.pk]
    everything = [(hit.source, hit.object_id) for hit in asked("rừng phòng hộ").hits]
    assert set(everything) == {
        ("pages", said.pk), ("pages", attached.pk), ("documents", plan.pk),
    }  # fmt: skip


def test_findings_of_an_earlier_file_are_not_looked_into(plan):
    DocumentInspection.objects.update(sha256="0" * 64)
    index_everything()
    assert ids("rừng phòng hộ") == []
