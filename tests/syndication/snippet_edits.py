"""Edits of categories and organisations."""

from random import Random
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from wagtail.models import Locale

from announcements.models import Category
from media.models import Organisation

from .edits import NothingToDoError, edit, one_of, several_of
from .words import is_hidden, some, words

MOST_SNIPPETS = 12


def _snippets(rng: Random) -> QuerySet:
    return rng.choice([Category, Organisation]).objects.all()


def _public(found: QuerySet) -> QuerySet:
    return found.filter(pk__in=[snippet.pk for snippet in found if not is_hidden(snippet)])


def _originals(found: QuerySet) -> QuerySet:
    return found.filter(locale__language_code="vi")


def _publish(snippet: Any) -> None:
    snippet.save_revision().publish()


@edit(share=2)
def create_snippet(rng: Random) -> None:
    """Add a category or organisation, public or not."""
    found = _snippets(rng)
    if _originals(found).count() > MOST_SNIPPETS:
        raise NothingToDoError
    live = rng.random() < 0.7
    vietnamese = Locale.objects.get(language_code="vi")
    snippet = found.model(
        name=words(rng, hidden=not live),
        slug=f"muc-{rng.randrange(10**9)}",
        locale=vietnamese,
        live=live,
    )
    snippet.save()
    if live:
        _publish(snippet)


@edit(share=3)
def rename_snippet(rng: Random) -> None:
    """Publish a public category or organisation under another name."""
    snippet = one_of(rng, _public(_snippets(rng)))
    snippet.name = words(rng, hidden=False)
    _publish(snippet)


@edit()
def rename_snippet_in_secret(rng: Random) -> None:
    """Save another name of one that readers do not see, or as a draft."""
    snippet = one_of(rng, _snippets(rng))
    hidden = is_hidden(snippet)
    snippet.name = words(rng, hidden=True)
    if hidden:
        snippet.save()
    else:
        snippet.save_revision()


@edit()
def update_snippets(rng: Random) -> None:
    """Rename public ones with a query, or by hand."""
    found = several_of(rng, _public(_snippets(rng)))
    model = type(found[0])
    if rng.random() < 0.5:
        ids = [snippet.pk for snippet in found]
        model.objects.filter(pk__in=ids).update(name=words(rng, hidden=False))
        return
    with connection.cursor() as cursor:
        table = model._meta.db_table
        statement = f"UPDATE {table} SET name = %s WHERE id = %s"
        cursor.execute(statement, [words(rng, hidden=False), found[0].pk])


@edit(share=2)
def unpublish_snippet(rng: Random) -> None:
    """Withdraw a category or organisation."""
    one_of(rng, _snippets(rng).filter(live=True)).unpublish()


@edit(opens=True, share=2)
def publish_snippet(rng: Random) -> None:
    """Publish one that is a draft."""
    snippet = one_of(rng, _snippets(rng).filter(live=False))
    _publish(snippet)


@edit()
def delete_snippet(rng: Random) -> None:
    """Delete one that nothing uses."""
    found = _snippets(rng)
    if found.model is Category:
        unused = found.filter(announcements=None, children=None)
    else:
        unused = found.filter(documents=None, subordinates=None)
    one_of(rng, unused).delete()


@edit()
def give_superior(rng: Random) -> None:
    """Put a category or organisation below another one, or below none."""
    snippet = one_of(rng, _originals(_snippets(rng)))
    others = _originals(type(snippet).objects.exclude(pk=snippet.pk)).filter(parent=None)
    alone = not type(snippet).objects.filter(parent=snippet).exists()
    snippet.parent = some(rng, others) if alone else None
    snippet.save()


@edit()
def dissolve(rng: Random) -> None:
    """Let an organisation end, with successors."""
    snippet = one_of(rng, _originals(Organisation.objects.all()))
    snippet.dissolved_on = "2025-07-01"
    snippet.code = rng.choice(["", "HU", "UBND"])
    snippet.save()
    others = Organisation.objects.exclude(pk=snippet.pk)
    snippet.successors.set(filter(None, [some(rng, others), some(rng, others)]))
    snippet.save()
