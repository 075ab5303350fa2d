"""The search page, as a reader uses it."""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site
from wagtail_localize.operations import translate_object

from media.inspections import DocumentInspection
from tests import factories

from .index import index_everything

pytestmark = pytest.mark.django_db

# Queries by what is added to the address. A filter that is chosen is counted without itself.
COSTS = {"": 23, "&sort=date": 23, "&kind=KH": 20, "&year=2022": 28, "&page=2": 23}


@pytest.fixture
def page():
    page = factories.AnnouncementFactory(title="Thực hiện Đề án số 07-ĐA/TU", summary="Dân tin")
    index_everything()
    return page


@pytest.fixture
def plan():
    """A plan that a page refers to, with words in its file."""
    issuer = factories.OrganisationFactory(name="Huyện ủy Bình Sơn", slug="huyen-uy")
    document = factories.DocumentFactory(
        title="Kế hoạch 59", number="59-KH/HU", kind="KH", issuer=issuer, issued_on="2021-12-06"
    )
    text = "Điều 1. Quy hoạch rừng phòng hộ ven biển."
    DocumentInspection.objects.create(document=document, sha256=document.sha256, text=text)
    factories.AnnouncementFactory(
        title="Tin kèm văn bản", body=[("document", {"document": document, "text": "Xem"})]
    )
    index_everything()
    return document


def read(client, path="/search/", status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser").main


def titles(client, **query):
    return [link.text for link in read(client, **query).select(".item h3 a")]


def announce(title, day=1, **fields):
    date = datetime(2022, 3, day, 8, tzinfo=UTC)
    return factories.AnnouncementFactory(title=title, **{"date": date, **fields})


# What is found


@pytest.mark.parametrize("query", ["Đề án", "de an 07", "Dân tin", "dan t"])
def test_public_page_is_found(client, page, query):
    assert titles(client, q=query) == [page.title]


@pytest.mark.parametrize("hide", ["draft", "restricted", "expired"])
def test_what_is_not_public_is_not_found(client, page, hide):
    if hide == "draft":
        page.unpublish()
    elif hide == "restricted":
        factories.restrict(page)
    else:
        type(page).objects.filter(pk=page.pk).update(expire_at="2020-01-01T00:00Z")
    assert titles(client, q="Đề án") == []


def test_other_language_is_not_found(client, page):
    translate_object(page, [factories.english()])
    copy = page.get_translation(factories.english())
    copy.title = "Scheme 07"
    copy.save_revision().publish()
    index_everything()
    assert titles(client, q="Scheme") == []
    assert titles(client, path="/en/search/", q="Scheme") == ["Scheme 07"]


# What is told of a result


def test_words_are_marked_as_they_are_written(client, page):
    item = read(client, q="DE AN dan tin").select_one(".item")
    assert [mark.text for mark in item.select("h3 mark")] == ["Đề án"]
    assert [mark.text for mark in item.select(".passage mark")] == ["Dân tin"]


def test_an_announcement_has_its_date_and_published_category(client):
    shown = factories.CategoryFactory(name="Y tế")
    draft = factories.CategoryFactory(name="Bản nháp", live=False)
    announce("Tiêm chủng một", day=2, category=shown)
    announce("Tiêm chủng hai", category=draft)
    index_everything()
    first, second = read(client, q="tiêm chủng").select(".item .meta")
    assert first.get_text(" ", strip=True) == "02/03/2022 15:00 Y tế"
    assert second.get_text(" ", strip=True) == "01/03/2022 15:00"


def test_a_document_is_a_result_with_its_facts(client, plan):
    item, _ = read(client, q="59 kh hu").select(".item")
    assert item.h3.a["href"] == plan.page_url
    facts = item.select_one(".facts").get_text(" ", strip=True)
    for fact in ("Kế hoạch", "59-KH/HU", "06/12/2021", "Huyện ủy Bình Sơn"):
        assert fact in facts


def test_a_page_says_in_which_document_the_words_are(client, plan):
    items = read(client, q="rung phong ho").select(".item")
    found = {item.h3.text.strip(): item for item in items}
    link = found["Tin kèm văn bản"].select_one(".found-in a")
    assert (link.text, link["href"]) == ("Kế hoạch 59", plan.page_url)
    passage = found["Tin kèm văn bản"].select_one(".passage")
    assert passage.mark.text == "rừng phòng hộ"
    assert found["Kế hoạch 59 (59-KH/HU)"].select_one(".found-in") is None


def test_text_of_documents_is_vietnamese_on_an_english_page(client, plan):
    (item,) = read(client, path="/en/search/", q="rừng phòng hộ").select(".item")
    assert item.h3.a["lang"] == item.select_one(".passage")["lang"] == "vi"
    assert item.h3.a["href"].startswith("/en/van-ban/")


def test_what_was_saved_anew_has_its_new_title_and_no_passage(client, page):
    page.title = "Đề án viết lại"
    page.save()
    item = read(client, q="Đề án số 07").select_one(".item")
    assert item.h3.text.strip() == "Đề án viết lại"
    assert item.select_one(".passage") is None


def test_a_result_without_the_words_in_its_text_begins_with_its_summary(client, page):
    passage = read(client, q="thực hiện").select_one(".passage")
    assert passage.get_text(strip=True) == "Dân tin"


def test_what_is_written_is_never_markup(client):
    announce("Tin <b>đậm</b>", summary="<script>alert(1)</script> đậm")
    index_everything()
    main = read(client, q="<b>đậm")
    assert main.select("h3 b, script") == []
    assert main.select_one(".item h3").text.strip() == "Tin <b>đậm</b>"


# Filters, order, pages


@pytest.fixture
def several(plan):
    health = factories.CategoryFactory(name="Y tế", slug="y-te")
    announce("Kế hoạch tiêm chủng", day=1, category=health)
    announce("Kế hoạch phòng dịch", day=2, category=health)
    announce("Tin", day=3, summary="Có kế hoạch mới")
    index_everything()


def options(main, name):
    return [option.get_text(strip=True) for option in main.select(f"#filter-{name} option")]


def test_filters_have_counts(client, several):
    main = read(client, q="kế hoạch")
    assert options(main, "category") == ["Tất cả chuyên mục", "Y tế (2)"]
    assert options(main, "year")[1:3] == ["2026 (1)", "2022 (3)"]
    assert options(main, "kind") == ["Mọi loại", "Kế hoạch (1)"]
    assert options(main, "issuer") == ["Mọi cơ quan", "Huyện ủy Bình Sơn (1)"]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"category": "y-te"}, 2),
        ({"year": "2022"}, 3),
        ({"kind": "KH"}, 1),
        ({"kind": "KH", "issuer": "huyen-uy", "year": "2021"}, 1),
    ],
)
def test_filters_narrow_and_are_taken_back_one_by_one(client, several, filters, count):
    main = read(client, q="kế hoạch", **filters)
    assert len(main.select(".item")) == count
    for name, value in filters.items():
        assert main.select_one(f"#filter-{name} [selected]")["value"] == value
    removals = [link["href"] for link in main.select(".chosen a")]
    assert len(removals) == len(filters)
    if len(filters) == 1:
        assert removals == ["/search/?q=k%E1%BA%BF+ho%E1%BA%A1ch"]


