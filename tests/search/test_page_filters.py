"""Filters, order and pages of the search page, and where it leads whoever finds nothing."""

import pytest
from bs4 import BeautifulSoup

from tests import factories

from .index import index_everything
from .reading import announce, read, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def several(attached_plan):
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


def test_addresses_have_one_order_whatever_was_typed(client, attached_plan):
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


def test_what_was_asked_for_is_no_page_of_its_own(client, scheme):
    for query in ({"q": "đề án"}, {"q": "đề án", "page": "2"}, {"category": "y-te"}):
        robots = BeautifulSoup(client.get("/search/", query).content, "html.parser")
        assert robots.select_one("meta[name=robots]")["content"] == "noindex"


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
def test_values_that_nobody_has_are_called_as_they_were_written(client, scheme, name):
    for value in ("khong-co", "\x01", "99999", "x" * 5000, "२०२२", "0001", "9999", "<b>", "'"):
        main = read(client, q="đề án", **{name: value})
        assert main.select(".item") == []
        assert value[:100] in main.select_one(".chosen").text
        assert main.select_one(f"#filter-{name} [selected]")["value"] == value[:100]
