"""Expected of what must not be taken in, and of what only looks like it.

(`hostile`, `damaged`, `archives`.) What a file that breaks every rule is called is left open where
only this matters: an answer in time, within memory, that is never `trusted`.
"""

from tests.data.signed_files.hostile import LAUNCHES, SCRIPTS
from tests.data.signed_files.verdicts import Case, Expected, Upload

ACCEPTED, WRONG = (Upload.ACCEPTED,), (Upload.WRONG_CONTENT,)
DAMAGED = (Upload.DAMAGED, Upload.WRONG_CONTENT, Upload.EXHAUSTED)
ANYHOW = (Upload.ACCEPTED, *DAMAGED)
SCRIPT, LAUNCH, PROGRAM = (Upload.SCRIPT,), (Upload.LAUNCH,), (Upload.PROGRAM,)
MACROS = (Upload.MACROS,)
BOMB = (Upload.BOMB, Upload.EXHAUSTED)
READ_OR_NOT = ("unsigned", "unreadable")
TORN = ("unreadable", "invalid")

OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = OFFICE + "wordprocessingml.document"
EXCEL = OFFICE + "spreadsheetml.sheet"
SLIDES = OFFICE + "presentationml.presentation"
OPEN = "application/vnd.oasis.opendocument."


def _pdf(
    name: str,
    why: str,
    upload: tuple[Upload, ...] = ACCEPTED,
    status: str | tuple[str, ...] = "unsigned",
) -> Case:
    return Case(f"{name}.pdf", status, None, why, upload=upload)


def _other(
    name: str, why: str, upload: tuple[Upload, ...] = ACCEPTED, media_type: str = ""
) -> Case:
    return Case(name, None, None, why, upload=upload, media_type=media_type)


PDFS = (
    *(_pdf(f"javascript-{name}", "a script", SCRIPT) for name in SCRIPTS),
    *(_pdf(f"launch-{name}", "starts a program", LAUNCH) for name in LAUNCHES),
    _pdf("javascript-in-an-object-stream", "a script, compressed", SCRIPT),
    Case(
        "javascript-that-is-signed.pdf",
        "trusted",
        (Expected("trusted", "whole file"),),
        "the signature is sound; the script is refused all the same",
        upload=SCRIPT,
    ),
    _pdf("javascript-only-spoken-of", "the words in a text are no script"),
    _pdf("links-only", "links to the web and within the file are harmless"),
    _pdf("program-attached", "a program inside", PROGRAM),
    _pdf("program-attached-to-the-page", "a program inside", PROGRAM),
    _pdf("program-attached-as-table", "what counts is the content", PROGRAM),
    _pdf("script-attached", "a script is a program", PROGRAM),
    _pdf("text-attached", "a harmless attachment"),
    _pdf("encrypted", "needs a password", (Upload.ENCRYPTED,), "unreadable"),
    _pdf("encrypted-for-changes-alone", "encrypted", (Upload.ENCRYPTED,), READ_OR_NOT),
    _pdf("ten-thousand-pages", "long, and a document"),
    _pdf("bomb-in-the-page", "400 MB of operators", (*ACCEPTED, *BOMB), READ_OR_NOT),
    _pdf("bomb-in-an-object-stream", "400 MB on opening", (*ANYHOW, Upload.BOMB), READ_OR_NOT),
    _pdf("picture-of-too-many-pixels", "3,600 megapixels", (Upload.PIXELS, *BOMB), READ_OR_NOT),
    _pdf("page-as-large-as-a-field", "as large as a page can be", ANYHOW, READ_OR_NOT),
    _pdf("empty", "nothing in it", (Upload.EMPTY,), "unreadable"),
    _pdf("picture-named", "a PNG", WRONG, "unreadable"),
    _pdf("page-named", "HTML", WRONG, "unreadable"),
    _pdf("program-named", "a program for Windows", WRONG, "unreadable"),
    _pdf("drawing-named", "SVG", (*WRONG, Upload.DRAWING), "unreadable"),
    _pdf("truncated", "its second half is missing", ANYHOW, READ_OR_NOT),
    _pdf("truncated-after-signing", "its end, which was signed, is missing", ANYHOW, TORN),
    _pdf("header-only", "nothing behind the header", DAMAGED, "unreadable"),
    _pdf("header-and-noise", "noise behind the header", DAMAGED, "unreadable"),
    _pdf("table-that-names-itself", "a loop of tables", ANYHOW, READ_OR_NOT),
    _pdf("tables-that-name-each-other", "a loop of tables", ANYHOW, READ_OR_NOT),
    _pdf("pages-that-hold-themselves", "a loop of pages", ANYHOW, READ_OR_NOT),
    _pdf("length-that-is-itself", "a loop of lengths", ANYHOW, READ_OR_NOT),
    _pdf("outline-without-end", "a loop of headings", ANYHOW, READ_OR_NOT),
    _pdf("fields-without-end", "a loop of fields", ANYHOW, READ_OR_NOT),
    _pdf("brackets-without-end", "20,000 arrays in one another", ANYHOW, READ_OR_NOT),
    _pdf("drawing-that-draws-itself", "a loop of drawings", ANYHOW, READ_OR_NOT),
    _pdf("no-pages", "a document without a page", ANYHOW, READ_OR_NOT),
    _pdf("numbers-beyond-reason", "a count that no machine holds", ANYHOW, READ_OR_NOT),
    _pdf("polyglot-page", "HTML and PDF at once", ANYHOW, READ_OR_NOT),
    _pdf("polyglot-archive", "PDF and archive at once", (*ANYHOW, Upload.PROGRAM), READ_OR_NOT),
)

