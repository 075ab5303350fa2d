"""The library's list and the chooser: what they show, how they are narrowed and searched."""

import pytest
from django.urls import reverse

from media.models import PortalDocument
from portal.roles import EDITORIAL_BOARD, WRITERS
from tests import factories

from .library import OFFICIAL, document, judged, shown, words

pytestmark = pytest.mark.django_db

LIST = "wagtaildocs:index"
RESULTS = "wagtaildocs:index_results"
CHOOSER = "wagtaildocs_chooser:choose_results"


@pytest.fixture(autouse=True)
def board(client):
    user = factories.UserFactory(role=EDITORIAL_BOARD)
    client.force_login(user)
    return user


def titles(client, view=LIST, **asked):
    """Return the titles that a list shows, in its order."""
    text = shown(client.get(reverse(view), asked))
    known = PortalDocument.objects.values_list("title", flat=True)
    placed = {title: text.find(title) for title in known if title in text}
    return sorted(placed, key=placed.__getitem__)


@pytest.fixture
def two():
    """Two documents that differ in everything."""
    one = document(
        title="Kế hoạch tuyên truyền", issuer=factories.OrganisationFactory(), **OFFICIAL
    )
    other = document(
        title="Quyết định phê duyệt",
        number="07/QĐ-UBND",
        kind="QĐ",
        issued_on="2022-06-06",
        issuer=factories.OrganisationFactory(),
    )
    judged(one, "trusted")
    judged(other, "invalid")
    return one, other


def test_list_tells_what_an_official_document_is_known_by(client, two):
    text = shown(client.get(reverse(LIST)))
    for told in ("59-KH/HU", "Kế hoạch", two[0].issuer.name, "06/12/2021", "PDF, 1 KB"):
        assert told in text
    usage = reverse("wagtaildocs:document_usage", args=[two[0].pk])
    assert f'href="{usage}"' in text


@pytest.mark.parametrize(
    ("status", "icon", "label"),
    [
        ("trusted", "circle-check", "Hợp lệ và tin cậy"),
        ("untrusted", "warning", "Nguyên vẹn, chưa được bảo đảm"),
        ("invalid", "circle-xmark", "Không hợp lệ"),
        ("unsigned", "minus", "Không có chữ ký số"),
        ("unreadable", "help", "Không đọc được"),
        ("pending", "time", "Chưa kiểm tra"),
    ],
)
@pytest.mark.parametrize("view", [LIST, CHOOSER])
def test_status_is_told_by_icon_and_words(client, view, status, icon, label):
    judged(document(), status)
    text = shown(client.get(reverse(view)))
    cell = text.partition(f'class="signature-status signature-status--{status}"')[2]
    cell = cell.partition("</span>")[0]
    assert f"#icon-{icon}" in cell
    assert label in cell


@pytest.mark.parametrize(
    "asked",
    [
        {"number": "59 KH/HU"},
        {"number": "59-kh-hu"},
        {"number": "Số: 59-KH/HU"},
        {"number": "59"},
        {"number": "kh/hu"},
        {"kind": "KH"},
        {"issued_on_from": "01/12/2021", "issued_on_to": "31/12/2021"},
        {"signature_status": ["trusted", "pending"]},
    ],
)
@pytest.mark.parametrize("words", [{}, {"q": "tuyên truyền"}])
def test_filter_keeps_what_fits_with_and_without_words(client, two, asked, words):
    assert titles(client, **asked, **words) == ["Kế hoạch tuyên truyền"]
    assert titles(client, RESULTS, **asked, **words) == ["Kế hoạch tuyên truyền"]


def test_issuer_narrows_and_only_those_that_issued_are_offered(client, two):
    idle = factories.OrganisationFactory(name="Cơ quan không ban hành gì")
    assert titles(client, issuer=two[1].issuer.pk) == ["Quyết định phê duyệt"]
    assert idle.name not in shown(client.get(reverse(LIST)))


def test_zero_before_a_serial_and_the_stroke_of_d_do_not_matter(client, two):
    assert titles(client, number="7/qd-ubnd") == ["Quyết định phê duyệt"]
    assert titles(client, number="7/qd") == ["Quyết định phê duyệt"]
    assert titles(client, number="7/QĐ") == ["Quyết định phê duyệt"]


