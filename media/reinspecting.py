"""Which documents are to be inspected again, and putting that into the queue."""

from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from portal.queue.jobs import enqueue, unfinished

from .documents import PortalDocument, SignatureStatus
from .signatures import roots

# So long an upload's own job may take to be begun; a document pending for longer has lost it.
LOST_AFTER = timedelta(hours=1)


def due() -> QuerySet[PortalDocument]:
    """Return the documents whose findings are missing, of another file, or of other trust roots.

    Roots touch what is signed alone: a file without a signature stays what it is.
    """
    digest = roots.load(settings.SIGNATURE_TRUST_ROOTS).digest
    missing = Q(inspection=None) | ~Q(inspection__sha256=F("sha256"))
    signed = Q(signature_status__in=_SIGNED) & ~Q(inspection__roots=digest)
    pending = Q(signature_status=SignatureStatus.PENDING)
    return PortalDocument.objects.filter(missing | pending | signed).order_by("pk")


_SIGNED = (SignatureStatus.TRUSTED, SignatureStatus.UNTRUSTED, SignatureStatus.INVALID)


def enqueue_due() -> int:
    """Have what is due inspected by the worker; return how many documents that are.

    What waits already, or has failed and is shown as failed, is left alone; so is what has only
    just been uploaded.
    """
    known = {
        (arguments.get("document_id"), arguments.get("sha256"))
        for arguments in unfinished("media.inspect_document")
    }
    lost_before = timezone.now() - LOST_AFTER
    found = due().exclude(
        Q(signature_status=SignatureStatus.PENDING) & Q(files__since__gt=lost_before)
    )
    waiting = [row for row in found.values_list("pk", "sha256").distinct() if row not in known]
    for document_id, sha256 in waiting:
        enqueue("media.inspect_document", document_id=document_id, sha256=sha256)
    return len(waiting)