def test_what_is_chosen_is_shown_with_nought(client, several):
    main = read(client, q="ven biển rừng", category="y-te")
    assert main.select_one("#filter-category [selected]").text == "Y tế (0)"
    assert "Y tế" in main.select_one(".chosen").text


def test_labels_are_in_the_readers_language_where_they_can_be(client, several):
    main = read(client, path="/en/search/", q="59-KH/HU")
    chosen = main.select_one("#filter-issuer option[value=huyen-uy]")
    assert (chosen.text, chosen["lang"]) == ("Huyện ủy Bình Sơn (1)", "vi")


def test_newest_first(client, several):
    assert titles(client, q="kế hoạch", category="", year="2022") == [
        "Kế hoạch phòng dịch", "Kế hoạch tiêm chủng", "Tin",
    ]  # fmt: skip
    assert titles(client, q="kế hoạch", year="2022", sort="date") == [
        "Tin", "Kế hoạch phòng dịch", "Kế hoạch tiêm chủng",
    ]  # fmt: skip
    main = read(client, q="kế hoạch", year="2022", sort="date")
    assert main.select_one(".sort [aria-current]").text == "mới nhất"
    assert main.select_one("form.filter [name=sort]")["value"] == "date"


def test_addresses_have_one_order_whatever_was_typed(client, plan):
    for day in range(1, 12):
        announce("Lịch tiếp dân", day=day)
    index_everything()
    query = {"sort": "date", "year": "2022", "category": "", "q": " tiếp dân ", "page": "9"}
    main = read(client, **query)
    assert len(main.select(".item")) == 1
    address = "/search/?q=ti%E1%BA%BFp+d%C3%A2n&year=2022&sort=date"
    assert main.select_one("[rel=prev]")["href"] == address
    second = main.select_one(".pagination [aria-current]")["href"]
    assert second == f"{address}&page=2"
    assert len(read(client, path=second).select(".item")) == 1


def test_what_was_asked_for_is_no_page_of_its_own(client, page):
    for query in ({"q": "đề án"}, {"q": "đề án", "page": "2"}, {"category": "y-te"}):
        robots = BeautifulSoup(client.get("/search/", query).content, "html.parser")
        assert robots.select_one("meta[name=robots]")["content"] == "noindex"


# Nothing found


