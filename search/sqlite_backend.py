"""Wagtail's backend for SQLite, of folded words.

A module of its own: what it is made of can be imported with that database alone.
"""

from wagtail.search.backends.database.sqlite.sqlite import SQLiteIndex, SQLiteSearchBackend

from .backend import FoldedBackendMixin, FoldedIndexMixin


class SqliteIndex(FoldedIndexMixin, SQLiteIndex):
    """Its index."""


class SqliteBackend(FoldedBackendMixin, SQLiteSearchBackend):
    """The backend."""

    index_class = SqliteIndex
