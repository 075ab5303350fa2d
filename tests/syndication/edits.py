"""Random edits of every kind that changes what is public, through the code that editors use.

A kind of edit is a function that is given a source of chance; `edit` registers it. Each is one
transaction. What is written while it shows nowhere holds `MARKER`, and loses it in the very
transaction that makes it public: so no reader may ever meet the word.
"""

import pkgutil
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from importlib import import_module
from random import Random
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from wagtail.models import Page

from portal.transactions import tree_lock

from . import words

MARKER = words.MARKER
SECRETS_LOCK_KEY = 0x7365_6372

Make = Callable[[Random], None]


class NothingToDoError(Exception):
    """There is nothing at the moment that this kind of edit could change."""


class RolledBackError(Exception):
    """The edit was made and is undone on purpose."""


@dataclass(frozen=True)
class Edit:
    """A kind of edit.

    Attributes:
        make: does it.
        changes_tree: waits for the lock of the page tree, as such an edit does in the admin.
        opens: may make public what was not.
        moves_addresses: changes what every answer holds, so that everything is built anew. That
            hides what was missed before; there is an end of such edits long before the others'.
        share: how often it is chosen, compared with the others.
    """

    make: Make
    changes_tree: bool
    opens: bool
    moves_addresses: bool
    share: int


EDITS: dict[str, Edit] = {}


def edit(
    *, tree: bool = False, opens: bool = False, moves_addresses: bool = False, share: int = 1
) -> Callable[[Make], Make]:
    """Register the decorated function as a kind of edit."""

    def register(make: Make) -> Make:
        EDITS[make.__name__] = Edit(make, tree, opens, moves_addresses, share)
        return make

    return register


def load_edits() -> dict[str, Edit]:
    """Return all kinds, once the modules next to this one have registered theirs."""
    package = __name__.rpartition(".")[0]
    for module in pkgutil.iter_modules(import_module(package).__path__):
        if module.name.endswith("_edits"):
            import_module(f"{package}.{module.name}")
    return EDITS


def perform(name: str, rng: Random, *, roll_back: bool = False) -> None:
    """Make an edit of the kind `name` in one transaction.

    Raises:
        NothingToDoError: nothing fits it.
        RolledBackError: with `roll_back`, when it was done.
    """
    kind = EDITS[name]
    with transaction.atomic(), tree_lock() if kind.changes_tree else nullcontext():
        _lock_secrets(exclusively=kind.opens)
        kind.make(rng)
        if kind.opens:
            words.reveal()
        if roll_back:
            raise RolledBackError


def _lock_secrets(*, exclusively: bool) -> None:
    """Keep anyone from writing what is secret while somebody else is making it public.

    Those who only write do not wait for one another. On SQLite there is one writer.
    """
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if exclusively else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [SECRETS_LOCK_KEY])


def one_of(rng: Random, found: QuerySet) -> Any:
    """Return one of `found`, locked until the transaction ends.

    Of a page the aliases are locked as well, which are saved with it. Without that, Wagtail would
    save the place in the tree that the page had when it was read, and not the one it has since.
    """
    return several_of(rng, found, 1)[0]


def several_of(rng: Random, found: QuerySet, most: int = 3) -> list[Any]:
    """Return some of `found`, locked until the transaction ends; pages as their own type."""
    ids = sorted(found.order_by().values_list("pk", flat=True).distinct())
    if not ids:
        raise NothingToDoError
    chosen = rng.sample(ids, min(len(ids), rng.randint(1, most)))
    model: type[Model] = Page if issubclass(found.model, Page) else found.model
    wanted = Q(pk__in=chosen) | Q(alias_of__in=chosen) if model is Page else Q(pk__in=chosen)
    locked = model._default_manager.select_for_update(of=("self",)).filter(wanted).order_by("pk")
    list(locked)
    # Read again: it may have changed while the lock was waited for.
    still = found.filter(pk__in=chosen).order_by("pk")
    rows = [row.specific if isinstance(row, Page) else row for row in still]
    if not rows:
        raise NothingToDoError
    return rows


def maybe(rng: Random, found: QuerySet, chance: float = 0.7) -> Any:
    """Return one of `found` without a lock, or None."""
    ids = sorted(found.order_by().values_list("pk", flat=True)) if rng.random() < chance else []
    return found.model._default_manager.filter(pk=rng.choice(ids)).first() if ids else None
