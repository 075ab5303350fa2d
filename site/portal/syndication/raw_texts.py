"""Long texts read as the bytes that are sent: to decode them takes as long as to read them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper

RawText = bytes | str


@contextmanager
def raw_cursor() -> Iterator[CursorWrapper]:
    """Give a cursor that returns texts as bytes in UTF-8 where the driver can (PostgreSQL's)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            from psycopg2.extensions import BYTES, register_type

            register_type(BYTES, cursor.cursor)
        yield cursor


def encoded(text: RawText) -> bytes:
    """Return the bytes of a text that a raw cursor returned."""
    return text if isinstance(text, bytes) else text.encode()


def decoded(text: RawText) -> str:
    """Return a text that a raw cursor returned."""
    return text.decode() if isinstance(text, bytes) else text
