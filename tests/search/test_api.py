"""`search=` of the API: the results of the page, in its order, combined with everything else."""

from unicodedata import normalize
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Site

from media.inspections import DocumentInspection
from search.engine import Question, ask
from tests import factories

from .asking import HOSTILE
from .index import index_everything

pytestmark = pytest.mark.django_db
LIST = "pages/?type=announcements.AnnouncementPage"


def answer(client, path):
    response = client.get(f"/api/v2/{path}")
    assert response.status_code == 200, response.content
    return response.json()


def ids(client, path):
    """Return the ids of a list; its total must agree."""
    found = answer(client, path)
    assert found["meta"]["total_count"] == len(found["items"])
    return [item["id"] for item in found["items"]]


@pytest.fixture
def pages():
    """Announcements that fit worse and worse, the newest last."""
    news = factories.IndexFactory(title="Tin tức")
    health = factories.CategoryFactory(name="Y tế", slug="y-te")
    texts = [
        {"title": "Tiêm chủng vắc xin sởi", "category": health},
        {"title": "Trạm y tế tiêm vắc xin chủng mới"},
        {"title": "Thông báo", "summary": "Tiêm chủng cho trẻ em", "category": health},
        {"title": "Tin", "body": [("paragraph", "<p>Sổ tiêm chủng của trẻ</p>")]},
        {"title": "Tiêm chung một mũi kim"},
    ]
    made = [
        factories.AnnouncementFactory(parent=news, date=f"2022-03-0{day}T08:00Z", **text)
        for day, text in enumerate(texts, start=1)
    ]
    factories.AnnouncementFactory(parent=news, title="Lịch tiếp công dân")
    index_everything()
    return made


def order(pages, *numbers):
    return [pages[number].pk for number in numbers]


def test_order_is_that_of_the_page(client, pages):
    found = ids(client, f"{LIST}&search=tiêm chủng")
    assert found == order(pages, 0, 1, 2, 3, 4)
    question = Question(
        "tiêm chủng", Site.objects.get(), Locale.objects.get(language_code="vi"), sources=("pages",)
    )
    assert [hit.object_id for hit in ask(question).hits] == found
    assert ids(client, "pages/?search=tiêm chủng") == found


@pytest.mark.parametrize("query", ["tiem chung", "TIEM CHUNG", "tiem chun"])
def test_without_diacritics(client, pages, query):
    assert sorted(ids(client, f"{LIST}&search={query}")) == sorted(order(pages, 0, 1, 2, 3, 4))


def test_windows_of_one_order(client, pages):
    whole = ids(client, f"{LIST}&search=tiêm chủng")
    for offset in range(6):
        part = answer(client, f"{LIST}&search=tiêm chủng&limit=2&offset={offset}")
        assert [item["id"] for item in part["items"]] == whole[offset : offset + 2]
        assert part["meta"]["total_count"] == 5
    empty = answer(client, f"{LIST}&search=tiêm chủng&limit=0")
    assert (empty["items"], empty["meta"]["total_count"]) == ([], 5)


def test_together_with_every_filter(client, pages):
    news = pages[0].get_parent()
    search = "search=tiêm chủng"
    for query, numbers in (
        ("category=y-te", (0, 2)),
        ("published_after=2022-03-03", (2, 3, 4)),
        ("published_before=2022-03-03", (0, 1)),
        (f"child_of={news.pk}", (0, 1, 2, 3, 4)),
        (f"descendant_of={news.get_parent().pk}", (0, 1, 2, 3, 4)),
        (f"child_of={news.get_parent().pk}", ()),
        ("locale=vi", (0, 1, 2, 3, 4)),
        ("locale=en", ()),
        ("title=Thông báo", (2,)),
        (f"slug={pages[3].slug}", (3,)),
        ("modified_since=2100-01-01", ()),
        ("category=y-te&published_after=2022-03-02&locale=vi", (2,)),
    ):
        assert ids(client, f"{LIST}&{search}&{query}") == order(pages, *numbers), query


def test_in_an_order_of_ones_own(client, pages):
    assert ids(client, f"{LIST}&search=tiêm chủng&order=-date") == order(pages, 4, 3, 2, 1, 0)
    by_title = sorted(pages, key=lambda page: page.title)
    found = answer(client, f"{LIST}&search=tiem chung&order=title&limit=2&offset=1")
    assert [item["id"] for item in found["items"]] == [page.pk for page in by_title[1:3]]
    assert found["meta"]["total_count"] == 5
    assert len(ids(client, f"{LIST}&search=tiêm chủng&order=random")) == 5


