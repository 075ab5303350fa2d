"""What the tests of the library in the admin share."""

from html import unescape

from django.utils import translation
from django.utils.translation import gettext

from media.models import PortalDocument
from media.signatures.report import Certificate, Finding, Signature, Verdict
from tests import factories

OFFICIAL = {"number": "59-KH/HU", "kind": "KH", "issued_on": "2021-12-06"}


def words(text, **details):
    """Return `text` as the interface says it."""
    with translation.override("vi"):
        return gettext(text) % details if details else gettext(text)


def shown(response):
    """Return what an answer shows, without the escaping of HTML."""
    assert response.status_code == 200
    return unescape(response.content.decode())


def document(**values):
    """Return a document as it comes from the database."""
    made = factories.DocumentFactory(**values)
    return PortalDocument.objects.get(pk=made.pk)


def judged(found, status, *signatures, page_count=1):
    """Give a document the findings of an inspection."""
    found.signature_status = status
    found.signatures = [signature.as_json() for signature in signatures]
    found.page_count = page_count
    found.save(update_fields=["signature_status", "signatures", "page_count"])
    return found


def signature(verdict=Verdict.TRUSTED, code="valid_when_inspected", **values):
    """Return a signature as an inspection reports it."""
    at = "2021-12-06T09:30:00+07:00"
    details = {"at": at} if code == "valid_when_inspected" else {}
    certificate = Certificate(
        subject="CN=Nguyễn Văn Mẫu",
        issuer="CA chính phủ",
        serial="3f34",
        not_before="2020-01-01T00:00:00+07:00",
        not_after="2030-01-01T00:00:00+07:00",
        sha256="0" * 64,
    )
    given = {
        "field": "Signature1",
        "fingerprint": "f" * 64,
        "signer": "Nguyễn Văn Mẫu",
        "organisation": "Huyện ủy Bình Sơn",
        "signed_at": at,
        "timestamped": False,
        "intact": verdict != Verdict.INVALID,
        "verdict": verdict,
        "covers": "whole file",
        "reason": Finding(code, details),
        "judged_at": at,
        "certificate": certificate,
    }
    return Signature(**given | values)
