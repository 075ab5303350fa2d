"""How links in rich text find their targets: only public ones, by absolute address.

A module of its own, because Wagtail's handlers can be imported only when all models are loaded.
"""

from html import escape

from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from .addresses import shared_url
from .lookup import Lookup, current_lookup

DEAD_LINK = "<a>"
MAX_DIGITS = 9


def _ids(attrs_list: list[dict]) -> list[int | None]:
    """Return the ids of links, None for what can be none."""
    ids = [str(attrs.get("id", "")) for attrs in attrs_list]
    return [int(pk) if pk.isdecimal() and len(pk) <= MAX_DIGITS else None for pk in ids]


def _opening_tag(url: str | None) -> str:
    return f'<a href="{escape(url)}">' if url else DEAD_LINK


class PublicPageLinkHandler(PageLinkHandler):
    """Links to pages, in the language that is active while the text is shown."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return one opening tag for each link."""
        lookup = current_lookup() or Lookup()
        ids = _ids(attrs_list)
        lookup.find(cls.get_model(), ids)
        pages = [lookup.linked_page(pk) for pk in ids]
        return [_opening_tag(page.full_url if page else None) for page in pages]


class PublicDocumentLinkHandler(DocumentLinkHandler):
    """Links to documents of public collections."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        """Return one opening tag for each link."""
        lookup = current_lookup() or Lookup()
        documents = lookup.find(get_document_model(), _ids(attrs_list))
        return [
            _opening_tag(shared_url(document.url) if document else None) for document in documents
        ]


HANDLERS: list[type[LinkHandler]] = [PublicPageLinkHandler, PublicDocumentLinkHandler]
