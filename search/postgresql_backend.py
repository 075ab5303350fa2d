"""Wagtail's backend for PostgreSQL, of folded words.

A module of its own: what it is made of can be imported with that database alone.
"""

from typing import Any

from wagtail.search.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

from .backend import FoldedBackendMixin, FoldedIndexMixin


class PostgresqlIndex(FoldedIndexMixin, PostgresIndex):
    """Its index."""


class PostgresqlBackend(FoldedBackendMixin, PostgresSearchBackend):
    """The backend; words are those of no language, so that none is left out or shortened."""

    index_class = PostgresqlIndex

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple", **params})
