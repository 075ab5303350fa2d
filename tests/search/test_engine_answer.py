"""What an answer tells besides its results: filters, passages, other words."""

import pytest

from tests import factories

from .asking import announce, asked, ids
from .index import index_everything

pytestmark = pytest.mark.django_db


def test_filters_and_their_counts(news, plan):
    health = factories.CategoryFactory(name="Y tế", slug="y-te")
    child = factories.CategoryFactory(name="Tiêm chủng", slug="tiem-chung", parent=health)
    draft = factories.CategoryFactory(name="Nháp", slug="nhap", live=False)
    first = announce(news, "Kế hoạch một", category=health)
    second = announce(news, "Kế hoạch hai", category=child, day=2)
    third = announce(news, "Kế hoạch ba", category=draft, day=3)
    type(third).objects.filter(pk=third.pk).update(date="2020-05-01T00:00Z")
    index_everything()
    answer = asked("kế hoạch")
    assert answer.total == 4
    assert {
        name: [(choice.value, choice.label, choice.count) for choice in choices]
        for name, choices in answer.facets.items()
    } == {
        "category": [("y-te", "Y tế", 2), ("tiem-chung", "Tiêm chủng", 1)],
        "year": [("2022", "2022", 2), ("2021", "2021", 1), ("2020", "2020", 1)],
        "kind": [("KH", "Kế hoạch", 1)],
        "issuer": [("huyen-uy", "Huyện ủy Bình Sơn", 1)],
    }
    assert ids("kế hoạch", filters={"category": "y-te"}) == [second.pk, first.pk]
    assert ids("kế hoạch", filters={"category": "nhap"}) == []
    assert ids("kế hoạch", filters={"year": "2020"}) == [third.pk]
    assert ids("kế hoạch", filters={"kind": "KH", "issuer": "huyen-uy"}) == [plan.pk]
    assert ids("kế hoạch", filters={"kind": "KH", "category": "y-te"}) == []
    narrowed = asked("kế hoạch", filters={"category": "tiem-chung"}).facets
    assert [choice.value for choice in narrowed["category"]] == ["y-te", "tiem-chung"]
    assert [(choice.value, choice.count) for choice in narrowed["year"]] == [("2022", 1)]


@pytest.mark.parametrize("value", ["", "khong-co", "\x01", "99999", "x" * 5000, "२०२२"])
@pytest.mark.parametrize("name", ["category", "year", "kind", "issuer"])
def test_what_nobody_has_finds_nothing(news, plan, name, value):
    announce(news, "Kế hoạch")
    index_everything()
    assert ids("kế hoạch", filters={name: value}) == []


def test_an_unknown_filter_finds_nothing(news):
    announce(news, "Kế hoạch")
    index_everything()
    assert ids("kế hoạch", filters={"khac": "1"}) == []


def test_passages_mark_words_with_their_diacritics(news):
    text = "Mở đầu. " * 30 + "Các hộ dân dự họp tại nhà văn hóa thôn. " + "Kết thúc. " * 30
    announce(news, "Họp dân", text)
    index_everything()
    (hit,) = asked("nha van hoa").hits
    assert [piece.text for piece in hit.passage.pieces if piece.is_marked] == ["nhà văn hóa"]
    assert (hit.passage.is_begun, hit.passage.is_ended) == (True, True)
    assert len(str(hit.passage)) < 300
    (hit,) = asked("họp dân").hits
    assert [(piece.text, piece.is_marked) for piece in hit.title] == [("Họp dân", True)]


def test_what_is_written_anew_shows_no_passage_of_what_was(news):
    page = announce(news, "Họp dân", "Câu viết nhầm")
    index_everything()
    assert asked("viết nhầm").hits[0].passage
    page.body = [("paragraph", "<p>Câu đúng</p>")]
    page.save()
    assert asked("viết nhầm").hits[0].passage is None


def test_did_you_mean(news):
    announce(news, "Thông báo tiêm chủng", "Tiêm vắc xin sởi")
    index_everything()
    assert asked("tiem chumg").did_you_mean == "tiem chủng"
    assert asked("vắc xxin sởi").did_you_mean == "vắc xin sởi"
    assert asked("tiêm chủng").did_you_mean == ""
    assert asked("hoàn toàn khác").did_you_mean == ""
    assert asked("").did_you_mean == ""
