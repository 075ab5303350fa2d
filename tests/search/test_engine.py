"""The engine: what is found, and in which order."""

import pytest

from search.models import Abbreviation, Entry

from .asking import HOSTILE, announce, asked, ids
from .index import index_everything

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        "đề án 07", "de an 07", "ĐỀ ÁN", "đê an", "Đề án số 07-ĐA/TU", "07-DA/TU", "7 đa tu",
        "de an 07 da tu", "so 07", "Đề án", "đề á", "thi hanh de an", "binh son",
    ],
)  # fmt: skip
def test_however_it_is_typed(news, query):
    page = announce(news, "Thi hành Đề án số 07-ĐA/TU tại Bình Sơn")
    announce(news, "Tiêm chủng")
    index_everything()
    assert ids(query) == [page.pk]


@pytest.mark.parametrize("query", ["kỹ năng", "kĩ năng", "ki nang", "ky nang", "KĨ NĂNG"])
def test_both_spellings_of_a_rime(news, query):
    pages = [announce(news, "Kĩ năng số", day=1), announce(news, "Kỹ năng mềm", day=2)]
    index_everything()
    assert ids(query) == [pages[1].pk, pages[0].pk]


def test_words_of_title_summary_and_text_together(news):
    page = announce(news, "Thông báo", "Bình Châu", summary="tiêm chủng")
    index_everything()
    assert ids("thong bao tiem chung binh chau") == [page.pk]
    assert ids("thong bao tiem chung binh duong") == []


def test_abbreviations_both_ways(news):
    short = announce(news, "UBND họp", day=1)
    full = announce(news, "Ủy ban nhân dân họp", day=2)
    index_everything()
    for query in ("UBND", "ubnd họp", "uỷ ban nhân dân", "uy ban nhan dan hop"):
        assert sorted(ids(query)) == [short.pk, full.pk], query


def test_a_changed_list_of_abbreviations_holds_for_the_next_query(news):
    page = announce(news, "Trung tâm Phục vụ hành chính công")
    index_everything()
    assert ids("TTPVHCC") == []
    Abbreviation.objects.create(letters="TTPVHCC", words="Trung tâm Phục vụ hành chính công")
    assert ids("TTPVHCC") == [page.pk]


def test_an_ambiguous_abbreviation_keeps_what_was_typed(news):
    typed = announce(news, "Số 36-CT/TU", day=1)
    province = announce(news, "Tỉnh ủy họp", day=2)
    city = announce(news, "Thành ủy họp", day=3)
    index_everything()
    assert ids("TU") == [city.pk, province.pk, typed.pk]
    assert ids("36-CT/TU") == [typed.pk]


def test_any_word(news):
    pages = [announce(news, "Tiêm chủng", day=1), announce(news, "Cúm mùa", day=2)]
    both = announce(news, "Tiêm vắc xin cúm", day=1)
    index_everything()
    assert ids("tiêm cúm") == [both.pk]
    assert ids("tiêm cúm", operator="or") == [both.pk, pages[1].pk, pages[0].pk]


def test_order_of_places(news):
    text = announce(news, "Một", "Phòng cháy chữa cháy", day=9)
    summary = announce(news, "Hai", summary="Phòng cháy chữa cháy", day=8)
    title = announce(news, "Phòng cháy chữa cháy", day=1)
    index_everything()
    assert ids("phong chay chua chay") == [title.pk, summary.pk, text.pk]
    found = [hit.found_in for hit in asked("phong chay chua chay").hits]
    assert found == ["title", "summary", "body"]


def test_exact_diacritics_stand_above_folded_ones(news):
    folded = announce(news, "Báo cáo tháng", day=9)
    text = announce(news, "Tin", "Cơn bão số 9", day=8)
    exact = announce(news, "Bão số 9", day=1)
    index_everything()
    assert ids("bão") == [exact.pk, text.pk, folded.pk]
    assert ids("bao") == [folded.pk, exact.pk, text.pk]


def test_a_phrase_stands_above_its_words(news):
    words = announce(news, "Học sinh thi môn Hóa", day=9)
    phrase = announce(news, "Thi môn sinh học", day=1)
    index_everything()
    assert ids("sinh học") == [phrase.pk, words.pk]


def test_two_phrases_stand_above_single_words(news):
    words = announce(news, "Học bổng cho học sinh tại Bình Trung", day=9)
    phrases = announce(news, "Hội thi sinh học và hóa học tại Bình Trung", day=1)
    index_everything()
    assert ids("sinh hoc binh trung") == [phrases.pk, words.pk]


def test_a_whole_word_stands_above_a_longer_one(news):
    longer = announce(news, "Bình Minh khai mạc", day=9)
    whole = announce(news, "Bình Min khai mạc", day=1)
    index_everything()
    assert ids("bình min") == [whole.pk, longer.pk]


def test_the_newest_stands_first_among_equals(news):
    pages = [announce(news, "Lịch tiếp dân", day=day) for day in (3, 1, 2)]
    index_everything()
    assert ids("tiếp dân") == [pages[0].pk, pages[2].pk, pages[1].pk]


def test_newest_first_whatever_fits_best(news):
    title = announce(news, "Lịch tiếp dân", day=1)
    text = announce(news, "Tin", "lịch tiếp dân", day=2)
    index_everything()
    assert ids("tiếp dân") == [title.pk, text.pk]
    assert ids("tiếp dân", order="date") == [text.pk, title.pk]


def test_pages_of_an_answer(news):
    pages = [announce(news, "Lịch tiếp dân", day=day) for day in range(1, 6)]
    index_everything()
    newest = [page.pk for page in reversed(pages)]
    for offset in range(6):
        answer = asked("tiếp dân", offset=offset, limit=2)
        assert [hit.object_id for hit in answer.hits] == newest[offset : offset + 2]
        assert answer.total == 5


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("operator", ["and", "or"])
def test_every_text_has_an_answer(news, plan, query, operator):
    announce(news, f"Đề án {query[:100]}".replace("\x00", "").encode(errors="ignore").decode())
    index_everything()
    answer = asked(query, operator=operator)
    assert answer.total >= 0
    assert len(answer.hits) == min(answer.total, 10)
    assert isinstance(answer.facets, dict)
    assert isinstance(answer.did_you_mean, str)


def test_hostile_texts_can_be_found(news):
    announce(news, "Tin", "x" * 5000 + " " + "đề " * 20_000 + " cuối")
    index_everything()
    assert len(ids("cuối")) == 1
    assert len(ids("đề cuối")) == 1
    assert Entry.objects.filter(title="Tin").exists()
