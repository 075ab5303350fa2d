"""Pages of the demonstration."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from announcements.models import AnnouncementIndexPage, AnnouncementPage, Category
from home.models import ContactPage, HomePage, StandardPage
from media.models import PortalDocument, PortalImage
from portal.models import PortalPage
from portal.visits.models import PageViews

from .content import fixed_key, read, read_all
from .record import Record

SEED = "thuc-hien-de-an-so-07"


class PageLoader:
    """Adds pages below a home page; what an editor has changed or moved is left alone."""

    def __init__(
        self,
        record: Record,
        images: dict[str, PortalImage],
        documents: dict[str, PortalDocument],
    ) -> None:
        self.record = record
        self.images = images
        self.documents = documents
        # Translations share a slug: only those in the language of the pages are meant.
        vietnamese = Category.objects.filter(locale__language_code="vi")
        self.categories = {found.slug: found for found in vietnamese}

    def load(self, home: HomePage) -> None:
        """Add everything."""
        index = self._page(
            home, "thong-bao", lambda: AnnouncementIndexPage(title="Thông báo", show_in_menus=True)
        )
        for entry in read("pages"):
            self._standard(home, entry)
        for entry in [*read("seed"), *read_all("announcements-")]:
            self._announcement(index, entry)
        self._first_page(home)

    def _page(
        self, parent: Page, slug: str, make: Callable[[], PortalPage], date: datetime | None = None
    ) -> Any:
        key = fixed_key("page", slug)
        found = Page.objects.filter(translation_key=key, locale=parent.locale).first()
        if not self.record.is_new(found, slug):
            return found.specific if found else None
        date = date or timezone.now()
        page = make()
        page.slug, page.translation_key, page.locale = slug, key, parent.locale
        page.first_published_at = date
        parent.add_child(instance=page)
        page.save_revision().publish()
        # The old portal published it then; Wagtail wrote down today.
        Page.objects.filter(pk=page.pk).update(
            last_published_at=date, latest_revision_created_at=date
        )
        return page

    def _standard(self, parent: Page, entry: dict[str, Any]) -> None:
        page = self._page(parent, entry["slug"], lambda: self._make_standard(entry))
        for child in entry.get("children", []):
            self._standard(page, child)

    def _make_standard(self, entry: dict[str, Any]) -> StandardPage | ContactPage:
        shared = {
            "title": entry["title"],
            "summary": entry.get("summary", ""),
            "body": self._body(entry["body"]),
            "show_in_menus": entry.get("show_in_menus", False),
        }
        if entry.get("type") == "contact":
            return ContactPage(units=[("unit", unit) for unit in entry["units"]], **shared)
        return StandardPage(**shared)

    def _announcement(self, index: Page, entry: dict[str, Any]) -> None:
        date = timezone.make_aware(datetime.fromisoformat(entry["date"]))
        page = self._page(index, entry["slug"], lambda: self._make(entry, date), date)
        if entry.get("views"):
            PageViews.objects.get_or_create(page_id=page.pk, defaults={"views": entry["views"]})

    def _make(self, entry: dict[str, Any], date: datetime) -> AnnouncementPage:
        plain = ("title", "summary", "byline", "source", "correction")
        return AnnouncementPage(
            date=date,
            category=self.categories.get(entry["category"]),
            illustration=self.images.get(entry["illustration"]),
            illustration_caption=entry["caption"] if entry["illustration"] else "",
            body=self._body(entry["body"]),
            **{name: entry[name] for name in plain},
        )

    def _body(self, blocks: list[dict[str, Any]]) -> list[tuple[str, Any]]:
        return [self._block(kind, value) for block in blocks for kind, value in block.items()]

    def _block(self, kind: str, value: Any) -> tuple[str, Any]:
        match kind:
            case "paragraph":
                return "paragraph", self._link_documents(value)
            case "heading" | "subheading":
                return "heading", {"level": "2" if kind == "heading" else "3", "text": value}
            case "document":
                return "document", {
                    "document": self.documents[value["key"]],
                    "text": value["text"],
                }
            case "image":
                return "image", {
                    "image": self.images[value["key"]],
                    "alt": value.get("alt", ""),
                    "decorative": False,
                    "caption": value.get("caption", ""),
                }
            case "table":
                columns = [{"type": kind, "heading": heading} for kind, heading in value["columns"]]
                rows = [{"values": row} for row in value["rows"]]
                table = {"caption": value["caption"], "columns": columns, "rows": rows}
                return "table", {"row_headers": value["row_headers"], "table": table}
            case _:
                return kind, value

    def _link_documents(self, html: str) -> str:
        """Put ids in the place of keys: `<a linktype="document" id="kh-59">`."""
        for key, document in self.documents.items():
            html = html.replace(f'linktype="document" id="{key}"',
                                f'linktype="document" id="{document.pk}"')  # fmt: skip
        return html

    def _first_page(self, home: HomePage) -> None:
        """Fill the home page if nobody has filled it yet."""
        filled = home if home.introduction or home.quick_links or home.pinned_id else None
        if not self.record.is_new(filled, "home page"):
            return
        values = read("home")
        pages = {page.slug: page for page in home.get_descendants()}
        home.introduction = values["introduction"]
        home.pinned = pages[SEED].specific if SEED in pages else None
        home.quick_links = [
            ("quick_link", {"text": link["text"], "page": pages[link["page"]], "url": ""})
            for link in values["quick_links"]
            if link["page"] in pages
        ]
        home.save_revision().publish()
