"""The editors' guide, docs/editors.vi.md, inside the admin; and the menus that lead to it."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

DOCS = Path(settings.BASE_DIR) / "docs"
GUIDE = DOCS / "editors.vi.md"
PICTURES = DOCS / "images"

VIEW = "portal_guide"
PICTURE_VIEW = "portal_guide_picture"
# Wagtail's own entries: they lead to pages in English about whatever version is new.
FOREIGN = ("whats-new-in-wagtail", "editor-guide")


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """The guide as a page of the admin."""

    template_name = "portal/admin/guide.html"
    page_title = _("Guide for editors")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Put the guide behind the dashboard."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the guide as HTML."""
        return super().get_context_data(guide=_guide(), **kwargs)


def picture(request: HttpRequest, name: str) -> FileResponse:
    """Send a picture of the guide.

    Raises:
        Http404: there is none of that name.
    """
    file = PICTURES / name
    if file not in PICTURES.iterdir():
        raise Http404
    return FileResponse(file.open("rb"))


def html(markdown: str) -> SafeString:
    """Return the guide as HTML; its headings can be linked to as in the file on GitHub."""
    # As a whole it is ours; HTML inside of it is not let through all the same.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(markdown)
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(tokens[number + 1].content))
        for child in token.children or ():
            if child.type == "image":
                name = str(child.attrs["src"]).removeprefix("images/")
                child.attrSet("src", reverse(PICTURE_VIEW, args=[name]))
    return mark_safe(reader.renderer.render(tokens, reader.options, {}))  # noqa: S308 - escaped by the renderer


def anchor(heading: str) -> str:
    """Return the name of a heading in links: `1. Đăng nhập` is `1-đăng-nhập`."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def urls() -> list[URLPattern]:
    """Return the addresses of the guide and its pictures."""
    return [
        path("guide/", GuideView.as_view(), name=VIEW),
        path("guide/pictures/<str:name>", picture, name=PICTURE_VIEW),
    ]


def menu_item() -> MenuItem:
    """Return the entry of the help menu."""
    return MenuItem(_("Guide for editors"), reverse(VIEW), icon_name="help", order=100)


def drop_foreign_entries(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Keep in the help menu only what helps here."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(FOREIGN)]


@cache
def _guide() -> SafeString:
    return html(GUIDE.read_text(encoding="utf-8"))
