"""Questions to the engine, and announcements that answer them."""

from datetime import UTC, datetime

from wagtail.models import Locale, Site

from search.engine import Answer, Question, ask
from tests import factories


def announce(news, title, text="", day=1, **fields):
    body = [("paragraph", f"<p>{text}</p>")] if text else []
    date = datetime(2022, 3, day, 8, tzinfo=UTC)
    return factories.AnnouncementFactory(parent=news, title=title, body=body, date=date, **fields)


def asked(text: str, **question) -> Answer:
    question = {
        "site": Site.objects.get(is_default_site=True),
        "locale": Locale.objects.get(language_code="vi"),
        **question,
    }
    return ask(Question(text, **question))


def ids(text: str, **question) -> list[int]:
    """Return the ids of what is found; total and hits must agree."""
    answer = asked(text, **question)
    found = [hit.object_id for hit in answer.hits]
    assert answer.total == len(found)
    return found


HOSTILE = [
    "", " ", '"', "'", "''''", '"đề án"', "( đề", "đề )", "\x00", "\x00đề", "\ud800",
    "đề \udfff án", "a AND OR NOT", "NEAR(a b)", "title:đề", "title : đề", "{title} : đề", "^đề",
    "đề*", "* *", "-đề", "a & | !", "a <-> b", "a:*", "!!!", "\\", "\\0", "%", "_", "__", "đề_án",
    "--", "; DROP TABLE x",
    "%s %d", "{{7*7}}", "<script>", "😀", "🇻🇳 đề án", "\u202e", "e\u0301" * 3000, "a" * 10_000,
    "đề " * 4000, "1" * 500, "59/" * 2000, "UBND " * 3000, "h1" * 3000, "số " * 500 + "1",
    "NULL", "..", "/", "\t\n", "ﷺ", "ǅ", "𞤀𞤁", "\u0130", "x\u0301\u0302\u0303" * 500,
]  # fmt: skip
