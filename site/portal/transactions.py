"""What stands in the place of ATOMIC_REQUESTS, and the lock of the page tree.

With SQLite's immediate transactions ATOMIC_REQUESTS would make every anonymous GET take the write
lock. Only admin requests that may write run in a transaction; those that change the tree wait for
one another, because treebeard computes paths and `numchild` from what it read before.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

TREE_LOCK_KEY = 0x7472_6565

TREE_VIEWS = frozenset(
    {
        "wagtailadmin_pages:add",
        "wagtailadmin_pages:copy",
        "wagtailadmin_pages:move_confirm",
        "wagtailadmin_pages:delete",
        "wagtailadmin_pages:set_page_position",
        "wagtailadmin_pages:convert_alias",
        "wagtail_bulk_action",
        "wagtailadmin_collections:add",
        "wagtailadmin_collections:edit",
        "wagtailadmin_collections:delete",
        "wagtaillocales:add",
        "wagtaillocales:edit",
        "wagtaillocales:delete",
        "wagtail_localize:submit_page_translation",
        "wagtail_localize:update_translations",
    }
)

View = Callable[..., HttpResponse]
Preparation = Callable[[HttpRequest], None]

_PREPARATIONS: list[Preparation] = []


def before_writing(preparation: Preparation) -> None:
    """Have `preparation` called before the transaction of each admin request that may write.

    It is for what takes long and needs no transaction: on SQLite everyone waits for a writer.
    """
    if preparation not in _PREPARATIONS:
        _PREPARATIONS.append(preparation)


@contextmanager
def tree_lock() -> Iterator[None]:
    """Hold the lock of the page tree until the surrounding transaction ends.

    On SQLite an immediate transaction is that lock already.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK_KEY])
        yield


def atomic_writes(view: View) -> View:
    """Run `view` in one transaction for every method that may write."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return view(request, *args, **kwargs)
        for prepare in _PREPARATIONS:
            prepare(request)
        match = request.resolver_match
        changes_tree = match is not None and match.view_name in TREE_VIEWS
        with tree_lock() if changes_tree else transaction.atomic():
            return view(request, *args, **kwargs)

    return wrapper
