"""Expected of files whose bytes are right (`trust`)."""

import datetime as dt

from tests.data.signed_files.verdicts import OFFICIAL, Case, Expected

STAMPED = Expected("trusted", "whole file", timestamped=True)
PLAIN = Expected("trusted", "whole file", timestamped=False)
UNTRUSTED = Expected("untrusted", "whole file", timestamped=False)
IN_TIME = dt.datetime(2021, 12, 6, 3, tzinfo=dt.UTC)

# A store of evidence follows the signature; it shows nothing.
BEFORE_STORE = "earlier revision"
STORED = Expected("trusted", BEFORE_STORE, additions=False)

CASES = (
    Case("time-stamped.pdf", "trusted", (STAMPED,), "a trusted service proves the moment"),
    Case("time-stamped-by-unknown.pdf", "trusted", (PLAIN,), "the stamp proves nothing, nor harms"),
    Case(
        "time-stamp-of-something-else.pdf",
        "trusted",
        (PLAIN,),
        "the stamp stands outside what is signed, so anyone may put a wrong one there: it is none",
    ),
    Case(
        "expired.pdf", "untrusted", (UNTRUSTED,), "expired now, and nothing proves a moment before"
    ),
    Case("expired.pdf", "trusted", (PLAIN,), "judged while it was valid", now=IN_TIME),
    Case(
        "expired.pdf",
        "trusted",
        (PLAIN,),
        "found trusted at upload: our own record is the evidence",
        found=IN_TIME,
    ),
    Case("expired-but-time-stamped.pdf", "trusted", (STAMPED,), "judged at the stamp's moment"),
    Case(
        "expired-and-time-stamped-too-late.pdf",
        "untrusted",
        (Expected("untrusted", "whole file"),),
        "the stamp proves a moment after the certificate's end",
    ),
    Case(
        "expired-and-time-stamped-by-unknown.pdf",
        "untrusted",
        (UNTRUSTED,),
        "a stamp from nobody we know proves no moment",
    ),
    Case(
        "expired-but-archived.pdf",
        "trusted",
        (
            Expected("trusted", "earlier revision", timestamped=True, additions=False),
            Expected("trusted", "whole file", is_timestamp=True),
        ),
        "the document time stamp proves that the signature stood there in time (PAdES B-LTA)",
    ),
    Case("not-yet-valid.pdf", "untrusted", (UNTRUSTED,), "valid from 2040 only"),
    Case("unknown-root.pdf", "untrusted", (UNTRUSTED,), "the same name under a root of nobody's"),
    Case(
        "unknown-root.pdf",
        "trusted",
        (PLAIN,),
        "trust is the operator's choice alone",
        roots=(*OFFICIAL, "stranger"),
    ),
    Case("self-signed.pdf", "untrusted", (UNTRUSTED,), "vouches for itself"),
    Case("intermediate-missing.pdf", "untrusted", (UNTRUSTED,), "no chain to the root"),
    Case("intermediate-in-store.pdf", "trusted", (STORED,), "the chain is completed from the file"),
    Case(
        "revoked-before-signing.pdf",
        "invalid",
        (Expected("invalid", BEFORE_STORE),),
        "the list names it half a year before the stamp's moment",
    ),
    Case(
        "revoked-before-signing-without-stamp.pdf",
        "invalid",
        (Expected("invalid", BEFORE_STORE, timestamped=False),),
        "revoked before the time that the signer himself states",
    ),
    Case(
        "revoked-after-signing.pdf",
        "trusted",
        (Expected("trusted", BEFORE_STORE, timestamped=True),),
        "a trusted stamp proves that it was signed before (rule 4)",
    ),
    Case(
        "revoked-after-signing-without-stamp.pdf",
        "untrusted",
        (Expected("untrusted", BEFORE_STORE, timestamped=False),),
        "revoked at the time of judgement, and only the signer's clock says that it came first",
    ),
    Case(
        "signed-with-sha1.pdf",
        "untrusted",
        (UNTRUSTED,),
        "intact, but SHA-1 cannot be vouched for",
    ),
)
