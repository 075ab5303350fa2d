"""The demonstration's documents are truly signed, and inspected."""

import io
from pathlib import Path

import pytest
from asn1crypto import pem, x509
from django.core.management import call_command
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from home.demo.authority import ROOT_FILE
from media.models import PortalDocument
from portal.queue.jobs import run_due

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demonstration(settings, tmp_path):
    settings.SIGNATURE_TRUST_ROOTS = tmp_path / "trust"
    call_command("load_demo", verbosity=0)


def test_seed_is_signed_twice_and_trusted_at_once():
    document = PortalDocument.objects.get(number="59-KH/HU")
    assert document.signature_status == "trusted"
    person, seal = document.signatures
    assert (person["signer"], seal["signer"]) == (
        "Nguyen Van Mau",
        "Ban Thuong vu Huyen uy Binh Son",
    )
    assert all(one["timestamped"] and one["intact"] for one in (person, seal))
    assert seal["covers"] == "whole file"
    assert document.inspection.first_page
    assert document.inspection.number == "59-KH/HU"


def test_pyhanko_agrees_about_the_seed():
    document = PortalDocument.objects.get(number="59-KH/HU")
    with document.open_file() as file:
        reader = PdfFileReader(io.BytesIO(file.read()))
    _kind, _headers, der = pem.unarmor(Path(ROOT_FILE).read_bytes())
    context = ValidationContext(trust_roots=[x509.Certificate.load(der)], allow_fetching=False)
    statuses = [
        validate_pdf_signature(signature, context) for signature in reader.embedded_signatures
    ]
    assert len(statuses) == 2
    assert all(status.bottom_line for status in statuses)


def test_queue_inspects_the_others_and_finds_every_sort():
    assert run_due(300) >= 14
    statuses = dict(PortalDocument.objects.values_list("number", "signature_status"))
    assert "pending" not in statuses.values()
    assert statuses["18/GM-UBND"] == "invalid"
    assert statuses["86-TB/HU"] == "untrusted"
    others = statuses.keys() - {"18/GM-UBND", "86-TB/HU"}
    assert {statuses[number] for number in others} == {"trusted"}
    report = PortalDocument.objects.get(number="310/BC-UBND")
    assert len(report.signatures) == 3
