"""What findings of an inspection say to people, in the language that is active."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from .safety_sentences import SAFETY
from .signature_sentences import SIGNATURES
from .signatures.report import Finding

SENTENCES = {**SAFETY, **SIGNATURES}


def say(finding: Finding) -> str:
    """Return `finding` as a sentence.

    A code that no sentence is known for (a row that a later version wrote) is named as it is.
    """
    sentence = SENTENCES.get(finding.code)
    if sentence is None:
        return _("Reason: %(code)s.") % {"code": finding.code}
    return str(sentence) % finding.details


def say_in(language: str, finding: Finding) -> str:
    """Return `finding` as a sentence in `language`."""
    with override(language):
        return say(finding)
