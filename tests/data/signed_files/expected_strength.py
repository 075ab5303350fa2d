"""Expected of weak, wrong and foreign certificates and of revocation (`strength`, `revocation`)."""

from tests.data.signed_files.verdicts import OFFICIAL, Case, Expected

LAST = Expected("trusted", "whole file", additions=False)
EARLIER = Expected("trusted", "earlier revision", additions=False)
WEAK = (Expected("untrusted", "whole file"),)
FORGED = (Expected("invalid"),)
STORED = (Expected("trusted", "earlier revision", timestamped=True),)
REVOKED = (Expected("invalid", "earlier revision", timestamped=True),)
VIETNAMESE, OFFICE = "Ban Thường vụ Huyện ủy Bình Sơn", "Huyện ủy Bình Sơn"
NAMED = Expected("trusted", "whole file", signer=VIETNAMESE, organisation=OFFICE)

STRENGTH = (
    Case("signed-with-sha512.pdf", "trusted", (LAST,), "stronger than it must be"),
    Case("signed-with-pss.pdf", "trusted", (LAST,), "RSA-PSS is as good"),
    Case("signed-with-md5.pdf", "untrusted", WEAK, "MD5 cannot be vouched for"),
    Case("certificate-signed-with-sha1.pdf", "untrusted", WEAK, "the chain rests on SHA-1"),
    Case("intermediate-signed-with-sha1.pdf", "untrusted", WEAK, "the chain rests on SHA-1"),
    Case(
        "root-signed-with-sha1.pdf",
        "trusted",
        (LAST,),
        "a loaded root is vouched for by the operator, not by its own signature",
        roots=(*OFFICIAL, "old_root"),
    ),
    Case("root-signed-with-sha1.pdf", "untrusted", WEAK, "the same root is not loaded"),
    Case("key-of-1024-bits.pdf", "untrusted", WEAK, "1,024 bits are too short"),
    Case("key-for-encryption.pdf", "untrusted", WEAK, "the key is for encryption only"),
    Case("key-for-digital-signature-alone.pdf", "trusted", (LAST,), "RFC 5280: either use signs"),
    Case("key-for-commitment-alone.pdf", "trusted", (LAST,), "RFC 5280: either use signs"),
    Case("signed-by-an-authority.pdf", "untrusted", WEAK, "its key signs certificates only"),
    Case("signed-by-the-stamping-service.pdf", "untrusted", WEAK, "its key stamps times only"),
    Case("issued-by-an-officer.pdf", "untrusted", WEAK, "an officer is no authority"),
    Case("issued-by-an-impostor.pdf", "untrusted", WEAK, "the root's name with another key"),
    Case(
        "expired-and-stamped-by-an-officer.pdf",
        "untrusted",
        (Expected("untrusted", "whole file", timestamped=False),),
        "an ordinary certificate stamps no times",
    ),
    Case("names-another-certificate.pdf", "invalid", FORGED, "bound to another certificate"),
    Case("signature-value-broken.pdf", "invalid", FORGED, "the arithmetic fails"),
    Case("digest-of-something-else.pdf", "invalid", FORGED, "signed for other bytes"),
    Case(
        "sub-filter-pkcs7-sha1.pdf",
        ("untrusted", "invalid"),
        None,
        "SHA-1 by its format: never trusted, and not unsigned, whether it can be checked or not",
    ),
    Case(
        "sub-filter-unknown.pdf",
        ("untrusted", "invalid"),
        None,
        "a signature in an unheard-of format: nobody can check it, but it is there (rule 6)",
    ),
    Case("two-signers-in-one.pdf", ("untrusted", "invalid"), None, "one signer is anybody"),
    Case("no-certificate-inside.pdf", ("untrusted", "invalid"), None, "nobody's signature"),
    Case(
        "two-hierarchies.pdf",
        "trusted",
        (EARLIER, LAST),
        "both are loaded",
        (*OFFICIAL, "national"),
    ),
    Case(
        "two-hierarchies.pdf",
        "untrusted",
        (EARLIER, Expected("untrusted", "whole file")),
        "one of them is not loaded: the worst decides",
    ),
    Case(
        "second-signature-of-unknown-root.pdf",
        "untrusted",
        (EARLIER, Expected("untrusted", "whole file")),
        "nothing was added but the signature itself",
    ),
    Case(
        "first-signature-of-unknown-root.pdf",
        "untrusted",
        (Expected("untrusted", "earlier revision"), LAST),
        "the worst decides",
    ),
    Case("name-with-diacritics.pdf", "trusted", (NAMED,), "UTF8String"),
    Case("name-in-bmp-string.pdf", "trusted", (NAMED,), "BMPString"),
    Case("name-very-long.pdf", "trusted", (LAST,), "64 characters in every part"),
    Case(
        "name-with-markup.pdf",
        "trusted",
        (Expected("trusted", signer='<script>alert("1")</script> & \u202egnoS'),),
        "a name is text, whatever it holds: who shows it must escape it",
    ),
)

REVOCATION = (
    Case(
        "revoked-by-list-in-signature.pdf",
        "invalid",
        (Expected("invalid", "whole file"),),
        "the signer carries the proof against himself",
    ),
    Case("revoked-without-pointers.pdf", "invalid", REVOKED, "evidence counts wherever it is"),
    Case("not-revoked-by-list-in-signature.pdf", "trusted", (LAST,), "a list without his number"),
    Case("revoked-by-answer-before-signing.pdf", "invalid", REVOKED, "OCSP says so"),
    Case("revoked-by-answer-after-signing.pdf", "trusted", STORED, "the stamp is older (rule 4)"),
    Case("not-revoked-by-answer.pdf", "trusted", STORED, "OCSP says good"),
    Case("revoked-by-answer-of-nobody.pdf", "trusted", STORED, "no responder of the issuer's"),
    Case("revoked-by-list-of-nobody.pdf", "trusted", STORED, "the issuer did not sign the list"),
    Case("revoked-by-list-of-another-authority.pdf", "trusted", STORED, "another's serial number"),
    Case("revoked-by-one-list-of-two.pdf", "invalid", REVOKED, "the newer list knows"),
    Case(
        "revoked-authority.pdf",
        ("untrusted", "invalid"),
        None,
        "the chain cannot be vouched for; its own certificate is not the one revoked",
    ),
    Case(
        "revoked-second-of-two.pdf",
        "invalid",
        (
            Expected("trusted", "earlier revision"),
            Expected("invalid", "earlier revision", timestamped=True),
        ),
        "the worst decides",
    ),
)

CASES = (*STRENGTH, *REVOCATION)