def test_one_word_of_several(client, pages):
    assert ids(client, f"{LIST}&search=sởi dân") == []
    found = ids(client, f"{LIST}&search=sởi dân&search_operator=or")
    assert len(found) == 2
    assert ids(client, f"{LIST}&search=tiêm chủng&search_operator=and") == order(
        pages, 0, 1, 2, 3, 4
    )


def test_items_are_whole(client, pages):
    (item,) = answer(client, f"{LIST}&search=sởi&fields=*")["items"]
    stored = answer(client, f"pages/{pages[0].pk}/")
    assert item == stored


def test_documents(client):
    issuer = factories.OrganisationFactory(name="Huyện ủy", slug="huyen-uy")
    plan = factories.DocumentFactory(
        title="Kế hoạch", number="59-KH/HU", kind="KH", issuer=issuer, issued_on="2021-12-06"
    )
    plan.tags.add("rừng")
    DocumentInspection.objects.create(document=plan, sha256=plan.sha256, text="Rừng phòng hộ")
    notice = factories.DocumentFactory(
        title="Thông báo về kế hoạch 59-KH/HU", number="60-TB/HU", kind="TB", issued_on="2022-01-01"
    )
    index_everything()
    assert ids(client, "documents/?search=59 kh hu") == [notice.pk, plan.pk]
    assert ids(client, "documents/?search=so 59&order=issued_on") == [plan.pk, notice.pk]
    assert ids(client, "documents/?search=rung phong ho") == [plan.pk]
    for query in ("kind=KH", "issuer=huyen-uy", "issued_before=2022-01-01", "tags=rừng"):
        assert ids(client, f"documents/?search=59-KH/HU&{query}") == [plan.pk], query
    plan.collection = factories.PrivateCollectionFactory()
    plan.save()
    assert ids(client, "documents/?search=59-KH/HU") == [notice.pk]


@pytest.mark.parametrize("query", ["Đồng lúa", "dong lua", "ĐỒNG"])
def test_images_categories_and_organisations_without_diacritics(client, query):
    image = factories.ImageFactory(title="Đồng lúa")
    category = factories.CategoryFactory(name="Đồng lúa")
    body = factories.OrganisationFactory(name="Hợp tác xã Đồng lúa")
    assert ids(client, f"images/?search={query}") == [image.pk]
    assert ids(client, f"categories/?search={query}") == [category.pk]
    assert ids(client, f"organisations/?search={query}") == [body.pk]


@pytest.mark.parametrize(
    "endpoint", ["pages", "documents", "images", "categories", "organisations"]
)
def test_every_text_has_an_answer(client, pages, endpoint):
    for query in HOSTILE:
        asked = quote(query.encode("utf-8", "surrogatepass"))
        response = client.get(f"/api/v2/{endpoint}/?search={asked}")
        assert response.status_code in (200, 400), query[:50]
        assert response.json().get("message") or response.status_code == 200


def test_twenty_results_cost_as_many_queries_as_two(client):
    news = factories.IndexFactory(title="Tin tức")

    def cost(number):
        for _ in range(number):
            factories.AnnouncementFactory(parent=news, title="Lịch tiếp công dân")
        index_everything()
        client.get(f"/api/v2/{LIST}&search=tiếp dân")
        with CaptureQueriesContext(connection) as context:
            answer(client, f"{LIST}&search=tiếp dân")
        return len(context)

    assert cost(2) == cost(18) == 8


def test_tags_asked_for_many_times_make_no_more_rows(client):
    tags = ["một", "hai", "ba", "bốn", "năm", "sáu"]
    document = factories.DocumentFactory(title="Kế hoạch")
    document.tags.add(*tags)
    document.save()
    index_everything()
    # Joined without a condition, each would multiply the rows by six.
    assert ids(client, f"documents/?search=kế hoạch&tags={','.join(tags * 3)}") == [document.pk]


def test_decomposed_text_is_as_long_as_it_looks(client, pages):
    text = "Tiêm chủng vắc xin sởi".ljust(120)
    decomposed = normalize("NFD", "ế" * 150)
    assert len(decomposed) > 200
    assert ids(client, f"{LIST}&search={quote(decomposed)}") == []
    assert ids(client, f"{LIST}&search={quote(text)}") == [pages[0].pk]
