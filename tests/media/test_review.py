"""What an editor and a reviewer are told of the documents that a page carries."""

from html import escape

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.test.utils.form_data import rich_text, streamfield

from announcements.models import AnnouncementPage
from media.models import DocumentInspection
from media.signatures.report import Verdict
from portal.roles import EDITORIAL_BOARD, WRITERS
from tests import factories
from tests.portal.test_editorial_board import add, submitted
from tests.portal.test_editorial_board import edit as edit_page

from .library import OFFICIAL, document, judged, shown, signature, words
from .test_forms import edit, form, upload

pytestmark = pytest.mark.django_db

LOOK = "Look at these documents before the page is published:"
UNKNOWN = "Not everything is known about these documents:"
SAME = "The library holds the same document (issuer, kind, number and date) twice:"
NEAR = (
    "Another document of the same issuer and kind has this number within a year, "
    "issued on %(date)s:"
)


@pytest.fixture(autouse=True)
def board(client):
    user = factories.UserFactory(role=EDITORIAL_BOARD)
    client.force_login(user)
    return user


@pytest.fixture
def issuer():
    return factories.OrganisationFactory(name="Huyện ủy Bình Sơn")


def blocks(*documents):
    return [("document", {"document": found, "text": ""}) for found in documents]


def links(*documents):
    texts = [f'<a linktype="document" id="{found.pk}">đây</a>' for found in documents]
    return [("paragraph", f"<p>Xem {' '.join(texts)}</p>")]


def notice(client, page):
    """Return the part of the form that warns, and the part that hints."""
    text = shown(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    boxes = text.split('class="library-review"')[1:]
    return [box.partition("</section>")[0].partition("\n</div>")[0] for box in boxes]


def told(client, *documents, refer=blocks):
    return "".join(notice(client, factories.AnnouncementFactory(body=refer(*documents))))


def invalid(**values):
    return judged(document(**values), "invalid", signature(Verdict.INVALID, "altered"))


@pytest.mark.parametrize("refer", [blocks, links])
@pytest.mark.parametrize("factory", [factories.AnnouncementFactory, factories.StandardPageFactory])
def test_invalid_document_is_warned_of_wherever_it_stands(client, refer, factory):
    found = invalid(title="Giấy mời <18>")
    sound = judged(document(title="Kế hoạch lành"), "trusted", signature())
    (text,) = notice(client, factory(body=refer(found, sound)))
    assert "Giấy mời <18>" in text
    assert words("The content was changed after it was signed.") in text
    assert "Kế hoạch lành" not in text
    assert reverse("wagtaildocs:edit", args=[found.pk]) in text


def test_title_of_a_document_is_escaped(client):
    page = factories.AnnouncementFactory(body=blocks(invalid(title="<b>Giấy mời</b>")))
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert escape("<b>Giấy mời</b>") in answer
    assert "<b>Giấy mời</b>" not in answer


@pytest.mark.parametrize("status", ["trusted", "untrusted", "unsigned"])
def test_sound_documents_are_not_spoken_of(client, status):
    assert told(client, judged(document(), status)) == ""


def test_page_without_documents_says_nothing(client):
    assert told(client) == ""


def test_pending_and_unreadable_are_hints_with_reason(client):
    waiting = document(title="Chờ")
    broken = judged(document(title="Hỏng"), "unreadable")
    DocumentInspection.objects.create(
        document=broken,
        sha256=broken.sha256,
        status="unreadable",
        reason={"code": "damaged", "details": {}},
    )
    text = told(client, waiting, broken)
    assert words("It has not been inspected yet; look again in a few minutes.") in text
    assert words("The file is damaged and cannot be read.") in text
    page = factories.AnnouncementFactory(body=blocks(waiting))
    answer = shown(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert words(UNKNOWN) in answer
    assert words(LOOK) not in answer


def test_same_document_twice_is_warned_of(client, issuer):
    one = judged(document(issuer=issuer, **OFFICIAL), "trusted")
    twin = judged(document(title="Bản khác", issuer=issuer, **OFFICIAL), "trusted")
    text = told(client, one)
    assert words(SAME) in text
    assert "Bản khác" in text
    assert reverse("wagtaildocs:edit", args=[twin.pk]) in text


@pytest.mark.parametrize(
    ("values", "number", "warned"),
    [
        ({"issued_on": "2021-12-07"}, "59-KH/HU", True),
        ({"issued_on": "2022-12-06"}, "59-KH/HU", True),
        ({"issued_on": "2022-12-08"}, "59-KH/HU", False),
        ({"issued_on": "2020-12-06"}, "59-KH/HU", True),
        ({"issued_on": None}, "59-KH/HU", False),
        # A state agency's series begins anew each year.
        ({"number": "59/KH-UBND", "issued_on": "2021-01-01"}, "59/KH-UBND", True),
        ({"number": "59/KH-UBND", "issued_on": "2022-01-02"}, "59/KH-UBND", False),
        # The zero before one figure is left out at times.
        ({"number": "07-KH/HU"}, "7-KH/HU", True),
        ({"number": "70-KH/HU"}, "7-KH/HU", False),
        ({"kind": "QĐ"}, "59-KH/HU", False),
        ({"number": "60-KH/HU"}, "59-KH/HU", False),
    ],
)
def test_same_number_within_a_year_is_warned_of(client, issuer, values, number, warned):
    one = document(issuer=issuer, **OFFICIAL | {"number": number})
    other = document(title="Bản khác", issuer=issuer, **OFFICIAL | values)
    judged(one, "trusted")
    judged(other, "trusted")
    text = told(client, one)
    assert ("Bản khác" in text) == warned


def test_date_of_the_other_document_is_told(client, issuer):
    one = judged(document(issuer=issuer, **OFFICIAL), "trusted")
    document(issuer=issuer, **OFFICIAL | {"issued_on": "2021-12-08"})
    assert words(NEAR, date="08/12/2021") in told(client, one)


def test_same_number_of_another_issuer_is_none(client, issuer):
    one = judged(document(issuer=issuer, **OFFICIAL), "trusted")
    document(issuer=factories.OrganisationFactory(), **OFFICIAL)
    document(issuer=None, **OFFICIAL)
    assert told(client, one) == ""


def test_what_the_reviewer_has_no_right_to_know_of_is_not_told(client, issuer):
    secret = Collection.get_first_root_node().add_child(name="Mật")
    ours = Collection.get_first_root_node().add_child(name="Của ta")
    GroupCollectionPermission.objects.update(collection=ours)
    one = judged(document(issuer=issuer, collection=ours, **OFFICIAL), "trusted")
    document(title="Bản mật", issuer=issuer, collection=secret, **OFFICIAL)
    assert told(client, one) == ""
    client.force_login(factories.UserFactory(is_superuser=True))
    assert "Bản mật" in told(client, one)


def test_writer_is_warned_without_a_link_he_may_not_follow(client):
    found = invalid(title="Giấy mời", uploaded_by_user=factories.UserFactory())
    writer = factories.UserFactory(role=WRITERS)
    client.force_login(writer)
    text = told(client, found)
    assert "Giấy mời" in text
    assert reverse("wagtaildocs:edit", args=[found.pk]) not in text


def test_many_documents_cost_as_many_queries_as_one(client, issuer, django_assert_max_num_queries):
    def asked(count, limit):
        every = [
            invalid(issuer=issuer, **OFFICIAL | {"number": f"{10 + n}-KH/HU"}) for n in range(count)
        ]
        page = factories.AnnouncementFactory(body=blocks(*every))
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client.get(url)
        with django_assert_max_num_queries(limit) as queries:
            client.get(url)
        return len(queries)

    few = asked(1, 200)
    asked(6, few)


def approve(client, page):
    state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    return client.post(url, {"comment": ""})


def waiting_page(client, *documents):
    """Return an announcement with these documents that waits for its review."""
    page = submitted(client, factories.IndexFactory())
    page.body = blocks(*documents)
    page.save_revision()
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))
    return page


