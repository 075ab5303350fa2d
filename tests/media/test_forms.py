"""What the library offers, warns of and refuses, through the real admin views."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from media.models import PortalDocument
from portal.roles import EDITORIAL_BOARD
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _board(client):
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))


def upload(client, name="van ban.pdf", content=factories.PDF, title=None):
    """Upload as the admin's page for several files does."""
    return client.post(
        reverse("wagtaildocs:add_multiple"),
        {
            "title": title or name,
            "files[]": SimpleUploadedFile(name, content, content_type="application/pdf"),
        },
    )


def form(document, **values):
    data = {
        "title": document.title,
        "number": "",
        "kind": "",
        "issued_on": "",
        "effective_on": "",
        "issuer": "",
        "signed_by": "",
        "abstract": "",
        "superseded_by": "",
        "collection": Collection.get_first_root_node().pk,
        "tags": "",
    }
    return {**data, **values}


def edit(client, document, **values):
    return client.post(reverse("wagtaildocs:edit", args=[document.pk]), form(document, **values))


def test_upload_keeps_the_readers_file_name(client):
    response = upload(client, "KH 59.signed.signed.pdf")
    assert response.json()["success"] is True
    document = PortalDocument.objects.get()
    assert document.filename == "KH 59.signed.signed.pdf"
    assert len(document.sha256) == 64


def test_number_kind_and_date_are_offered_from_the_title(client):
    document = factories.DocumentFactory(title="Kế hoạch số 59-KH/HU ngày 06/12/2021")
    shown = client.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    assert 'value="59-KH/HU"' in shown
    assert 'value="06/12/2021"' in shown
    assert '<option value="KH" selected>' in shown
    assert "Đọc được từ tiêu đề hoặc tên tệp" in shown
    document.refresh_from_db()
    assert document.number == ""


def test_kind_is_offered_from_the_file_name(client):
    response = upload(client, "KH 59.signed.signed.pdf", title="Ke hoach")
    assert '<option value="KH" selected>' in response.json()["form"]


def test_what_the_editor_has_written_is_not_replaced_by_an_offer(client):
    document = factories.DocumentFactory(title="Kế hoạch số 59-KH/HU", number="60-KH/HU", kind="KH")
    shown = client.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    assert 'value="60-KH/HU"' in shown


def test_kind_against_the_number_is_a_warning_that_can_be_overruled(client):
    document = factories.DocumentFactory()
    response = edit(client, document, number="59-KH/HU", kind="QĐ")
    shown = response.content.decode()
    assert "Ký hiệu cho thấy loại văn bản khác với loại đã chọn" in shown
    assert '<input type="checkbox" name="overrule"' in shown
    document.refresh_from_db()
    assert document.number == ""

    edit(client, document, number="59-KH/HU", kind="QĐ", overrule="on")
    document.refresh_from_db()
    assert (document.number, document.kind) == ("59-KH/HU", "QĐ")


def test_year_against_the_date_of_issue_is_a_warning(client):
    document = factories.DocumentFactory()
    response = edit(client, document, number="15/2022/NQ-HĐND", kind="NQ", issued_on="01/02/2023")
    assert "Năm trong số, ký hiệu khác với năm ban hành" in response.content.decode()


def test_impossible_date_is_an_error_that_cannot_be_overruled(client):
    document = factories.DocumentFactory()
    response = edit(client, document, issued_on="31/02/2023", overrule="on")
    assert response.status_code == 200
    document.refresh_from_db()
    assert document.issued_on is None


def test_date_of_issue_is_read_day_first(client):
    document = factories.DocumentFactory()
    edit(client, document, issued_on="05/11/2021")
    document.refresh_from_db()
    assert document.issued_on.isoformat() == "2021-11-05"


def test_same_file_again_is_recognised_and_the_known_one_is_offered(client):
    known = factories.DocumentFactory(title="Kế hoạch 59")
    answer = upload(client, "ban sao.pdf").json()
    assert answer["success"] is False
    assert answer["error_message"].startswith("Tệp này đã có trong thư viện")
    assert "\n" not in answer["error_message"]
    assert "Kế hoạch 59" in answer["error_message"]
    assert reverse("wagtaildocs:edit", args=[known.pk]) in answer["error_message"]
    assert PortalDocument.objects.count() == 1


def test_wrong_type_is_refused_in_a_sentence(client):
    answer = upload(client, "trang.html", b"<script>").json()
    assert answer["success"] is False
    assert answer["error_message"]
    assert not PortalDocument.objects.exists()


def test_empty_file_is_refused_in_a_sentence(client):
    answer = upload(client, "rong.pdf", b"").json()
    assert answer["success"] is False
    assert answer["error_message"]
