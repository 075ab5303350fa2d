"""Wagtail's admin as page objects: what an editor does, in the editor's words.

Selectors are ids, names and data attributes of Wagtail; where it has none, the labels of our own
models in the language of the interface.
"""

import re
from pathlib import Path

from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from portal.blocks import BodyBlock

TYPING_PAUSE_MS = 15


class Admin:
    """The admin in one window."""

    def __init__(self, page: Page, root: str) -> None:
        self.page = page
        self.root = root

    def log_in(self, username: str, password: str = "demo") -> None:
        """Log in through the form; return on the dashboard."""
        self.open("login/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        self.page.click("form button[type=submit]")
        self.page.wait_for_url(f"{self.root}/admin/")

    def log_out(self) -> None:
        """Log out through the menu of the account."""
        self.page.click(".sidebar-footer__account")
        self.page.click("form[action='/admin/logout/'] button")
        self.page.wait_for_url(re.compile("/admin/login/"))

    def open(self, path: str = "") -> None:
        """Open an address below /admin/."""
        self.page.goto(f"{self.root}/admin/{path}")

    def add_announcement(self, index: int) -> "AnnouncementForm":
        """Open the form of a new announcement from the list of page `index`."""
        self.open(f"pages/{index}/")
        self.page.click("header a[href$='/add_subpage/']")
        return AnnouncementForm(self.page)

    def open_from_dashboard(self, panel: str, title: str) -> "AnnouncementForm":
        """Follow the link to the page called `title` in a panel of the dashboard."""
        self.open()
        section = self.page.locator(f"#{panel}-section")
        section.get_by_role("link", name=title, exact=True).click()
        return AnnouncementForm(self.page)

    @property
    def messages(self) -> Locator:
        """What the admin says at the top of the page."""
        return self.page.locator(".messages")


class AnnouncementForm:
    """The form of an announcement."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.title = page.locator("#id_title")
        self.slug = page.locator("#id_slug")
        self.summary = page.locator("#id_summary")
        self.date = page.locator("#id_date")
        self.body = Body(page)
        expect(self.title).to_be_visible()

    @property
    def pk(self) -> int:
        """The id of the page, from the form's address."""
        return int(re.search(r"/pages/(\d+)/edit", self.page.url)[1])

    def type_title(self, text: str) -> None:
        """Type at the end of the title, key by key: scripts listen."""
        self.title.press("End")
        self.title.press_sequentially(text, delay=TYPING_PAUSE_MS)

    def type_date(self, text: str) -> None:
        """Type over the date and leave the field."""
        self.date.click()
        self.date.press("Control+a")
        self.date.press_sequentially(text, delay=TYPING_PAUSE_MS)
        self.date.press("Tab")

    def actions(self) -> set[str]:
        """Open the menu of actions; return their names, `save` for the plain one."""
        self._open_menu()
        names = set()
        for button in self.page.locator("footer .actions--primary button").all():
            name = button.get_attribute("name") or button.get_attribute("data-workflow-action-name")
            if "action-save" in (button.get_attribute("class") or ""):
                name = "save"
            names |= {name.removeprefix("action-")} if name else set()
        return names

    def submit(self) -> None:
        """Send the page to the review; return when the admin says so."""
        self._open_menu()
        with self.page.expect_navigation():
            self.page.click("footer button[name='action-submit']")
        expect(self.page.locator(".messages .success")).to_be_visible()

    def request_changes(self, comment: str) -> None:
        """Return the page to its writer with a comment."""
        self._open_menu()
        self.page.click("footer button[data-workflow-action-name='reject']")
        self.page.locator(".modal-content [name='comment']").fill(comment)
        with self.page.expect_navigation():
            self.page.click(".modal-content [type='submit']")

    def approve(self) -> None:
        """Approve the page as it was submitted."""
        self._open_menu()
        with self.page.expect_navigation():
            self.page.click(
                "footer button[data-workflow-action-name='approve']"
                ":not([data-workflow-action-modal-url])"
            )

    def open_review(self) -> Locator:
        """Open what the review has said so far."""
        self.page.click("[data-side-panel-toggle='status']")
        self.page.click("[data-a11y-dialog-show='workflow-status-dialog']")
        return self.page.locator("#workflow-status-dialog .workflow-timeline")

    def close_review(self) -> None:
        """Close it again."""
        self.page.keyboard.press("Escape")
        expect(self.page.locator("#workflow-status-dialog")).to_be_hidden()
        self.page.click("[data-side-panel-toggle='status']")

    def tabs(self) -> list[str]:
        """Return the names of the tabs."""
        tabs = self.page.get_by_role("tab").all()
        return [tab.inner_text().strip() for tab in tabs]

    def _open_menu(self) -> None:
        toggle = self.page.locator("footer .actions--primary .w-dropdown__toggle")
        if toggle.get_attribute("aria-expanded") != "true":
            toggle.click()
        expect(toggle).to_have_attribute("aria-expanded", "true")


class Body:
    """The StreamField of the text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("#body-root")
        with translation.override("vi"):
            blocks = BodyBlock().child_blocks
            self._labels = {name: str(block.label) for name, block in blocks.items()}
            cells = blocks["table"].child_blocks["table"].child_blocks
            self._cells = {name: str(block.label) for name, block in cells.items()}

    def add_heading(self, text: str) -> None:
        """Add a heading of the default level."""
        self.page.fill(f"[name='{self._add('heading')}-text']", text)

    def add_paragraph(self, text: str, bold: str, link: str, target: int) -> None:
        """Add a paragraph of plain words, bold words, and words that link to page `target`.

        `target` is a child of the home page.
        """
        self._add("paragraph")
        self.root.locator(".public-DraftEditor-content").last.click()
        keyboard = self.page.keyboard
        keyboard.type(f"{text} ")
        keyboard.press("Control+b")
        keyboard.type(bold)
        keyboard.press("Control+b")
        keyboard.type(f" {link}")
        for _ in link:
            keyboard.press("Shift+ArrowLeft")
        keyboard.press("Control+k")
        self._choose_page(target)

    def add_image(self, file: Path, *, alt: str, caption: str) -> None:
        """Upload a picture in the chooser and show it."""
        prefix = self._add("image")
        self._upload(f"#{prefix}-image-chooser", "image", file, description=alt)
        self.page.fill(f"[name='{prefix}-caption']", caption)

    def add_document(self, file: Path, *, text: str) -> str:
        """Upload a document in the chooser; return the title that was offered for it."""
        prefix = self._add("document")
        title = self._upload(f"#{prefix}-document-chooser", "document", file)
        self.page.fill(f"[name='{prefix}-text']", text)
        return title

    def add_quote(self, text: str, attribution: str) -> None:
        """Add somebody's words."""
        prefix = self._add("quote")
        self.page.fill(f"[name='{prefix}-text']", text)
        self.page.fill(f"[name='{prefix}-attribution']", attribution)

    def add_table(
        self, caption: str, columns: list[tuple[str, str]], rows: list[list[str]]
    ) -> None:
        """Add a table; `columns` are pairs of type (`text`, `number`, `date`) and heading."""
        prefix = f"{self._add('table')}-table"
        table = self.root.locator(".typed-table-block").last
        self.page.fill(f"[name='{prefix}-caption']", caption)
        for number, (kind, heading) in enumerate(columns):
            table.locator("[data-append-column]").click()
            menu = table.locator(".add-column-menu")
            menu.get_by_role("button", name=self._cells[kind], exact=True).click()
            self.page.fill(f"[name='{prefix}-column-{number}-heading']", heading)
        # The first column brought the first row.
        for number, row in enumerate(rows):
            if number:
                table.locator("tfoot [data-add-row]").click()
            for column, cell in enumerate(row):
                self.page.fill(f"[name='{prefix}-cell-{number}-{column}']", cell)

    def add_embed(self, url: str, title: str) -> None:
        """Add a link to something on another host."""
        prefix = self._add("embed")
        self.page.fill(f"[name='{prefix}-url']", url)
        self.page.fill(f"[name='{prefix}-title']", title)

    def _add(self, kind: str) -> str:
        """Add a block at the end; return the prefix of its fields."""
        number = self.root.locator("[data-streamfield-child]").count()
        self.root.locator("button.c-sf-add-button").last.click()
        label = self._labels[kind]
        self.page.get_by_role("option", name=label, exact=True).click()
        expect(self.page.locator(f"[name='body-{number}-type']")).to_have_value(kind)
        return f"body-{number}-value"

    def _modal(self) -> Locator:
        """Return the open chooser. It takes the focus when it has come to rest."""
        expect(self.page.locator(".modal:focus-within")).to_be_visible()
        return self.page.locator(".modal-content")

    def _expect_no_modal(self) -> None:
        expect(self.page.locator(".modal, .modal-backdrop")).to_have_count(0)

    def _choose_page(self, pk: int) -> None:
        modal = self._modal()
        modal.locator(".navigate-pages").first.click()
        modal.locator(f".choose-page[data-id='{pk}']").click()
        self._expect_no_modal()

    def _upload(self, chooser: str, kind: str, file: Path, **fields: str) -> str:
        self.page.locator(f"{chooser} [data-chooser-action-choose]").first.click()
        modal = self._modal()
        modal.locator("#tab-label-upload").click()
        prefix = f"{kind}-chooser-upload"
        modal.locator(f"[name='{prefix}-file']").set_input_files(file)
        title = modal.locator(f"[name='{prefix}-title']")
        expect(title).not_to_have_value("")
        offered = title.input_value()
        for name, value in fields.items():
            modal.locator(f"[name='{prefix}-{name}']").fill(value)
        modal.locator("#tab-upload form [type='submit']").click()
        self._expect_no_modal()
        expect(self.page.locator(f"{chooser} .chooser__title")).to_have_text(offered)
        return offered


class Withdrawal:
    """The question whether a page is to be unpublished, and why."""

    def __init__(self, page: Page, root: str, pk: int) -> None:
        self.page = page
        page.goto(f"{root}/admin/pages/{pk}/unpublish/")

    def confirm(self, reason: str = "") -> None:
        """Answer yes with a reason; an empty one is sent past the browser's own check."""
        self.page.fill("#id_reason", reason)
        form = self.page.locator("form:has(#id_reason)")
        if not reason:
            form.evaluate("form => { form.noValidate = true }")
        with self.page.expect_navigation():
            form.locator("[type='submit']").click()
