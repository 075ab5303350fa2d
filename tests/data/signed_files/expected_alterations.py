"""Expected of files that were changed after signing (`alterations`, `shadows`, `certified`)."""

from tests.data.signed_files.verdicts import Case, Expected

ALTERED = Expected("invalid")
SOUND = Expected("trusted", "whole file", additions=False)
ONCE = (ALTERED,)
COVERED = (Expected("invalid", "earlier revision"), SOUND)
KEPT = Expected("trusted", "earlier revision", additions=False)
ADDED = Expected("trusted", "earlier revision", additions=True)

EXCHANGES = {
    "content-replaced": "the page's content is another, with another sum",
    "page-removed": "the second page is gone",
    "pages-exchanged": "the pages stand in another order",
    "page-object-replaced": "another page stands in the first one's place",
    "font-exchanged": "the font draws other digits",
    "unicode-exchanged": "what is read aloud and found is another sum than what is seen",
    "annotation-over-the-sum": "white paper and another sum lie over what was signed",
    "overlay-over-the-sum": "the page itself paints over what was signed",
    "page-cropped": "what was signed is cut away from view",
    "image-exchanged": "a picture on the page is another",
    "value-exchanged": "a field that was filled when it was signed says something else",
    "value-exchanged-unseen": "the field's value is another, though its picture is not",
    "signature-picture-exchanged": "the signature's picture shows another name",
}
SHADOWS = (
    "hide-annotation",
    "hide-flag",
    "hide-picture",
    "hide-layer",
    "replace-font",
    "replace-value",
    "hide-and-replace-tree",
    "hide-and-replace-table",
)

CASES = (
    *(
        Case(f"{name}.pdf", "invalid", ONCE, f"{why}; nobody signed it")
        for name, why in EXCHANGES.items()
    ),
    *(
        Case(
            f"{name}-covered.pdf",
            "invalid",
            COVERED,
            f"{why}; the first signer never saw it (rule 3)",
        )
        for name, why in EXCHANGES.items()
    ),
    Case("page-added.pdf", "invalid", ONCE, "a page that nobody signed"),
    Case(
        "page-added-covered.pdf",
        "trusted",
        (ADDED, SOUND),
        "a page behind the last one, which the agency signed: told as added",
    ),
    Case("altered-inside.pdf", "invalid", ONCE, "one digit inside the signed bytes"),
    Case("altered-time-of-signing.pdf", "invalid", ONCE, "the stated time is signed as well"),
    Case(
        "altered-inside-signed-twice.pdf",
        "invalid",
        (ALTERED, ALTERED),
        "one digit inside what both signed",
    ),
    Case(
        "altered-inside-between.pdf",
        "invalid",
        (ALTERED, Expected("trusted", "whole file")),
        "the agency signed altered bytes: its own signature is sound, the person's is not",
    ),
    Case("signature-taken-out.pdf", "invalid", None, "signed, changed, signature removed (rule 6)"),
    Case(
        "signature-taken-out-and-nothing-else.pdf",
        "invalid",
        None,
        "a signature that vanished is an alteration, not `unsigned` (rule 6)",
    ),
    Case("value-of-signature-taken-out.pdf", "invalid", None, "the field stays, its value is gone"),
    Case("second-signature-taken-out.pdf", "invalid", None, "the agency's signature vanished"),
    Case(
        "signature-taken-out-covered.pdf", "invalid", None, "the person's vanished under the seal"
    ),
    *(
        Case(
            f"shadow-{kind}-prepared.pdf",
            "trusted",
            (SOUND,),
            "hidden before signing and never shown: at most a warning",
        )
        for kind in SHADOWS
    ),
    *(Case(f"shadow-{kind}-shown.pdf", "invalid", ONCE, "shown after signing") for kind in SHADOWS),
    *(
        Case(f"shadow-{kind}-covered.pdf", "invalid", COVERED, "shown after signing, then sealed")
        for kind in SHADOWS
    ),
    *(
        Case(f"certified-{level}.pdf", "trusted", (SOUND,), "certified and left alone")
        for level in (1, 2, 3)
    ),
    Case("certified-1-then-sealed.pdf", "invalid", COVERED, "level 1 forbids further signatures"),
    Case("certified-2-then-sealed.pdf", "trusted", (KEPT, SOUND), "level 2 allows signatures"),
    Case("certified-3-then-sealed.pdf", "trusted", (KEPT, SOUND), "level 3 allows signatures"),
    Case("certified-1-filled-then-sealed.pdf", "invalid", COVERED, "level 1 forbids filling"),
    Case("certified-2-filled-then-sealed.pdf", "trusted", (ADDED, SOUND), "filled as allowed"),
    Case(
        "certified-2-annotated-then-sealed.pdf", "invalid", COVERED, "level 2 forbids annotations"
    ),
    Case("certified-3-annotated-then-sealed.pdf", "trusted", (ADDED, SOUND), "level 3 allows them"),
    Case(
        "certified-3-written-upon-then-sealed.pdf", "invalid", COVERED, "no level allows the page"
    ),
    Case("certified-1-filled.pdf", "invalid", ONCE, "forbidden, and nobody signed it"),
    Case(
        "certified-2-filled.pdf",
        "invalid",
        ONCE,
        "filled as the certification allows, but nothing trusted covers it (rule 1)",
    ),
    Case("certified-3-annotated.pdf", "invalid", ONCE, "allowed, but nothing covers it (rule 1)"),
    Case(
        "certified-1-with-evidence.pdf",
        "trusted",
        (KEPT,),
        "a store of evidence may follow at every level",
    ),
    Case("evil-annotation.pdf", "invalid", ONCE, "an allowed annotation hides the sum"),
    Case("evil-annotation-covered.pdf", "invalid", COVERED, "the same, sealed"),
    Case(
        "sneaky-signature.pdf",
        "invalid",
        (Expected("invalid", "earlier revision"), Expected("untrusted", "whole file")),
        "a signature of anybody's hides the sum",
    ),
    Case("sneaky-signature-with-good-certificate.pdf", "invalid", COVERED, "hidden all the same"),
    Case("sneaky-signature-unsigned.pdf", "invalid", ONCE, "an empty field hides the sum"),
    Case("sneaky-signature-on-approval.pdf", "invalid", COVERED, "the seal blanks the sum"),
    Case("locked-field-filled.pdf", "invalid", COVERED, "the first signer had locked the field"),
    Case("locked-all-fields-filled.pdf", "invalid", COVERED, "all fields were locked"),
    Case("locked-other-field-filled.pdf", "trusted", (ADDED, SOUND), "other fields were free"),
)
