"""What is said of the query parameters that the endpoints have from Wagtail's API v2."""

from django.conf import settings

from portal.filters import MAX_SEARCH
from portal.parameters import MAX_INTEGER, OPERATORS, TEXT, JsonSchema, Parameter

WHOLE: JsonSchema = {"type": "integer", "minimum": 0, "maximum": MAX_INTEGER}
PAGE: JsonSchema = {"anyOf": [WHOLE, {"type": "string", "const": "root"}]}
# With a port below 65,536 or without one.
_PORT = "([0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
SITE: JsonSchema = {**TEXT, "pattern": rf"^[^\u0000:]*(:{_PORT})?$"}
ROOT = "`root` is the first page of the site."

STOCK = {
    "fields": Parameter(
        "Which fields an object shows. `*`: all of them. `title,date`: these besides those that "
        "stand there anyway. `-title`: without this one. `_,title`: this one alone. Names of "
        "`meta` are given without `meta`.",
        "*",
    ),
    "limit": Parameter(
        "Up to how many items.",
        20,
        {**WHOLE, "maximum": settings.WAGTAILAPI_LIMIT_MAX, "default": 20},
    ),
    "offset": Parameter("How many items are passed over.", 20, WHOLE),
    "order": Parameter(
        "The field by which the list is ordered, backwards with `-` before it; several with commas "
        "between them. `random`: in any order, without `offset`.",
        "-id",
    ),
    "search": Parameter(
        "Words, typed with or without diacritics, as on the portal's search page; not together "
        "with `tags`.",
        "đề án 07",
        {**TEXT, "maxLength": MAX_SEARCH},
    ),
    "search_operator": Parameter(
        "Whether all words of `search` must be there, or one.",
        "or",
        {"type": "string", "enum": OPERATORS, "default": "and"},
    ),
    "type": Parameter(
        "Only pages of this type, or of one of several with commas between them. With one type the "
        "fields of that type can be asked for and compared.",
        "announcements.AnnouncementPage",
    ),
    "child_of": Parameter(f"Pages directly below the page with this id. {ROOT}", "root", PAGE),
    "ancestor_of": Parameter("Pages above the page with this id.", 12, WHOLE),
    "descendant_of": Parameter(
        f"Pages below the page with this id, at any depth; not together with `child_of`. {ROOT}",
        "root",
        PAGE,
    ),
    "translation_of": Parameter(
        f"The page with this id in the other languages. {ROOT}", "root", PAGE
    ),
    "locale": Parameter("Only what is in this language.", "vi"),
    "site": Parameter(
        "Another portal of the same installation, by its host name, with its port if several have "
        "it.",
        "binhson.quangngai.gov.vn",
        SITE,
    ),
    "rich_text_format": Parameter(
        "Taken and without effect: rich text is HTML to be shown as it is.",
        "html",
        {"type": "string", "enum": ["db_html", "html", "db_markdown", "markdown"]},
    ),
    "_": Parameter("Anything, to pass by a cache.", "1"),
    "format": Parameter("There is one form.", "json", {"type": "string", "pattern": "^(json)?$"}),
}

FIND = {
    "id": Parameter("The id of the object.", 12, {**WHOLE, "minimum": 1}),
    "html_path": Parameter(
        "The path at which the public reads it; pages in English begin with `/en/`.",
        "/thong-bao/thuc-hien-de-an-so-07/",
    ),
}