OTHERS = (
    _other("plan.docx", "Word", media_type=WORD),
    _other("plan.xlsx", "Excel", media_type=EXCEL),
    _other("plan.pptx", "PowerPoint", media_type=SLIDES),
    _other("plan.odt", "OpenDocument", media_type=OPEN + "text"),
    _other("plan.ods", "OpenDocument", media_type=OPEN + "spreadsheet"),
    _other("plan.odp", "OpenDocument", media_type=OPEN + "presentation"),
    _other("plans.zip", "an archive of documents", media_type="application/zip"),
    _other("notes.txt", "text in UTF-8", media_type="text/plain"),
    _other("notes-utf16.txt", "text in UTF-16", media_type="text/plain"),
    _other("notes-tcvn3.txt", "text in an old encoding", media_type="text/plain"),
    _other("table.csv", "a table with a byte order mark", media_type="text/csv"),
    _other("blank-lines.txt", "white space alone", (*ACCEPTED, Upload.EMPTY), "text/plain"),
    Case(
        "word-named.pdf",
        "unreadable",
        None,
        "a Word document: what counts is the content, so it is refused, or taken as what it is",
        upload=(*WRONG, *ACCEPTED),
        media_type=WORD,
    ),
    _other("words-named.xlsx", "Word under Excel's name", (*WRONG, *ACCEPTED), WORD),
    _other("program-named.txt", "a program is no text", WRONG),
    _other("drawing.svg", "SVG", (*WRONG, Upload.DRAWING)),
    _other("old-word.docx", "the old binary format is not allowed", WRONG),
    _other("macro.docm", "macros", (*MACROS, *WRONG)),
    _other("macro-named.docx", "macros", MACROS),
    _other("macro-under-another-name.docx", "macros by their type", MACROS),
    _other("macro.xlsx", "macros", MACROS),
    _other("macro-sheet.xlsx", "macros of Excel 4.0", MACROS),
    _other("macro.pptx", "macros", MACROS),
    _other("macro.odt", "macros in Basic", MACROS),
    _other("macro-python.ods", "macros in Python", MACROS),
    _other(
        "archive-in-archive.zip",
        "a small archive in another",
        (*ACCEPTED, *BOMB, *WRONG),
        "application/zip",
    ),
    _other(
        "program-in-archive.zip",
        "an archive may hold what a PDF may not, or be refused for it",
        (*ACCEPTED, *PROGRAM),
        "application/zip",
    ),
    _other("bomb.zip", "a thousand times its size", BOMB),
    _other("bomb.docx", "a thousand times its size", BOMB),
    _other("bomb-in-archive.zip", "bombs inside", (*BOMB, *WRONG)),
    _other("bomb-that-lies.zip", "its headers lie about its size", (*DAMAGED, Upload.BOMB)),
    _other(
        "bomb-of-one-kernel.zip", "two hundred entries share one kernel", (*DAMAGED, Upload.BOMB)
    ),
    _other("picture-of-too-many-pixels.docx", "2,500 megapixels", (Upload.PIXELS,)),
    _other("path-that-climbs.zip", "nobody unpacks it", (*ACCEPTED, *DAMAGED), "application/zip"),
)

CASES = (*PDFS, *OTHERS)