def test_approving_on_the_dashboard_leads_to_the_warning_first(client):
    page = waiting_page(client, invalid(title="Giấy mời"))
    response = approve(client, page)
    form_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert response.url == form_url
    assert any("Giấy mời" in str(message) for message in get_messages(response.wsgi_request))
    page.refresh_from_db()
    assert not page.live
    assert words(LOOK) in shown(client.get(form_url))


def test_reviewer_who_has_read_the_warning_approves_in_the_form(client):
    page = waiting_page(client, invalid(title="Giấy mời"))
    data = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    edit_page(client, page, title=page.title, slug=page.slug, **data)
    page.refresh_from_db()
    assert page.live


def test_mere_hint_holds_no_approval_up(client):
    page = waiting_page(client, document())
    approve(client, page)
    page.refresh_from_db()
    assert page.live


def test_document_form_asks_before_the_same_document_is_saved_twice(client, issuer):
    known = document(title="Bản đầu", issuer=issuer, **OFFICIAL)
    second = document(title="Bản hai")
    values = {"number": "59 - KH/HU", "kind": "KH", "issued_on": "06/12/2021", "issuer": issuer.pk}
    text = shown(edit(client, second, **values))
    assert words(SAME) in text
    assert reverse("wagtaildocs:edit", args=[known.pk]) in text
    second.refresh_from_db()
    assert second.number == ""
    edit(client, second, **values, overrule="on")
    second.refresh_from_db()
    assert second.number == "59-KH/HU"


def test_edit_page_goes_on_telling_and_does_not_ask_again(client, issuer):
    document(title="Bản đầu", issuer=issuer, **OFFICIAL)
    second = document(title="Bản hai", issuer=issuer, **OFFICIAL)
    text = shown(client.get(reverse("wagtaildocs:edit", args=[second.pk])))
    assert words(SAME) in text
    values = {"number": "59-KH/HU", "kind": "KH", "issued_on": "06/12/2021", "issuer": issuer.pk}
    response = edit(client, second, **values, abstract="Trích yếu")
    assert response.status_code == 302
    assert any("Bản đầu" in str(message) for message in get_messages(response.wsgi_request))


def test_form_after_an_upload_of_several_asks_too(client, issuer):
    document(
        title="Bản đầu",
        file=ContentFile(b"khac", "khac.txt"),
        issuer=issuer,
        **OFFICIAL,
    )
    made = upload(client, "KH 59.pdf").json()
    prefix = f"doc-{made['doc_id']}"
    values = form(document(title="x"), title="Bản hai", number="59-KH/HU", kind="KH")
    values |= {"issued_on": "06/12/2021", "issuer": issuer.pk}
    data = {f"{prefix}-{name}": value for name, value in values.items()}
    url = reverse("wagtaildocs:edit_multiple", args=[made["doc_id"]])
    headers = {"x-requested-with": "XMLHttpRequest"}
    answer = client.post(url, data, headers=headers).json()
    assert answer["success"] is False
    assert words(SAME) in answer["form"]


def test_link_in_text_written_in_the_form_counts(client):
    found = invalid(title="Giấy mời")
    text = f'<p>Xem <a linktype="document" id="{found.pk}">đây</a></p>'
    add(client, factories.IndexFactory(), body=streamfield([("paragraph", rich_text(text))]))
    assert "Giấy mời" in "".join(notice(client, AnnouncementPage.objects.get()))
