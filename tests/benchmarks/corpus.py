"""Announcements of a corpus of search, as pages: written in bulk, so the tree is filled by hand.

A corpus is a file of one JSON object a line: id, title, summary, body (a list of paragraphs), date,
category.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from announcements.models import AnnouncementPage
from tests import factories

from .texts import identity

BATCH = 500
# Columns of the child table, in the order of `_row`.
_COLUMNS = (
    "page_ptr_id", "summary", "date", "category_id", "illustration_alt", "illustration_caption",
    "body", "byline", "source", "correction",
)  # fmt: skip


@transaction.atomic
def load(rows: Iterable[dict[str, Any]]) -> dict[int, int]:
    """Make pages of a corpus; return their ids, with those of the corpus."""
    index = factories.IndexFactory(title="Tin tức")
    categories: dict[str, int] = {}
    loaded: dict[int, int] = {}
    for some in _batches(rows):
        for name in {row["category"] for row in some} - categories.keys():
            slug = f"chuyen-muc-cua-ngu-lieu-{len(categories)}"
            categories[name] = factories.CategoryFactory(name=name, slug=slug).pk
        pages = _pages(some, index, first=len(loaded) + 1)
        _announcements(some, pages, categories)
        loaded |= {page.pk: row["id"] for page, row in zip(pages, some, strict=True)}
    Page.objects.filter(pk=index.pk).update(numchild=len(loaded))
    return loaded


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some


def _pages(rows: list[dict[str, Any]], index: Page, first: int) -> list[Page]:
    content_type = ContentType.objects.get_for_model(AnnouncementPage)
    return Page.objects.bulk_create(
        Page(
            path=Page._get_path(index.path, index.depth + 1, number),
            depth=index.depth + 1,
            title=row["title"],
            draft_title=row["title"],
            slug=f"tin-{row['id']}",
            url_path=f"{index.url_path}tin-{row['id']}/",
            content_type=content_type,
            locale=index.locale,
            translation_key=identity(f"corpus {row['id']}"),
            live=True,
            first_published_at=_moment(row),
            last_published_at=_moment(row),
        )
        for number, row in enumerate(rows, start=first)
    )


def _announcements(
    rows: list[dict[str, Any]], pages: list[Page], categories: dict[str, int]
) -> None:
    """Add the rows of the child table: `bulk_create` knows no model of two tables."""
    columns = ", ".join(map(connection.ops.quote_name, _COLUMNS))
    values = ", ".join(["%s"] * len(_COLUMNS))
    table = connection.ops.quote_name(AnnouncementPage._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({values})",
            [
                _row(row, page, categories[row["category"]])
                for row, page in zip(rows, pages, strict=True)
            ],
        )


def _row(row: dict[str, Any], page: Page, category: int) -> tuple[Any, ...]:
    moment = connection.ops.adapt_datetimefield_value(_moment(row))
    body = json.dumps(
        [
            {"type": "paragraph", "value": f"<p>{text}</p>", "id": str(identity(f"{page.pk} {n}"))}
            for n, text in enumerate(row["body"])
        ]
    )
    return (page.pk, row["summary"], moment, category, "", "", body, "", "", "")


def _moment(row: dict[str, Any]) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(row["date"]), time(8)))
