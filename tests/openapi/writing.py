"""Pages with everything that they can hold, made at random from a seed."""

from collections.abc import Callable
from random import Random
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from announcements.models import AnnouncementIndexPage
from home.models import ContactPage
from portal.blocks import BodyBlock
from tests import factories

# What a block may lack: editors leave it empty, a script leaves it out.
OPTIONAL = {"attribution", "alt", "caption", "decorative", "row_headers"}
WORDS = ["Bình Sơn", "", "Đề án số 07-ĐA/TU ngày 28/10/2021", "<b>&amp;", "😀", "x" * 255]


class Writer:
    """Writes pages as an editor, an importer or a script would."""

    def __init__(self, seed: int, index: AnnouncementIndexPage) -> None:
        self.pick = Random(seed)
        self.index = index
        private = factories.PrivateCollectionFactory()
        successor = factories.DocumentFactory(number="8/KH-UBND")
        self.images = [
            factories.ImageFactory(description=""),
            factories.ImageFactory(),
            factories.ImageFactory(collection=private),
        ]
        self.documents = [
            factories.DocumentFactory(),
            factories.DocumentFactory(
                number="7/KH-UBND",
                kind="KH",
                issued_on="2021-10-28",
                effective_on="2021-11-01",
                issuer=factories.OrganisationFactory(),
                superseded_by=successor,
            ),
            factories.DocumentFactory(collection=private),
        ]
        for thing in (*self.images, *self.documents):
            thing.tags.add("thẻ")

    def words(self) -> str:
        """Return a text, mostly a strange one."""
        return self.pick.choice(WORDS)

    def link(self) -> str:
        """Return rich text with a link to something that may not be public."""
        kind, targets = self.pick.choice([("document", self.documents), ("page", [self.index])])
        return f'<p>{WORDS[2]} <a linktype="{kind}" id="{self.pick.choice(targets).pk}">x</a></p>'

    def table(self) -> dict[str, Any]:
        """Return a table with a column of each kind, some cells empty."""
        columns = [{"type": kind, "heading": kind} for kind in ("text", "number", "date")]
        full, empty = ["Bình Minh", "12.50", "2021-12-06"], ["", None, None]
        rows = [{"values": self.pick.choice([full, empty])} for _ in range(self.pick.randrange(4))]
        table = {"caption": self.words(), "columns": columns, "rows": rows}
        return {"row_headers": self.pick.random() < 0.5, "table": table}

    @property
    def blocks(self) -> dict[str, Callable[[], Any]]:
        """Return how the value of each block is made."""
        pick, words = self.pick, self.words
        return {
            "heading": lambda: {"level": pick.choice("234"), "text": words()},
            "paragraph": self.link,
            "quote": lambda: {"text": words(), "attribution": words()},
            "table": self.table,
            "image": lambda: {
                "image": pick.choice([*self.images, None]),
                "alt": words(),
                "decorative": pick.random() < 0.5,
                "caption": words(),
            },
            "document": lambda: {
                "document": pick.choice([*self.documents, None]),
                "text": words(),
            },
            "embed": lambda: {"url": "https://youtu.be/x", "title": words()},
        }

    def body(self) -> list[tuple[str, Any]]:
        """Return a body with each kind of block, some without what may be left out."""
        makers = self.blocks
        assert makers.keys() == BodyBlock().child_blocks.keys()
        values = {name: make() for name, make in makers.items()}
        for value in values.values():
            for name in OPTIONAL & set(value):
                if self.pick.random() < 0.5:
                    del value[name]
        return self.pick.sample([*values.items()], len(values))

    def announcement(self) -> Page:
        """Publish an announcement, its relations set or not."""
        pick = self.pick
        return factories.AnnouncementFactory(
            parent=self.index,
            title=f"{self.words()} x"[:255],
            body=self.body() if pick.random() < 0.9 else [],
            category=factories.CategoryFactory() if pick.random() < 0.5 else None,
            illustration=pick.choice([*self.images, None]),
            correction=self.words(),
            first_published_at=timezone.now() if pick.random() < 0.5 else None,
        )

    def home(self) -> Page:
        """Fill the home page."""
        page = factories.home_page()
        page.introduction = self.link()
        page.pinned = self.announcement()
        page.quick_links = [
            ("quick_link", {"text": self.words(), "page": self.index}),
            ("quick_link", {"text": "x", "url": "https://binhson.quangngai.gov.vn/"}),
        ]
        page.save()
        return page

    def contacts(self) -> Page:
        """Publish a page of contacts, of whose units some say little."""
        units = [("unit", {"name": self.words()}), ("unit", {"name": "x", "email": "a@b.vn"})]
        page = ContactPage(title="Liên hệ", body=self.body(), units=units)
        return factories.home_page().add_child(instance=page)
