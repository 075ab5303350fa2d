"""The engine: what is found, in which order, what is told of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail_localize.operations import translate_object

from home.models import HomePage
from media.inspections import DocumentInspection
from search.engine import Answer, Question, ask
from search.models import Abbreviation, Entry
from tests import factories

from .index import index_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    return factories.IndexFactory(title="Mục")


def announce(news, title, text="", day=1, **fields):
    body = [("paragraph", f"<p>{text}</p>")] if text else []
    date = datetime(2022, 3, day, 8, tzinfo=UTC)
    return factories.AnnouncementFactory(parent=news, title=title, body=body, date=date, **fields)


def asked(text: str, **question) -> Answer:
    question = {
        "site": Site.objects.get(is_default_site=True),
        "locale": Locale.objects.get(language_code="vi"),
        **question,
    }
    return ask(Question(text, **question))


def ids(text: str, **question) -> list[int]:
    """Return the ids of what is found; total and hits must agree."""
    answer = asked(text, **question)
    found = [hit.object_id for hit in answer.hits]
    assert answer.total == len(found)
    return found


# What is found


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


# Order


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


# Documents


@pytest.fixture
def plan():
    """A plan with a number, an issuer, an abstract, and words in its file."""
    issuer = factories.OrganisationFactory(name="Huyện ủy Bình Sơn", slug="huyen-uy", code="HU")
    document = factories.DocumentFactory(
        title="Kế hoạch thực hiện Đề án", number="59-KH/HU", kind="KH", issuer=issuer,
        issued_on="2021-12-06", abstract="Thí điểm mô hình Dân tin", signed_by="Nguyễn Văn A",
    )  # fmt: skip
    DocumentInspection.objects.create(
        document=document, sha256=document.sha256, text="Điều 1. Quy hoạch rừng phòng hộ."
    )
    return document


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


# What may be shown


def hide_draft(page):
    page.unpublish()


def hide_restricted(page):
    factories.restrict(page)


def hide_below_restricted(page):
    factories.restrict(page.get_parent())


def hide_expired(page):
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def hide_deleted(page):
    page.delete()


def hide_moved(page):
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    Site.objects.create(hostname="khac.test", root_page=home)
    page.refresh_from_db()
    page.move(home.add_child(instance=type(page.get_parent().specific)(title="Tin")))


@pytest.mark.parametrize(
    "hide",
    [hide_draft, hide_restricted, hide_below_restricted, hide_expired, hide_deleted, hide_moved],
)
def test_what_is_hidden_is_gone_at_once(news, hide):
    """The index is not brought up to date in between."""
    page = announce(news, "Tin mật")
    index_everything()
    assert ids("mật") == [page.pk]
    hide(page)
    answer = asked("mật")
    assert (answer.total, answer.hits) == (0, [])
    assert not any(answer.facets.values())


@pytest.mark.parametrize(
    "hide", [hide_draft, hide_restricted, hide_below_restricted, hide_expired, hide_moved]
)
def test_what_is_hidden_may_be_in_the_index(news, hide):
    page = announce(news, "Tin mật", "mật")
    hide(page)
    index_everything()
    assert ids("mật") == []


def test_a_document_that_becomes_private_is_gone_at_once(news, plan):
    page = announce(news, "Tin", "Nội dung")
    page.body = [("document", {"document": plan, "text": "Kế hoạch mật"})]
    page.save()
    index_everything()
    assert sorted(hit.source for hit in asked("59-KH/HU").hits) == ["documents", "pages"]
    plan.collection = factories.PrivateCollectionFactory()
    type(plan).objects.filter(pk=plan.pk).update(collection=plan.collection)
    for query in ("59-KH/HU", "rừng phòng hộ", "kế hoạch mật"):
        assert ids(query) == [], query


def test_each_language_for_itself(news):
    page = announce(news, "Tin phòng cháy")
    translate_object(page, [factories.english()])
    copy = page.get_translation(factories.english())
    copy.title = "Fire prevention news"
    copy.save_revision().publish()
    index_everything()
    assert ids("fire") == []
    assert ids("fire", locale=factories.english()) == [copy.pk]
    assert ids("phòng cháy", locale=factories.english()) == []
    assert ids("fire", locale=None) == [copy.pk]


def test_each_site_for_itself(news):
    announce(news, "Tin của huyện")
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Khác", slug="khac"))
    site = Site.objects.create(hostname="khac.test", root_page=home)
    other = announce(factories.IndexFactory(parent=home), "Tin của xã")
    index_everything()
    assert ids("tin của", site=site) == [other.pk]
    assert len(ids("tin của", site=None)) == 2


# Filters


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


# Passages and suggestions


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


def test_words_of_what_is_hidden_are_not_suggested(news):
    page = announce(news, "Tin xyzzy")
    index_everything()
    factories.restrict(page)
    assert asked("xyzzt").did_you_mean == ""


# What somebody may do on purpose

HOSTILE = [
    "", " ", '"', "'", "''''", '"đề án"', "( đề", "đề )", "\x00", "\x00đề", "\ud800",
    "đề \udfff án", "a AND OR NOT", "NEAR(a b)", "title:đề", "title : đề", "{title} : đề", "^đề",
    "đề*", "* *", "-đề", "a & | !", "a <-> b", "a:*", "!!!", "\\", "\\0", "%", "_", "__", "đề_án",
    "--", "; DROP TABLE x",
    "%s %d", "{{7*7}}", "<script>", "😀", "🇻🇳 đề án", "\u202e", "e\u0301" * 3000, "a" * 10_000,
    "đề " * 4000, "1" * 500, "59/" * 2000, "UBND " * 3000, "h1" * 3000, "số " * 500 + "1",
    "NULL", "..", "/", "\t\n", "ﷺ", "ǅ", "𞤀𞤁", "\u0130", "x\u0301\u0302\u0303" * 500,
]  # fmt: skip


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
