"""What findings of an inspection say to people, in the language that is active."""

import re
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from .safety_sentences import SAFETY
from .signature_sentences import SIGNATURES
from .signatures.report import Finding

# What asn1crypto writes before the parts of a name (RFC 5280), in English.
_PARTS = re.compile(
    r"(^|, )(?:Common Name|Country|Email Address|Locality|Organization|Organization Identifier"
    r"|Organizational Unit|Serial Number|State/Province|Street Address|User ID): "
)

SENTENCES = {**SAFETY, **SIGNATURES}
MOMENTS = {"at", "until", "since"}  # details that hold a moment in ISO 8601


def say(finding: Finding) -> str:
    """Return `finding` as a sentence.

    A code that no sentence is known for (a row that a later version wrote) is named as it is.
    """
    sentence = SENTENCES.get(finding.code)
    if sentence is None:
        return _("Reason: %(code)s.") % {"code": finding.code}
    return str(sentence) % {name: _readable(name, text) for name, text in finding.details.items()}


def _readable(name: str, text: str) -> str:
    """Return a detail as people read it: moments in the portal's time zone."""
    if name not in MOMENTS:
        return text
    moment = timezone.localtime(datetime.fromisoformat(text))
    return date_format(moment, "SHORT_DATETIME_FORMAT")


def holder(name: str) -> str:
    """Return the name in a certificate without the English that says what its parts are."""
    return _PARTS.sub(r"\1", name)


def say_in(language: str, finding: Finding) -> str:
    """Return `finding` as a sentence in `language`."""
    with override(language):
        return say(finding)
