"""How links in rich text find their targets: only public ones, by absolute address.

A module of its own, because Wagtail's handlers can be imported only when all models are loaded.
"""

from html import escape
from typing import Any

from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from .addresses import shared_url
from .public import public_members, public_pages

DEAD_LINK = "<a>"


def _targets(attrs_list: list[dict], found: QuerySet) -> list[Any]:
    """Return what each link leads to, None where `found` does not hold it."""
    ids = [str(attrs.get("id", "")) for attrs in attrs_list]
    by_id = found.in_bulk([int(pk) for pk in ids if pk.isdecimal()])
    return [by_id.get(int(pk)) if pk.isdecimal() else None for pk in ids]


def _opening_tag(url: str | None) -> str:
    return f'<a href="{escape(url)}">' if url else DEAD_LINK


class PublicPageLinkHandler(PageLinkHandler):
    """Links to pages, in the language that is active while the text is shown."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return one opening tag for each link."""
        pages = _targets(attrs_list, public_pages(Page.objects.all()))
        localized = {page.pk: page.localized for page in pages if page}
        public = public_pages(Page.objects.filter(pk__in=[p.pk for p in localized.values()]))
        shown = {page.pk: page for page in public}
        return [
            _opening_tag(shown.get(localized[page.pk].pk, page).full_url if page else None)
            for page in pages
        ]


class PublicDocumentLinkHandler(DocumentLinkHandler):
    """Links to documents of public collections."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return one opening tag for each link."""
        documents = _targets(attrs_list, public_members(get_document_model().objects.all()))
        return [
            _opening_tag(shared_url(document.url) if document else None) for document in documents
        ]


HANDLERS: list[type[LinkHandler]] = [PublicPageLinkHandler, PublicDocumentLinkHandler]
