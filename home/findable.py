"""What can be found of the first page, of plain pages and of the page of contacts."""

from collections.abc import Iterator, Sequence
from typing import Any

from wagtail.rich_text import get_text_for_indexing

from portal.blocks.body import own_text, referred_document_ids
from search.registry import LONG_AGO, Findable, find

from .models import ContactPage, HomePage, StandardPage


def read_home_pages(ids: Sequence[int]) -> Iterator[Findable]:
    """Yield live first pages; what they show of other pages is found there."""
    for page in HomePage.objects.filter(pk__in=ids, live=True):
        yield _findable(page, body=get_text_for_indexing(page.introduction))


def read_plain_pages(ids: Sequence[int]) -> Iterator[Findable]:
    """Yield live plain pages."""
    for page in StandardPage.objects.filter(pk__in=ids, live=True):
        attached = tuple(referred_document_ids(page.body))
        yield _findable(page, summary=page.summary, body=own_text(page.body), attached=attached)


def read_contacts(ids: Sequence[int]) -> Iterator[Findable]:
    """Yield live pages of contacts with the units of the agency."""
    for page in ContactPage.objects.filter(pk__in=ids, live=True):
        units = page.units.stream_block.get_searchable_content(page.units)
        yield _findable(
            page,
            summary=page.summary,
            body="\n".join([own_text(page.body), *units]),
            attached=tuple(referred_document_ids(page.body)),
        )


def _findable(page: Any, **texts: Any) -> Findable:
    date = page.last_published_at or LONG_AGO
    return Findable(
        object_id=page.pk, title=page.title, date=date, **{"summary": "", "body": "", **texts}
    )


find("pages", "home.HomePage", read_home_pages)
find("pages", "home.StandardPage", read_plain_pages)
find("pages", "home.ContactPage", read_contacts)
