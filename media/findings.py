"""What the inspection of a document found out, as editors read it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from .documents import PortalDocument, SignatureStatus
from .inspections import DocumentFile, DocumentInspection
from .sentences import holder, say
from .signatures import roots
from .signatures.report import Finding, Signature

ICONS: Final = {
    "trusted": "circle-check",
    "untrusted": "warning",
    "invalid": "circle-xmark",
    "unsigned": "minus",
    "unreadable": "help",
    "pending": "time",
}

EXPLANATIONS: Final[dict[str, Promise]] = {
    "trusted": gettext_lazy(
        "Every signature is intact, and its certificate was issued under an authority that this "
        "portal trusts."
    ),
    "untrusted": gettext_lazy(
        "The file is as it was signed, but nobody can vouch for every signer. The reason stands "
        "with the signature."
    ),
    "invalid": gettext_lazy(
        "At least one signature does not hold: the file was altered, or the signature is forged. "
        "Ask whoever issued the document for the right file before you publish it."
    ),
    "unsigned": gettext_lazy(
        "The file holds no digital signature. So nothing proves where it comes from; a scan of a "
        "paper with stamp and signature has none either."
    ),
    "unreadable": gettext_lazy(
        "The file could not be inspected, so nothing is known about its signatures."
    ),
    "pending": gettext_lazy(
        "The file waits for its inspection. Readers can fetch it already where it is published."
    ),
}


@dataclass(frozen=True)
class Status:
    """What the signatures prove: the code of the API, an icon, and words."""

    code: str
    icon: str
    label: str
    explanation: str


def status_of(code: str) -> Status:
    """Return a status as people read it; one that is not known is named as it is."""
    known = code in SignatureStatus.values
    label = capfirst(str(SignatureStatus(code).label)) if known else code
    return Status(code, ICONS.get(code, "help"), label, str(EXPLANATIONS.get(code, "")))


@dataclass(frozen=True)
class SignatureFinding:
    """One signature, or time stamp, in words."""

    title: str
    status: Status
    reason: str
    additions: list[str]
    facts: list[tuple[str, str]]


@dataclass(frozen=True)
class FileFinding:
    """A file that the document has or had; `until` is empty for the one it has."""

    name: str
    size: int | None
    sha256: str
    since: str
    until: str
    status: Status | None


@dataclass(frozen=True)
class Findings:
    """All that the edit page says about the file of a document."""

    status: Status
    reason: str
    signatures: list[SignatureFinding]
    facts: list[tuple[str, str]]
    hints: list[str]
    files: list[FileFinding]


def findings_of(document: PortalDocument) -> Findings:
    """Return what is known about the file that `document` has now, and of earlier ones."""
    inspection = document.current_inspection()
    reason = say(Finding(**inspection.reason)) if inspection and inspection.reason else ""
    return Findings(
        status=status_of(document.signature_status),
        reason=reason,
        signatures=signature_findings(document),
        facts=_facts(document, inspection),
        hints=_hints(inspection),
        files=_files(document),
    )


def signature_findings(document: PortalDocument) -> list[SignatureFinding]:
    """Return what was found of each signature, in the order of signing."""
    return [_signature(Signature.from_json(data)) for data in document.signatures]


def _facts(
    document: PortalDocument, inspection: DocumentInspection | None
) -> list[tuple[str, str]]:
    inspected = _moment(inspection.inspected_at) if inspection else _("not inspected yet")
    facts = [(_("Inspected"), inspected)]
    if inspection:
        facts += [(_("Trust roots"), _roots(inspection))]
    if document.page_count is not None:
        facts += [(pgettext("document", "Pages"), str(document.page_count))]
    if inspection and inspection.pdfa:
        claim = _("the file says that it is PDF/A-%(level)s") % {"level": inspection.pdfa}
        facts += [(_("Archive format"), claim)]
    return [*facts, (_("SHA-256"), document.sha256)]


def _roots(inspection: DocumentInspection) -> str:
    loaded = roots.load(settings.SIGNATURE_TRUST_ROOTS)
    if inspection.roots != loaded.digest:
        return _("Others are loaded since: have the file inspected again.")
    count = len(loaded.certificates)
    if not count:
        return _("None is loaded, so no signature can be vouched for. The operator can add them.")
    names = "; ".join(holder(root.subject.human_friendly) for root in loaded.certificates)
    told = ngettext("%(count)s root: %(names)s", "%(count)s roots: %(names)s", count)
    return told % {"count": count, "names": names}


def _hints(inspection: DocumentInspection | None) -> list[str]:
    if inspection is None or inspection.has_text is not False:
        return []
    return [
        _(
            "This is a scan without text: search does not find what it says, and a screen reader "
            "has nothing to read. Upload a file with text if there is one."
        )
    ]


def _signature(signature: Signature) -> SignatureFinding:
    who = signature.signer or _("signer not named")
    title = _("Time stamp: %(who)s") % {"who": who} if signature.is_timestamp else who
    facts = []
    if signature.organisation and signature.organisation != signature.signer:
        facts.append((_("Organisation of the signer"), signature.organisation))
    facts += [(_("Signed"), _signed_at(signature)), (_("Covers"), _covers(signature))]
    certificate = signature.certificate
    if certificate:
        since, until = _moment(certificate.not_before), _moment(certificate.not_after)
        validity = _("from %(since)s to %(until)s") % {"since": since, "until": until}
        facts += [
            (_("Certificate valid"), validity),
            (_("Certificate issued by"), holder(certificate.issuer)),
            (_("Certificate number"), certificate.serial),
        ]
    return SignatureFinding(
        title=title,
        status=status_of(signature.verdict),
        reason=say(signature.reason),
        additions=[say(addition) for addition in signature.additions],
        facts=facts,
    )


def _signed_at(signature: Signature) -> str:
    if not signature.signed_at:
        return _("The signature does not say when.")
    details = {"at": _moment(signature.signed_at)}
    if signature.timestamped:
        return _("%(at)s, proved by a trusted time stamp") % details
    return _("%(at)s by the signer's own clock; no trusted time stamp proves it") % details


def _covers(signature: Signature) -> str:
    if signature.covers == "whole file":
        return _("the whole file")
    return _("the file as it was when it was signed; something was added later")


def _files(document: PortalDocument) -> list[FileFinding]:
    """Return the files, the latest first; the present one also where no row tells of it.

    Documents of the time before there were such rows have none until their file is replaced.
    """
    rows = list(document.files.all())
    if not any(row.replaced_at is None for row in rows):
        present = DocumentFile(
            original_name=document.filename,
            file_size=document.file_size,
            sha256=document.sha256,
            since=document.created_at,
        )
        rows.insert(0, present)
    return [_file(row, document) for row in rows]


def _file(row: DocumentFile, document: PortalDocument) -> FileFinding:
    code = row.signature_status if row.replaced_at else document.signature_status
    return FileFinding(
        name=row.original_name,
        size=row.file_size,
        sha256=row.sha256,
        since=_moment(row.since),
        until=_moment(row.replaced_at) if row.replaced_at else "",
        status=status_of(code) if code else None,
    )


def _moment(moment: datetime | str) -> str:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
