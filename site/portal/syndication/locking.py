"""One builder at a time: cursors then appear in their order."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.db import OperationalError, connection, transaction

BUILDER_LOCK_KEY = 0x6275_696C


class BusyError(Exception):
    """Another builder is at work, or, on SQLite, another writer."""


@contextmanager
def builder_lock(patience: float) -> Iterator[None]:
    """Hold the builder's lock for one short transaction.

    On PostgreSQL it is released after the transaction is visible to all. On SQLite an immediate
    transaction is that lock already: there is one writer.

    Args:
        patience: seconds to wait for the other writers of SQLite; PostgreSQL never waits.

    Raises:
        BusyError: somebody else holds it.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [BUILDER_LOCK_KEY])
                if not cursor.fetchone()[0]:
                    raise BusyError
            yield
        return
    outermost = not connection.in_atomic_block
    with ExitStack() as stack:
        if outermost:
            _set_patience(patience)
        try:
            stack.enter_context(transaction.atomic())
        except OperationalError as problem:
            raise BusyError from problem
        finally:
            if outermost:
                _restore_patience()
        yield


def _set_patience(seconds: float) -> None:
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _restore_patience() -> None:
    if connection.connection is not None:
        options = settings.DATABASES["default"].get("OPTIONS", {})
        _set_patience(options.get("timeout", 5))
