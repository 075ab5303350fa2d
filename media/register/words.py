"""What signatures prove, in the words that readers are told."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext
from django.utils.translation import gettext_lazy as _

from media.models import PortalDocument
from media.sentences import say
from media.signatures.report import Finding, Signature

# A sign for the eye beside the words, which stand alone for those who do not see it.
MARKS: Final = {"trusted": "✓", "untrusted": "!", "invalid": "✗"}
NO_MARK: Final = "–"

LINES: Final[dict[str, Promise]] = {
    "pending": _("Digital signatures are being checked"),
    "unsigned": _("No digital signature"),
    "unreadable": _("Digital signatures could not be checked"),
}

EXPLANATIONS: Final[dict[str, Promise]] = {
    "trusted": gettext_lazy(
        "Nobody has changed what was signed, and each certificate was issued under an authority "
        "that this portal trusts. It does not say that the document is still in force."
    ),
    "untrusted": gettext_lazy(
        "The file is as it was signed, but the portal cannot vouch for every signer. The reason "
        "stands with the signature. It does not mean that the document is forged."
    ),
    "invalid": gettext_lazy(
        "At least one signature does not hold. Do not rely on this file; ask the issuing authority "
        "for the right one."
    ),
    "unsigned": gettext_lazy(
        "The file holds no digital signature. A picture of a stamp or of handwriting is none."
    ),
    "unreadable": gettext_lazy(
        "The file could not be inspected, so nothing is known about its signatures."
    ),
    "pending": gettext_lazy("The file has just been uploaded. Its signatures are checked soon."),
}


@dataclass(frozen=True)
class ReaderStatus:
    """What the signatures of a document prove: a code, a sign, one line, and its meaning."""

    code: str
    mark: str
    line: str
    explanation: str
    reason: str


def reader_status(document: PortalDocument, reason: Finding | None = None) -> ReaderStatus:
    """Return the status of `document` for readers.

    Args:
        document: what is shown.
        reason: what is said of the file as a whole, where its page tells more than a line.
    """
    code = document.signature_status
    explanation = EXPLANATIONS.get(code, "")
    return ReaderStatus(
        code=code,
        mark=MARKS.get(code, NO_MARK),
        line=_line(document),
        explanation=str(explanation),
        reason=say(reason) if reason else "",
    )


def _line(document: PortalDocument) -> str:
    code = document.signature_status
    if code in LINES:
        return str(LINES[code])
    signatures = [Signature.from_json(data) for data in document.signatures]
    signers = [one.signer or one.organisation for one in signatures if not one.is_timestamp]
    count = len(signers)
    if code == "trusted":
        counted = ngettext(
            "%(count)s valid digital signature", "%(count)s valid digital signatures", count
        )
    elif code == "untrusted":
        counted = ngettext(
            "%(count)s digital signature: intact, not vouched for",
            "%(count)s digital signatures: intact, not vouched for",
            count,
        )
    else:
        counted = ngettext(
            "Not valid: %(count)s digital signature",
            "Not valid: %(count)s digital signatures",
            count,
        )
    names = "; ".join(dict.fromkeys(filter(None, signers)))
    line = counted % {"count": count}
    # Who stands in an invalid signature may never have signed this.
    return f"{line}: {names}" if names and code == "trusted" else line
