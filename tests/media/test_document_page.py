"""The edit page of a document: what its inspection found, and what follows from it."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from media.inspecting import inspect
from media.models import DocumentFile, DocumentInspection, PortalDocument
from media.sentences import holder
from media.signatures.report import Finding, Verdict
from portal.queue.models import Job
from portal.roles import EDITORIAL_BOARD, WRITERS
from tests import factories
from tests.data.signed_files.catalogue import find
from tests.data.signed_files.verdicts import ROOTS

from .library import document, judged, shown, signature, words
from .test_forms import form

pytestmark = pytest.mark.django_db

JOB = "media.inspect_document"


@pytest.fixture(autouse=True)
def board(client):
    user = factories.UserFactory(role=EDITORIAL_BOARD)
    client.force_login(user)
    return user


@pytest.fixture
def roots(settings, tmp_path):
    """A folder with the root of the test files."""
    settings.SIGNATURE_TRUST_ROOTS = tmp_path
    (tmp_path / "government.pem").write_bytes((ROOTS / "government.pem").read_bytes())
    return tmp_path


def page(client, found):
    return shown(client.get(reverse("wagtaildocs:edit", args=[found.pk])))


def findings(client, found):
    """Return the part of the page that tells the findings, without its markup."""
    part = page(client, found).partition('id="findings-section"')[2]
    part = part.partition('id="files-section"')[0]
    return " ".join(re.sub("<[^>]*>", " ", part).split())


def inspected(name):
    """Return a document of the test files, as the queue leaves it."""
    found = document(file=ContentFile(find(name).read_bytes(), name))
    inspect(found.pk, found.sha256)
    return PortalDocument.objects.get(pk=found.pk)


def inspection(found, **values):
    return DocumentInspection.objects.create(
        **{"document": found, "sha256": found.sha256, "status": "unsigned", **values}
    )


def again(client, found):
    return client.post(reverse("inspect_document", args=[found.pk]), follow=True)


def test_every_signature_of_a_real_file_is_told(client, roots):
    found = inspected("signed-twice.pdf")
    text = findings(client, found)
    for told in (
        "Hợp lệ và tin cậy",
        "Nguyen Van An",
        "Ban Thuong vu Huyen uy Binh Son",
        words("the whole file"),
        words("the file as it was when it was signed; something was added later"),
        holder(found.signatures[0]["certificate"]["issuer"]),
        found.sha256,
    ):
        assert told in text
    assert words("not inspected yet") not in text
    assert "Common Name" not in text
    assert "1 chứng thư gốc" in text or "1 root" in text


def test_invalid_file_says_what_to_do_and_why(client, roots):
    text = findings(client, inspected("altered-inside.pdf"))
    assert "Không hợp lệ" in text
    assert words("The content was changed after it was signed.") in text


def test_time_that_a_time_stamp_proves_is_told_apart_from_the_signers_clock(client):
    at = "06/12/2021 09:30"
    found = judged(document(), "trusted", signature(timestamped=True))
    assert words("%(at)s, proved by a trusted time stamp", at=at) in findings(client, found)
    judged(found, "trusted", signature(timestamped=False))
    clock = "%(at)s by the signer's own clock; no trusted time stamp proves it"
    assert words(clock, at=at) in findings(client, found)
    judged(found, "trusted", signature(signed_at=None))
    assert words("The signature does not say when.") in findings(client, found)


def test_additions_after_a_signature_and_validity_of_its_certificate_are_told(client):
    added = Finding("field_filled", {"field": "Số", "value": "59 <b>"})
    found = judged(document(), "trusted", signature(additions=(added,)))
    text = page(client, found)
    assert words("The field “%(field)s” was filled in: %(value)s", **added.details) in text
    assert "59 <b>" not in client.get(reverse("wagtaildocs:edit", args=[found.pk])).content.decode()
    assert "01/01/2020 00:00" in text
    assert "01/01/2030 00:00" in text


def test_time_stamp_of_the_document_is_named_as_one(client):
    found = judged(document(), "trusted", signature(is_timestamp=True, signer="TSA"))
    assert words("Time stamp: %(who)s", who="TSA") in findings(client, found)


def test_signature_without_names_and_certificate_breaks_nothing(client):
    bare = signature(
        Verdict.INVALID, "no_signature_value", signer="", organisation="", certificate=None
    )
    found = judged(document(), "invalid", bare)
    assert words("signer not named") in findings(client, found)


def test_document_that_waits_says_so(client):
    text = findings(client, document())
    assert "Chưa kiểm tra" in text
    assert words("not inspected yet") in text


def test_findings_of_an_earlier_file_are_not_told_of_the_new_one(client):
    found = document()
    inspection(found, sha256="0" * 64, title="Tên cũ", pdfa="2B", has_text=False)
    text = page(client, found)
    assert "Tên cũ" not in text
    assert "PDF/A" not in text
    assert words("not inspected yet") in text


def test_claim_of_pdfa_pages_and_a_scan_without_text_are_told(client):
    found = judged(document(), "unsigned", page_count=7)
    inspection(found, pdfa="2B", has_text=False)
    text = findings(client, found)
    assert words("the file says that it is PDF/A-%(level)s", level="2B") in text
    assert "Số trang 7" in text
    scan = (
        "This is a scan without text: search does not find what it says, and a screen reader "
        "has nothing to read. Upload a file with text if there is one."
    )
    assert words(scan) in text
    DocumentInspection.objects.update(has_text=True)
    assert words(scan) not in findings(client, found)


def test_unreadable_file_says_why(client):
    found = judged(document(), "unreadable", page_count=None)
    inspection(found, status="unreadable", reason={"code": "damaged", "details": {}})
    assert words("The file is damaged and cannot be read.") in findings(client, found)


def test_roots_that_changed_since_ask_for_a_new_inspection(client, roots):
    found = document()
    inspect(found.pk, found.sha256)
    others = words("Others are loaded since: have the file inspected again.")
    assert others not in findings(client, found)
    (roots / "government.pem").unlink()
    assert others in findings(client, found)
    inspect(found.pk, found.sha256)
    none = "None is loaded, so no signature can be vouched for. The operator can add them."
    assert words(none) in findings(client, found)


def test_title_and_number_of_the_text_are_offered_and_not_stored(client):
    found = document(title="KH 59")
    inspection(found, title='Kế hoạch "năm" 2021', number="59-KH/HU")
    response = client.get(reverse("wagtaildocs:edit", args=[found.pk])).content.decode()
    assert 'data-offer-for="id_number" data-offer="59-KH/HU"' in " ".join(response.split())
    assert 'data-offer="Kế hoạch &quot;năm&quot; 2021"' in response
    # The words stand there without the script, which shows the button.
    assert "<q>59-KH/HU</q>" in response
    client.post(reverse("wagtaildocs:edit", args=[found.pk]), form(found))
    found.refresh_from_db()
    assert (found.title, found.number) == ("KH 59", "")


def test_what_the_fields_say_already_is_not_offered(client):
    found = document(title="KẾ HOẠCH  năm 2021", number="59-KH/HU")
    inspection(found, title="Kế hoạch năm 2021", number="59-KH/HU")
    assert "data-offer" not in page(client, found)


def test_offer_stays_while_the_form_is_mended(client):
    found = document(title="KH 59")
    inspection(found, number="59-KH/HU")
    data = form(found, issued_on="31/02/2021")
    text = shown(client.post(reverse("wagtaildocs:edit", args=[found.pk]), data))
    assert 'data-offer="59-KH/HU"' in " ".join(text.split())


def test_inspecting_again_queues_it_and_keeps_what_was_found(client):
    found = judged(document(), "trusted", signature())
    Job.objects.all().delete()
    response = again(client, found)
    job = Job.objects.get(kind=JOB)
    assert job.arguments == {"document_id": found.pk, "sha256": found.sha256}
    found.refresh_from_db()
    assert (found.signature_status, len(found.signatures)) == ("trusted", 1)
    queued = (
        "The inspection is in the queue. Until it is done, what was found before stands; "
        "open this page again to see the result."
    )
    assert words(queued) in shown(response)


@pytest.mark.parametrize("who", ["writer", "visitor"])
def test_who_may_not_change_a_document_inspects_nothing(client, who):
    found = document(uploaded_by_user=factories.UserFactory(role=EDITORIAL_BOARD))
    Job.objects.all().delete()
    client.logout()
    if who == "writer":
        client.force_login(factories.UserFactory(role=WRITERS))
    response = client.post(reverse("inspect_document", args=[found.pk]))
    assert response.status_code in (302, 403)
    assert not Job.objects.filter(kind=JOB).exists()
    assert client.get(reverse("wagtaildocs:edit", args=[found.pk])).status_code in (302, 403)


def test_writer_inspects_his_own(client):
    writer = factories.UserFactory(role=WRITERS)
    client.force_login(writer)
    found = document(uploaded_by_user=writer)
    Job.objects.all().delete()
    assert again(client, found).status_code == 200
    assert Job.objects.filter(kind=JOB).exists()


def test_inspection_is_not_queued_by_looking_nor_without_a_document(client):
    found = document()
    assert client.get(reverse("inspect_document", args=[found.pk])).status_code == 405
    assert client.post(reverse("inspect_document", args=[found.pk + 1])).status_code == 404


def test_replaced_file_keeps_the_address_and_leaves_its_traces(client):
    found = judged(document(), "trusted", signature())
    inspection(found, status="trusted")
    address, first = found.url, found.sha256
    new = SimpleUploadedFile("van ban.pdf", factories.pdf("moi"), "application/pdf")
    client.post(reverse("wagtaildocs:edit", args=[found.pk]), form(found, file=new))
    replaced = PortalDocument.objects.get(pk=found.pk)
    assert replaced.url == address
    assert replaced.sha256 != first
    files = page(client, replaced).partition('id="files-section"')[2]
    assert first in files
    assert replaced.sha256 in files
    assert files.index(replaced.sha256) < files.index(first)
    assert files.count("Hợp lệ và tin cậy") == 1
    assert "Chưa kiểm tra" in files


def test_document_without_history_shows_its_present_file(client):
    found = document()
    DocumentFile.objects.all().delete()
    files = page(client, found).partition('id="files-section"')[2]
    assert "van ban.pdf" in files
    assert found.sha256 in files


def test_present_file_stands_before_those_that_history_knows(client):
    found = document()
    now = timezone.now()
    DocumentFile.objects.update(
        sha256="0" * 64, replaced_at=now, since=now - timedelta(days=1), signature_status=""
    )
    files = page(client, found).partition('id="files-section"')[2]
    assert files.index(found.sha256) < files.index("0" * 64)