@pytest.mark.parametrize("number", ["%", "(", "[", "\\", "/", "''", "0" * 300, "\u0301"])
def test_what_is_no_number_finds_nothing_and_breaks_nothing(client, two, number):
    assert titles(client, number=number) == []


def test_used_and_unused_are_told_apart(client, two):
    used = two[0]
    factories.AnnouncementFactory(body=[("document", {"document": used, "text": ""})])
    assert titles(client, used="yes") == [used.title]
    assert titles(client, used="no") == [two[1].title]
    assert titles(client, used="yes", q="phê duyệt") == []


@pytest.mark.parametrize("query", ["59-KH/HU", "59 kh/hu", "59-kh-hu"])
@pytest.mark.parametrize("view", [LIST, RESULTS, CHOOSER])
def test_search_finds_a_number_in_any_spelling(client, two, view, query):
    document(title="Nói về số 59-KH/HU")
    assert titles(client, view, q=query) == ["Kế hoạch tuyên truyền"]


@pytest.mark.parametrize("view", [LIST, CHOOSER])
def test_search_for_a_number_that_none_carries_looks_for_words(client, two, view):
    document(title="Góp ý Dự thảo 70-KH/HU")
    assert titles(client, view, q="70-KH/HU") == ["Góp ý Dự thảo 70-KH/HU"]


@pytest.mark.parametrize("order", ["title", "issued_on", "issuer__name", "kind", "usage_count"])
def test_order_can_be_turned_round_and_holds_while_searching(client, two, order):
    forth = titles(client, ordering=order)
    assert sorted(forth) == sorted(document.title for document in two)
    if order != "usage_count":
        assert titles(client, ordering=f"-{order}") == forth[::-1]
    document(title="Kế hoạch không ngày")
    searched = titles(client, ordering=f"-{order}", q="Kế hoạch")
    assert sorted(searched) == ["Kế hoạch không ngày", "Kế hoạch tuyên truyền"]


@pytest.mark.parametrize("order", ["issued_on", "-issued_on"])
def test_what_has_no_date_stands_last_either_way(client, two, order):
    document(title="Không ngày")
    assert titles(client, ordering=order)[-1] == "Không ngày"


def test_list_costs_the_same_for_any_number(client, two, django_assert_num_queries):
    def asked():
        with django_assert_num_queries(count):
            client.get(reverse(LIST))

    client.get(reverse(LIST))
    count = 17
    asked()
    for _number in range(8):
        document(issuer=factories.OrganisationFactory(), **OFFICIAL)
    asked()


def test_chooser_costs_the_same_for_any_number(client, two, django_assert_max_num_queries):
    client.get(reverse(CHOOSER))
    with django_assert_max_num_queries(12) as few:
        client.get(reverse(CHOOSER))
    for _number in range(7):
        document(issuer=factories.OrganisationFactory(), **OFFICIAL)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse(CHOOSER))


def test_chooser_tells_number_and_date(client, two):
    text = shown(client.get(reverse(CHOOSER)))
    assert "59-KH/HU" in text
    assert "06/12/2021" in text


def test_nothing_that_fits_is_said_and_how_to_go_on(client, two):
    text = shown(client.get(reverse(LIST), {"number": "999"}))
    assert words("No document fits what you are looking for.") in text
    assert reverse("wagtaildocs:add_multiple") in shown(client.get(reverse(LIST)))


def test_empty_library_leads_to_the_upload(client):
    text = shown(client.get(reverse(LIST)))
    assert words("No document fits what you are looking for.") not in text
    assert reverse("wagtaildocs:add_multiple") in text


def test_date_that_is_none_narrows_nothing_and_breaks_nothing(client, two):
    assert len(titles(client, issued_on_from="31/02/2021")) == 2


def test_writer_finds_his_own_documents_only(client, two):
    writer = factories.UserFactory(role=WRITERS)
    client.force_login(writer)
    mine = document(title="Của tôi", uploaded_by_user=writer, **OFFICIAL)
    assert titles(client) == [mine.title]
    assert titles(client, q="59-KH/HU") == [mine.title]
    assert titles(client, number="59") == [mine.title]
