"""Expected of every way to write a file (`syntax`)."""

from tests.data.signed_files.verdicts import Case, Expected, Upload

LAST = Expected("trusted", "whole file", additions=False)
EARLIER = Expected("trusted", "earlier revision", additions=False)
TWICE = (EARLIER, LAST)
STAMP = Expected("trusted", is_timestamp=True)

CASES = (
    Case("written-in-streams.pdf", "trusted", TWICE, "object and cross-reference streams"),
    Case(
        "written-in-streams-and-numbered.pdf",
        "trusted",
        (Expected("trusted", "earlier revision", additions=True), LAST),
        "the same, numbered on the page between person and agency",
    ),
    Case(
        "written-both-ways.pdf",
        ("trusted", "invalid", "unreadable"),
        None,
        "a hybrid file: sound, but old and new readers may see different things in one",
    ),
    Case("written-for-the-web.pdf", "trusted", TWICE, "linearised, then signed by updates"),
    Case(
        "written-after-a-preamble.pdf",
        ("trusted", "unreadable"),
        None,
        "a line before the header, signed with the rest; a reader may refuse it, nobody altered it",
        upload=(Upload.ACCEPTED, Upload.WRONG_CONTENT, Upload.DAMAGED),
    ),
    Case("written-as-pdf-2.pdf", "trusted", TWICE, "PDF 2.0"),
    Case("field-apart-from-its-widget.pdf", "trusted", (LAST,), "field and widget are two objects"),
    Case(
        "two-fields-of-one-name.pdf",
        ("untrusted", "invalid"),
        None,
        "a stranger hides behind the officer's field: never trusted, and both are told",
    ),
    Case(
        "tool-writes-its-metadata.pdf",
        "trusted",
        (Expected("trusted", "earlier revision"), LAST),
        "a tool's own traces, covered by the signature that they came with, change no page",
    ),
    Case(
        "title-changed-after.pdf",
        "invalid",
        (Expected("invalid", "earlier revision"),),
        "the title says another number, and nothing covers it (rule 1)",
    ),
    Case(
        "evidence-after-the-last.pdf",
        "trusted",
        (EARLIER, Expected("trusted", "earlier revision", additions=False)),
        "a store of evidence shows nothing",
    ),
    Case(
        "stamped-after-the-last.pdf",
        "trusted",
        (
            Expected("trusted", "earlier revision", timestamped=True),
            Expected("trusted", "earlier revision", timestamped=True),
            STAMP,
            STAMP,
        ),
        "archived twice: nothing but evidence and stamps follow",
    ),
    Case(
        "number-covered-by-a-time-stamp-alone.pdf",
        "invalid",
        (Expected("invalid", "earlier revision"), Expected(is_timestamp=True)),
        "a time stamp vouches for no content (rule 2)",
    ),
    Case("time-stamp-alone.pdf", "unsigned", None, "a moment is proved, but nobody has signed"),
    Case("line-break-after-the-end.pdf", "trusted", (Expected("trusted"),), "white space (rule 5)"),
    Case("zeros-after-the-end.pdf", "trusted", (Expected("trusted"),), "white space (rule 5)"),
    Case("junk-after-the-end.pdf", "invalid", None, "bytes that nobody signed (rule 5)"),
    Case("thirty-pages.pdf", "trusted", TWICE, "thirty pages"),
    Case("signed-on-the-last-page.pdf", "trusted", (LAST,), "the widget stands on page two"),
    Case("scan.pdf", "trusted", TWICE, "a picture without text is signed as well as any"),
    Case("archive-pdfa.pdf", "trusted", TWICE, "PDF/A-2b; its OpenAction is a mere destination"),
)
