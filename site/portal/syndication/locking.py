"""One builder at a time: cursors then appear in their order."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import OperationalError, connection, transaction

from portal.patience import wait_as_usual, wait_at_most

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
            wait_at_most(patience)
        try:
            stack.enter_context(transaction.atomic())
        except OperationalError as problem:
            raise BusyError from problem
        finally:
            if outermost:
                wait_as_usual()
        yield
