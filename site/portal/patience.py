"""How long this connection waits for other writers, where that is not as long as usual."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction


@contextmanager
def impatient(seconds: float) -> Iterator[None]:
    """Open a transaction that waits no longer than so many seconds for those of others.

    Raises:
        OperationalError: others wrote for longer.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {int(seconds * 1000)}")
            yield
        return
    wait_at_most(seconds)
    try:
        with transaction.atomic():
            yield
    finally:
        wait_as_usual()


def wait_at_most(seconds: float) -> None:
    """Have SQLite refuse what it cannot begin to write within so many seconds."""
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def wait_as_usual() -> None:
    """Have SQLite wait as the settings say."""
    if connection.connection is not None:
        options = settings.DATABASES["default"].get("OPTIONS", {})
        wait_at_most(options.get("timeout", 5))
