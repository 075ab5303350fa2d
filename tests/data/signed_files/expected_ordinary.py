"""Expected of files as offices make them (`ordinary`), and of longer chains (`chains`)."""

from tests.data.signed_files.verdicts import Case, Expected

OFFICE = "Huyen uy Binh Son"
SIGNER, SEAL = "Nguyen Van An", "Ban Thuong vu Huyen uy Binh Son"
LAST = Expected("trusted", "whole file", timestamped=False, additions=False)
EARLIER = Expected("trusted", "earlier revision", timestamped=False, additions=False)
ADDED = Expected("trusted", "earlier revision", timestamped=False, additions=True)
ALTERED = Expected("invalid")
ANY = Expected()
UNTRUSTED = Expected("untrusted", "whole file")
UNTRUSTED_EARLIER = Expected("untrusted", "earlier revision")

CASES = (
    Case("unsigned.pdf", "unsigned", (), "no signature at all"),
    Case("signature-field-empty.pdf", "unsigned", (), "a place for a signature is none"),
    Case(
        "signed-once.pdf",
        "trusted",
        (
            Expected(
                "trusted",
                "whole file",
                timestamped=False,
                additions=False,
                signer=SIGNER,
                organisation=OFFICE,
            ),
        ),
        "intact, valid, under a loaded root",
    ),
    Case("signed-once.pdf", "untrusted", (UNTRUSTED,), "no root is loaded", roots=()),
    Case("signed-once.pdf", "untrusted", (UNTRUSTED,), "another root only", roots=("national",)),
    Case(
        "signed-twice.pdf",
        "trusted",
        (
            Expected("trusted", "earlier revision", additions=False, signer=SIGNER),
            Expected("trusted", "whole file", additions=False, signer=SEAL, organisation=OFFICE),
        ),
        "a second signature is allowed",
    ),
    Case("signed-twice.pdf", "untrusted", (UNTRUSTED_EARLIER, UNTRUSTED), "no root", roots=()),
    Case("signed-twice-visible.pdf", "trusted", (EARLIER, LAST), "the seal across the signature"),
    Case(
        "official-number-in-fields.pdf",
        "trusted",
        (ADDED, LAST),
        "number and date filled in and then sealed: the ordinary official file",
    ),
    Case(
        "official-number-in-fields.pdf",
        "untrusted",
        (UNTRUSTED_EARLIER, UNTRUSTED),
        "the same on a server that has no roots: nobody is vouched for, nothing is forged",
        roots=(),
    ),
    Case(
        "official-number-in-fields-in-one-update.pdf",
        "trusted",
        (ADDED, LAST),
        "the seal's own update holds the fields, and it covers them",
    ),
    Case(
        "official-number-as-annotations.pdf",
        "trusted",
        (ADDED, LAST),
        "annotations and a stamp on free paper, covered by the seal",
    ),
    Case(
        "official-number-on-the-page.pdf",
        "trusted",
        (ADDED, LAST),
        "writing on free paper, covered by the seal: nothing that stood there has changed",
    ),
    Case(
        "official-number-last.pdf",
        "invalid",
        (ANY, ALTERED),
        "allowed by the form, but nobody has signed for number and date (rule 1)",
    ),
    Case(
        "official-number-then-unknown-root.pdf",
        "invalid",
        (ALTERED, Expected("untrusted", "whole file")),
        "nothing trusted covers what was filled in (rule 2)",
    ),
    Case(
        "signed-five-times.pdf",
        "trusted",
        (ADDED, ADDED, ADDED, EARLIER, LAST),
        "two initials, person, seal, seal of the copy",
    ),
    Case("signed-older-way.pdf", "trusted", (LAST,), "adbe.pkcs7.detached, time as an attribute"),
    # chains
    Case(
        "content-replaced-by-the-seal.pdf",
        "invalid",
        (ALTERED, LAST),
        "the content is another, in the seal's own update (rule 3)",
    ),
    Case(
        "content-replaced-among-five.pdf",
        "invalid",
        (ALTERED, ALTERED, EARLIER, EARLIER, LAST),
        "the first two signed another text than the other three",
    ),
    Case(
        "content-replaced-and-put-back.pdf",
        "invalid",
        (ANY, ALTERED, LAST),
        "what the second signed is not what is shown; what the first signed is shown again",
    ),
    Case(
        "number-covered-by-the-third.pdf",
        "untrusted",
        (
            Expected("trusted", "earlier revision", additions=True),
            UNTRUSTED_EARLIER,
            Expected("trusted", "whole file"),
        ),
        "a trusted signature covers the number in the end; the stranger's is the worst",
    ),
    Case(
        "number-covered-by-an-older-signature.pdf",
        "invalid",
        (ANY, ALTERED),
        "only a later signature covers, however good the earlier ones are",
    ),
    Case(
        "official-number-over-dots.pdf",
        "trusted",
        (ADDED, LAST),
        "the dots were there to be written upon, and are still to be seen",
    ),
    Case("seal-as-a-picture.pdf", "trusted", (EARLIER, LAST), "the paper shows through the seal"),
)
