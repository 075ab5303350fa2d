"""Edits of who may see pages and collections."""

from random import Random

from django.contrib.auth.models import Group
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
)

from .edits import NothingToDoError, edit, one_of

MOST_COLLECTIONS = 12
MOST_RESTRICTED = 5


def _restrict(rng: Random, target: Page | Collection) -> None:
    kind = rng.choice(["login", "password", "groups"])
    password = "mat khau" if kind == "password" else ""
    made = target.view_restrictions.create(restriction_type=kind, password=password)
    if kind == "groups":
        made.groups.set(Group.objects.all()[:1])


@edit(share=2)
def restrict_page(rng: Random) -> None:
    """Let only some readers see a page that has none below it."""
    _restrict(
        rng, one_of(rng, Page.objects.filter(depth__gt=2, view_restrictions=None, numchild=0))
    )


@edit()
def restrict_section(rng: Random) -> None:
    """Let only some readers see a page and all below it."""
    if PageViewRestriction.objects.filter(page__numchild__gt=0).count() >= MOST_RESTRICTED:
        raise NothingToDoError
    sections = Page.objects.filter(depth__gt=2, view_restrictions=None, numchild__gt=0)
    _restrict(rng, one_of(rng, sections))


@edit(opens=True)
def change_restriction(rng: Random) -> None:
    """Change how a page is kept from readers, or which one is."""
    restriction = one_of(rng, PageViewRestriction.objects.all())
    if rng.random() < 0.5:
        restriction.restriction_type = rng.choice(["login", "password"])
        restriction.password = "khac"
    else:
        restriction.page = one_of(rng, Page.objects.filter(depth__gt=2))
    restriction.save()


@edit(opens=True, share=2)
def lift_restriction(rng: Random) -> None:
    """Let everyone see a page again."""
    one_of(rng, PageViewRestriction.objects.all()).delete()


@edit(opens=True)
def lift_restriction_of_section(rng: Random) -> None:
    """Let everyone see again a page with all below it."""
    one_of(rng, PageViewRestriction.objects.filter(page__numchild__gt=0)).delete()


@edit(tree=True)
def create_collection(rng: Random) -> None:
    """Add a collection below another one, private or not."""
    if Collection.objects.count() >= MOST_COLLECTIONS:
        raise NothingToDoError
    parent = one_of(rng, Collection.objects.all())
    parent.add_child(instance=Collection(name=f"Bộ sưu tập {rng.randrange(10**6)}"))


@edit(tree=True)
def delete_collection(rng: Random) -> None:
    """Delete a collection with what is in it and below it, as code can."""
    if Collection.objects.count() < 5:
        raise NothingToDoError
    one_of(rng, Collection.objects.filter(depth__gt=1, numchild=0)).delete()


@edit(tree=True, opens=True, share=2)
def move_collection(rng: Random) -> None:
    """Move a collection below another one."""
    moved = one_of(rng, Collection.objects.filter(depth__gt=1))
    elsewhere = Collection.objects.exclude(path__startswith=moved.path)
    moved.move(one_of(rng, elsewhere), pos="sorted-child")


@edit(tree=True)
def rename_collection(rng: Random) -> None:
    """Give a collection another name, which nobody is shown."""
    collection = one_of(rng, Collection.objects.filter(depth__gt=1))
    collection.name = f"Bộ sưu tập {rng.randrange(10**6)}"
    collection.save()


@edit(share=2)
def restrict_collection(rng: Random) -> None:
    """Make a collection private, and all below it."""
    below = Collection.objects.filter(depth__gt=1, view_restrictions=None)
    _restrict(rng, one_of(rng, below))


@edit(opens=True)
def change_collection_restriction(rng: Random) -> None:
    """Change how a collection is kept private, or which one is."""
    restriction = one_of(rng, CollectionViewRestriction.objects.all())
    if rng.random() < 0.5:
        restriction.restriction_type = rng.choice(["login", "password"])
    else:
        restriction.collection = one_of(rng, Collection.objects.filter(depth__gt=1))
    restriction.save()


@edit(opens=True, share=2)
def lift_collection_restriction(rng: Random) -> None:
    """Make a private collection public."""
    one_of(rng, CollectionViewRestriction.objects.all()).delete()
