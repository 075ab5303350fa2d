"""Sentences for what is found out about signatures; the codes are those of `media.signatures`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Why a signature is trusted.
VALID: dict[str, Promise] = {
    "valid_at_timestamp": _(
        "The signature is valid; a trusted time stamp proves that it was made by %(at)s."
    ),
    "valid_when_inspected": _("The signature is valid, as judged on %(at)s."),
    "valid_when_first_inspected": _(
        "The signature was found valid on %(at)s, when the file was taken in; that finding stands."
    ),
}

# Why a signature is intact, and yet nobody can vouch for it.
DOUBTFUL: dict[str, Promise] = {
    "unknown_root": _(
        "The file is intact, but the authority that issued the certificate (%(issuer)s) is not "
        "among those that this portal trusts."
    ),
    "broken_chain": _(
        "The file is intact, but the chain of certificates from the signer to a trusted authority "
        "does not hold."
    ),
    "expired": _(
        "The file is intact, but the certificate was valid only until %(until)s, and nothing "
        "proves that the signature is older."
    ),
    "not_yet_valid": _("The file is intact, but the certificate is valid only from %(since)s."),
    "wrong_usage": _("The file is intact, but the certificate was not issued for this purpose."),
    "weak_digest": _(
        "The file is intact, but the signature uses %(algorithm)s, which can be forged today."
    ),
    "weak_key": _(
        "The file is intact, but the key of the signature (%(algorithm)s, %(bits)s bits) is too "
        "short to be trusted today."
    ),
    "weak_chain": _(
        "The file is intact, but a certificate above the signer's uses a method that can be forged "
        "today."
    ),
    "revoked_since": _(
        "The file is intact, but the certificate was revoked on %(at)s, and nothing proves that "
        "the signature is older."
    ),
    "authority_revoked": _(
        "The file is intact, but the certificate of the issuing authority was revoked on %(at)s."
    ),
    "unsupported_format": _(
        "The signature is of a kind (%(format)s) that this portal cannot check."
    ),
    "covered_by_untrusted": _(
        "Something was added after this signature, and the later signature that covers it cannot "
        "be vouched for."
    ),
    "too_many_pages": _(
        "Later changes touch so many pages that the portal cannot compare them all; nobody can say "
        "that nothing was hidden."
    ),
}

# Why a signature does not fit the bytes that it claims to sign.
FORGED: dict[str, Promise] = {
    "altered": _("The content was changed after it was signed."),
    "forged": _("The signature was not made with the key of the certificate that it shows."),
    "not_a_signature": _("What stands in the place of the signature is none."),
    "no_signature_value": _("The signature is empty: it signs nothing."),
    "byte_range_missing": _("The signature does not say which part of the file it covers."),
    "byte_range_malformed": _("The signature does not cover the file from its beginning."),
    "byte_range_past_end": _("The signature claims to cover more than the file holds."),
    "byte_range_gap": _("The signature leaves out a part of the file in which anything may stand."),
    "contents_elsewhere": _(
        "The signature leaves out a part of the file that is not its own place."
    ),
    "not_a_revision": _("The signature covers less than one whole state of the file."),
    "revoked_before_signing": _("The certificate had been revoked on %(at)s, before it was used."),
}

# What was done to the file after it was signed.
CHANGED: dict[str, Promise] = {
    "unknown_bytes": _("Something stands in the file after the signature that is no part of it."),
    "forged_update": _(
        "The change that was put after the signature is made so that programs read it differently."
    ),
    "shadow_prepared": _(
        "The file was prepared before it was signed so that a later change would show other "
        "content."
    ),
    "signature_removed": _("The file holds a signature that was taken out of it later."),
    "objects_changed": _("Parts of the document were replaced after it was signed."),
    "catalog_changed": _("The way in which the document is shown was changed after it was signed."),
    "pages_changed": _("Pages were added, removed or exchanged after the document was signed."),
    "page_changed": _("Page %(page)s was changed after the document was signed."),
    "content_replaced": _(
        "The content of page %(page)s was replaced after the document was signed."
    ),
    "content_hidden": _(
        "Something that could be seen on page %(page)s when the document was signed has been "
        "covered or removed."
    ),
    "resources_changed": _("Fonts or pictures of the document were exchanged after it was signed."),
    "annotation_changed": _(
        "An annotation on page %(page)s was changed or removed after the document was signed, or "
        "one was added that takes back what the page says."
    ),
    "form_changed": _("The form was changed after the document was signed."),
    "field_changed": _("The field “%(field)s” was changed after the document was signed."),
    "value_changed": _(
        "The value of the field “%(field)s” was replaced by another after the document was signed."
    ),
    "field_locked": _("The field “%(field)s” was filled in though the signer had locked it."),
    "not_permitted": _("The file was changed in a way that the signer had not permitted."),
    "not_covered": _("Something was added after this signature that no trusted signature covers."),
}

# What was added, and is covered by a later signature.
ADDED: dict[str, Promise] = {
    "field_filled": _("The field “%(field)s” was filled in: %(value)s"),
    "field_added": _("The field “%(field)s” was added: %(value)s"),
    "empty_field_added": _("The field “%(field)s” was added."),
    "annotation_added": _("An annotation (%(kind)s) was added on page %(page)s: %(text)s"),
    "silent_annotation_added": _("An annotation (%(kind)s) was added on page %(page)s."),
    "content_added": _("Text was added on page %(page)s: %(text)s"),
    "description_changed": _("Title, author or keywords of the file were changed."),
    "page_added": _("Page %(page)s was added."),
    "drawing_added": _("A drawing or picture was added on page %(page)s."),
}

# What is wrong with a file as a whole, or with a file of trust roots.
UNREADABLE: dict[str, Promise] = {
    "signature_unreadable": _(
        "The file holds a signature, but is damaged so that the signature cannot be checked."
    ),
    "damaged": _("The file is damaged and cannot be read."),
    "encrypted": _("The file is encrypted and cannot be read."),
    "too_complex": _("The file has too many parts to be inspected."),
    "root_unreadable": _("The file %(file)s holds no certificate that can be read: %(problem)s"),
}

SIGNATURES: dict[str, Promise] = {
    **VALID,
    **DOUBTFUL,
    **FORGED,
    **CHANGED,
    **ADDED,
    **UNREADABLE,
}