def test_without_filters_there_is_more(client, several):
    empty = read(client, q="kế hoạch", category="y-te", kind="KH").select_one(".empty")
    link = empty.a
    assert link["href"] == "/search/?q=k%E1%BA%BF+ho%E1%BA%A1ch"
    assert link.get_text(strip=True) == "Xem 5 kết quả khi không lọc"
    assert len(read(client, path=link["href"]).select(".item")) == 5


@pytest.mark.parametrize("filters", [{}, {"category": "y-te"}])
def test_did_you_mean_leads_to_results(client, several, filters):
    link = read(client, q="tiem chumg", **filters).select_one(".empty a")
    assert link.text == "tiem chủng"
    assert titles(client, path=link["href"]) == ["Kế hoạch tiêm chủng"]


def test_an_empty_answer_gives_advice(client, several):
    empty = read(client, q="hoàn toàn khác").select_one(".empty")
    assert empty.h2.get_text(strip=True) == "Không tìm thấy kết quả nào cho “hoàn toàn khác”"
    assert len(empty.select("li")) == 3
    assert empty.select("a") == []


@pytest.mark.parametrize("name", ["category", "year", "kind", "issuer"])
def test_values_that_nobody_has_are_called_as_they_were_written(client, page, name):
    for value in ("khong-co", "\x01", "99999", "x" * 5000, "२०२२", "0001", "9999", "<b>", "'"):
        main = read(client, q="đề án", **{name: value})
        assert main.select(".item") == []
        assert value[:100] in main.select_one(".chosen").text
        assert main.select_one(f"#filter-{name} [selected]")["value"] == value[:100]


# Whatever somebody asks for


def test_a_blank_search_invites(client, page):
    for query in ({}, {"q": ""}, {"q": " \x00 "}):
        main = read(client, **query)
        assert main.select_one(".empty").text.strip() == "Bạn chưa nhập từ cần tìm."
        assert main.select(".items, .filter") == []


def test_a_search_that_is_too_long_is_told_so(client, page):
    main = read(client, q="đề án " * 34)
    assert "200" in main.select_one(".empty").text
    assert len(main.select_one("#search-query")["value"]) <= 200
    assert main.select(".items") == []
    assert titles(client, q="đề án " + " " * 10_000) == [page.title]


@pytest.mark.parametrize(
    "query", ["", " ", '"', "'", "\x00", "&|!:*", "a" * 10_000, "đề OR", "NEAR(", "\ud800", "%"]
)
def test_strange_query_gets_a_page(client, page, query):
    response = client.get("/search/?" + "q=" + percent(query))
    assert response.status_code == 200


def percent(text):
    return quote(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("number", ["0", "-1", "999", "abc", "", "9" * 5000])
def test_strange_page_number_gets_a_page(client, page, number):
    assert titles(client, q="Đề án", page=number) == [page.title]


def test_a_host_without_a_site_finds_nothing(client, page):
    Site.objects.update(is_default_site=False, hostname="khac.test")
    response = client.get("/search/", {"q": "Đề án"}, headers={"host": "localhost"})
    assert response.status_code == 200
    assert "Đề án số" not in response.content.decode()


# Cost


@pytest.mark.parametrize("filters", ["", "&sort=date", "&kind=KH", "&year=2022", "&page=2"])
def test_many_results_cost_as_many_queries_as_few(client, filters):
    """Documents and the announcements that lead to them, with all that is shown of either."""
    index = factories.IndexFactory(title="Mục")

    def add(first, last):
        for number in range(first, last):
            document = factories.DocumentFactory(
                title=f"Kế hoạch {number}", number=f"{number}-KH/HU", kind="KH",
                issuer=factories.OrganisationFactory(), issued_on=f"2022-01-{number:02}",
            )  # fmt: skip
            announce(
                f"Tin {number}",
                parent=index,
                category=factories.CategoryFactory(),
                body=[("document", {"document": document, "text": "Xem"})],
            )
        index_everything()

    def queries():
        path = f"/search/?q=kế hoạch{filters}"
        client.get(path)
        with CaptureQueriesContext(connection) as context:
            shown = BeautifulSoup(client.get(path).content, "html.parser").select(".item")
        return len(shown), len(context.captured_queries)

    add(1, 2)
    few, cost = queries()
    add(2, 10)
    many, cost_of_many = queries()
    assert few < many
    assert cost_of_many == cost == COSTS[filters]


def test_pages_of_one_type_cost_the_same_for_any_number(client):
    costs = []
    for last in (2, 18):
        for _ in range(last - len(costs) * 2):
            factories.StandardPageFactory(title="Giới thiệu")
        index_everything()
        with CaptureQueriesContext(connection) as context:
            assert len(titles(client, q="giới thiệu")) == min(last, 10)
        costs.append(len(context.captured_queries))
    assert costs[1] <= costs[0]
