"""Inspecting a document: its file into a limited process, the findings into its rows."""

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from .inspection.process import inspect as inspect_file
from .inspection.report import ContentReport, ExhaustedError, InspectionReport, Limits
from .inspections import DocumentInspection
from .signatures import roots
from .signatures.report import Moments, SignatureReport, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .documents import PortalDocument


def inspect(document_id: int, sha256: str) -> None:
    """Inspect the file of a document and store what is found.

    Nothing is stored where the document is gone or has another file by now.
    """
    from .documents import PortalDocument

    document = PortalDocument.objects.filter(pk=document_id, sha256=sha256).first()
    if document is None:
        return
    loaded = roots.load(settings.SIGNATURE_TRUST_ROOTS)
    with _local_copy(document) as path:
        report = _report(path, trusted_since(document))
    with transaction.atomic():
        current = PortalDocument.objects.select_for_update().filter(pk=document_id, sha256=sha256)
        document = current.first()
        if document is not None:
            _store(document, report, loaded.digest)


def trusted_since(document: "PortalDocument") -> Moments:
    """Return when each signature of the document was first found trusted."""
    kept = DocumentInspection.objects.filter(document=document).values_list("moments", flat=True)
    moments = kept.first() or {}
    return {fingerprint: datetime.fromisoformat(moment) for fingerprint, moment in moments.items()}


def _report(path: Path, moments: Moments) -> InspectionReport:
    limits = Limits(**settings.INSPECTION_LIMITS)
    try:
        return inspect_file(path, settings.SIGNATURE_TRUST_ROOTS, moments, limits)
    except ExhaustedError as exhausted:
        unreadable = SignatureReport(status="unreadable", reason=exhausted.finding)
        return InspectionReport(signatures=unreadable, content=ContentReport())


@contextmanager
def _local_copy(document: "PortalDocument") -> "Iterator[Path]":
    """Give the file a path: it may lie in S3."""
    with NamedTemporaryFile(suffix=".document") as copy, document.open_file() as file:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _store(document: "PortalDocument", report: InspectionReport, digest: str) -> None:
    found, content = report.signatures, report.content
    document.signature_status = found.status
    document.signatures = [signature.as_json() for signature in found.signatures]
    document.page_count = content.page_count
    document.save(update_fields=["signature_status", "signatures", "page_count"])
    inspection, _is_new = DocumentInspection.objects.get_or_create(document=document)
    inspection.sha256 = document.sha256
    inspection.status = found.status
    inspection.inspected_at = timezone.now()
    inspection.reason = vars(found.reason) if found.reason else None
    inspection.roots = digest
    for name in ("text", "has_text", "pdfa", "title", "number"):
        setattr(inspection, name, getattr(content, name))
    for signature in found.signatures:
        if signature.verdict == Verdict.TRUSTED:
            inspection.moments.setdefault(signature.fingerprint, signature.judged_at)
    _replace_first_page(inspection, content.first_page)
    inspection.save()


def _replace_first_page(inspection: DocumentInspection, picture: bytes) -> None:
    """Keep the picture of the first page under a name that tells nothing but its content."""
    storage, earlier = inspection.first_page.storage, inspection.first_page.name
    if earlier:
        transaction.on_commit(lambda: storage.delete(earlier))
    inspection.first_page = ""
    if picture:
        name = f"first_pages/{inspection.sha256[:32]}.webp"
        inspection.first_page = storage.save(name, ContentFile(picture))
