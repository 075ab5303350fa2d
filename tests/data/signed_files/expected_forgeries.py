"""Expected of forged signatures and wrong byte ranges (`forgeries`, `ranges`)."""

from tests.data.signed_files.forgeries import UNIVERSAL
from tests.data.signed_files.ranges import RANGES
from tests.data.signed_files.verdicts import Case, Expected

FORGED = (Expected("invalid"),)
SOUND = (Expected("trusted", "whole file", additions=False),)
SAVINGS = {
    "plain": "an update behind the signature",
    "without-table": "an update that has no table, only a trailer",
    "objects-only": "objects behind the end of the file, which a reader that repairs would apply",
    "with-end-of-before": "objects behind the end, and the offset of the signed table",
    "with-broken-table": "an update whose table cannot be read, so that readers rebuild it",
    "with-copy-of-signature": "the update repeats the signature over the old bytes",
}

CASES = (
    *(
        Case(f"forgery-{name}.pdf", "invalid", None, "a signature that nobody can check (USF)")
        for name in UNIVERSAL
    ),
    Case("forgery-signature-of-another-file.pdf", "invalid", FORGED, "signed something else"),
    Case(
        "forgery-bogus-field-without-widget.pdf",
        "invalid",
        None,
        "claims a signature that was never made",
    ),
    *(Case(f"saving-{name}.pdf", "invalid", None, f"{why} (ISA)") for name, why in SAVINGS.items()),
    Case("wrapping-second-byte-range.pdf", "invalid", None, "signed bytes moved aside (SWA)"),
    Case("wrapping-without-second-byte-range.pdf", "invalid", None, "the same, half done"),
    *(
        Case(f"byte-range-{name}.pdf", "invalid", FORGED, "does not cover what it must")
        for name in RANGES
    ),
    Case("byte-range-around-a-decoy.pdf", "invalid", FORGED, "the gap is not the signature"),
    Case(
        "contents-with-junk-behind-the-signature.pdf",
        "invalid",
        FORGED,
        "unsigned bytes that are no padding stand where only the signature may",
    ),
    Case("contents-zero-padded.pdf", "trusted", SOUND, "padded as nearly every tool pads"),
    Case("contents-in-capitals.pdf", "trusted", SOUND, "how digits are written is no matter"),
)
