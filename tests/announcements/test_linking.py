"""Numbers in the text of an announcement that become links to the library."""

import unicodedata

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from announcements.linking import cited_numbers, with_links
from announcements.models import AnnouncementPage
from portal.roles import EDITORIAL_BOARD, WRITERS
from tests import factories
from tests.portal.test_editorial_board import edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    user = factories.UserFactory(role=WRITERS)
    client.force_login(user)
    return user


@pytest.fixture
def plan():
    return factories.DocumentFactory(
        title="Kế hoạch", number="59-KH/HU", kind="KH", issued_on="2021-12-06"
    )


def page_with(*texts, **values):
    body = [("paragraph", text) for text in texts]
    return factories.AnnouncementFactory(body=body, **values)


def linked(page, user):
    chosen = [
        choice for one in cited_numbers(page.body, user) for choice, _document in one.choices()
    ]
    return [block.value.source for block in with_links(page.body, chosen, user)]


def link(document, words):
    return f'<a linktype="document" id="{document.pk}">{words}</a>'


def test_every_place_is_linked_and_what_is_in_a_link_stays(writer, plan):
    page = page_with(
        "<p>Kế hoạch số 59-KH/HU ngày 06/12/2021 &amp; <b>59-KH/HU</b></p>",
        f'<p><a linktype="page" id="1">Kế hoạch số 59-KH/HU</a>, {link(plan, "59-KH/HU")}</p>',
        "<p>không có gì</p>",
    )
    first, second, third = linked(page, writer)
    there = link(plan, "59-KH/HU")
    assert first == f"<p>Kế hoạch số {there} ngày 06/12/2021 &amp; <b>{there}</b></p>"
    assert second == page.body[1].value.source
    assert second.count("<a ") == 2
    assert third == "<p>không có gì</p>"


@pytest.mark.parametrize(
    "spelt",
    [
        "59 -KH/HU",
        "59-\u00adKH/HU",
        "59\u2011KH/HU",
        "59-KH/\u200bHU",
    ],
    ids=["blank", "soft hyphen", "hard hyphen", "invisible blank"],
)
def test_spelling_stays_as_it_is_written(writer, plan, spelt):
    page = page_with(f"<p>Kế hoạch số {spelt}, ngày 06/12/2021</p>")
    assert linked(page, writer) == [f"<p>Kế hoạch số {link(plan, spelt)}, ngày 06/12/2021</p>"]


def test_decomposed_text_and_ampersands_are_found_in_their_place(writer):
    scheme = factories.DocumentFactory(number="07-ĐA/TU", kind="ĐA")
    letter = factories.DocumentFactory(number="2231/SNV-CCHC&PC", kind="CV")
    words = unicodedata.normalize("NFD", "Đề án số 07-ĐA/TU và Công văn số 2231/SNV-CCHC&amp;PC.")
    page = page_with(f"<p>{words}</p>")
    (source,) = linked(page, writer)
    number = unicodedata.normalize("NFD", "07-ĐA/TU")
    assert link(scheme, number) in source
    assert link(letter, "2231/SNV-CCHC&amp;PC") in source
    assert (
        source.replace(link(scheme, number), number).replace(
            link(letter, "2231/SNV-CCHC&amp;PC"), "2231/SNV-CCHC&amp;PC"
        )
        == f"<p>{words}</p>"
    )


def test_longer_number_is_not_linked_by_a_shorter_one(writer):
    factories.DocumentFactory(number="9-KH/HU", kind="KH")
    page = page_with("<p>Kế hoạch số 9-KH/HU, Kế hoạch số 59-KH/HU, 9-KH/HUE</p>")
    (source,) = linked(page, writer)
    assert source.count("<a ") == 1
    assert ">9-KH/HU</a>, Kế hoạch số 59-KH/HU, 9-KH/HUE" in source


def test_document_of_another_date_is_none_and_of_no_date_is_each(writer, plan):
    other = factories.DocumentFactory(number="59-KH/HU", kind="KH", issued_on="2020-01-01")
    (dated,) = cited_numbers(page_with("<p>KH số 59-KH/HU ngày 06/12/2021</p>").body, writer)
    (undated,) = cited_numbers(page_with("<p>KH số 59-KH/HU</p>").body, writer)
    (neither,) = cited_numbers(page_with("<p>KH số 59-KH/HU ngày 07/12/2021</p>").body, writer)
    assert dated.documents == [plan]
    assert undated.documents == [plan, other]
    assert neither.documents == []


def test_number_with_two_dates_is_left_to_the_editor(writer, plan):
    text = "<p>Kế hoạch số 59-KH/HU ngày 06/12/2021, Kế hoạch số 59-KH/HU ngày 01/01/2020</p>"
    page = page_with(text)
    assert linked(page, writer) == [text]


def test_private_document_is_not_offered_and_not_linked(writer):
    private = factories.DocumentFactory(
        number="59-KH/HU", collection=factories.PrivateCollectionFactory()
    )
    page = page_with("<p>Kế hoạch số 59-KH/HU</p>")
    assert not cited_numbers(page.body, writer)[0].documents
    body = with_links(page.body, [f"59-KH/HU|{private.pk}", "59-KH/HU|0", "x|y", "|"], writer)
    assert "<a " not in body[0].value.source


def opened(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_form_offers_and_links_in_the_text_that_is_sent(client, plan):
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))
    page = page_with("<p>Kế hoạch số 59-KH/HU ngày 06/12/2021</p>", title="Tin")
    choice = f'value="59-KH/HU|{plan.pk}"'
    assert choice in opened(client, page)
    written = "<p>Mới: Kế hoạch số 59-KH/HU ngày 06/12/2021</p>"
    body = streamfield([("paragraph", rich_text(written))])
    edit(client, page, body=body, **{"link-citation": f"59-KH/HU|{plan.pk}"})
    draft = AnnouncementPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    (block,) = draft.body
    assert f'id="{plan.pk}"' in block.value.source
    assert "Mới: Kế hoạch số <a " in block.value.source
    assert draft.has_unpublished_changes
    assert AnnouncementPage.objects.get(pk=page.pk).body[0].value.source.count("<a ") == 0
    shown = opened(client, page)
    assert choice not in shown
    assert "Đã liên kết" in shown


def test_form_without_numbers_says_so(client, writer):
    page = page_with("<p>Tỷ lệ 9/13, ngày 28/10/2021, điện thoại 0255-3851261</p>", owner=writer)
    AnnouncementPage.objects.filter(pk=page.pk).update(live=False, owner=writer)
    assert "Không thấy số, ký hiệu văn bản nào" in opened(client, page)


def test_api_finds_the_document_of_a_number_written_without_its_zero(client):
    document = factories.DocumentFactory(number="07-ĐA/TU", kind="ĐA")
    page = page_with("<p>Đề án số 7-ĐA/TU</p>")
    found = client.get(f"/api/v2/pages/{page.pk}/").json()["citations"]
    assert [(one["number"], one["document"]["id"]) for one in found] == [("7-ĐA/TU", document.pk)]
