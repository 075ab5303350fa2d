"""Edits of where pages stand: new ones, copies, aliases, moves, addresses, deletions."""

from random import Random

from django.db.models import QuerySet
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction, MoveBulkAction
from wagtail.models import Locale, Page

from announcements.models import AnnouncementIndexPage, AnnouncementPage
from home.models import HomePage, StandardPage

from .edits import NothingToDoError, edit, one_of, several_of
from .words import is_hidden, rewrite, words

MOST_PAGES = 150


def _homes() -> QuerySet:
    return HomePage.objects.filter(locale__language_code="vi")


def _sections() -> QuerySet:
    """Return what has pages below it, or may have some."""
    lists = AnnouncementIndexPage.objects.filter(locale__language_code="vi", alias_of=None)
    plain = StandardPage.objects.filter(locale__language_code="vi", alias_of=None)
    return Page.objects.filter(
        pk__in=[*lists.values_list("pk", flat=True), *plain.values_list("pk", flat=True)]
    )


def _room() -> None:
    if Page.objects.count() > MOST_PAGES:
        raise NothingToDoError


def _slug(rng: Random) -> str:
    return f"trang-{rng.randrange(10**9)}"


def _add(rng: Random, parent: Page, page: Page, *, live: bool) -> Page:
    page.slug, page.live = _slug(rng), live
    page.locale = parent.locale
    parent.add_child(instance=rewrite(rng, page, hidden=True))
    rewrite(rng, page, hidden=not live or is_hidden(page)).save()
    return page


@edit(tree=True, share=4)
def create(rng: Random) -> None:
    """Write an announcement and publish it."""
    _room()
    parent = one_of(rng, AnnouncementIndexPage.objects.filter(alias_of=None))
    _add(rng, parent, AnnouncementPage(), live=True).save_revision().publish()


@edit(tree=True, share=2)
def create_draft(rng: Random) -> None:
    """Write an announcement that nobody may read yet."""
    _room()
    parent = one_of(rng, AnnouncementIndexPage.objects.filter(alias_of=None))
    _add(rng, parent, AnnouncementPage(), live=False).save_revision()


@edit(tree=True)
def create_section(rng: Random) -> None:
    """Add a list with announcements, or plain pages, one below the other."""
    _room()
    home = one_of(rng, _homes())
    kinds = rng.choice([(AnnouncementIndexPage, AnnouncementPage), (StandardPage, StandardPage)])
    section = _add(rng, home, kinds[0](), live=True)
    for live in (True, rng.random() < 0.7):
        section.refresh_from_db()
        _add(rng, section, kinds[1](), live=live)


@edit(tree=True, share=3)
def delete(rng: Random) -> None:
    """Delete a page that has none below it."""
    page = one_of(rng, Page.objects.filter(numchild=0, depth__gt=2))
    DeletePageAction(page, user=None).execute(skip_permission_checks=True)


@edit(tree=True)
def delete_section(rng: Random) -> None:
    """Delete a page with all below it."""
    if _sections().count() < 4:
        raise NothingToDoError
    page = one_of(rng, _sections())
    DeletePageAction(page, user=None).execute(skip_permission_checks=True)


@edit(tree=True)
def delete_in_bulk(rng: Random) -> None:
    """Delete several pages with the admin's bulk action."""
    leaves = Page.objects.filter(numchild=0, depth__gt=2)
    DeleteBulkAction.execute_action(several_of(rng, leaves, most=2))


@edit(tree=True, opens=True, share=2)
def copy(rng: Random) -> None:
    """Copy a page or a section with what is below it; public pages stay public."""
    _room()
    page = one_of(rng, Page.objects.filter(depth__gt=2, depth__lt=5, alias_of=None))
    title = words(rng, hidden=True)
    CopyPageAction(
        page,
        to=page.get_parent(),
        update_attrs={"slug": _slug(rng), "title": title, "draft_title": title},
        recursive=True,
        keep_live=True,
    ).execute(skip_permission_checks=True)


@edit(tree=True)
def copy_as_draft(rng: Random) -> None:
    """Copy an announcement, for a new text that is not public yet."""
    _room()
    page = one_of(rng, AnnouncementPage.objects.filter(alias_of=None))
    title = words(rng, hidden=True)
    target = rng.choice(list(AnnouncementIndexPage.objects.filter(locale=page.locale_id)))
    CopyPageAction(
        page,
        to=target,
        update_attrs={"slug": _slug(rng), "title": title, "draft_title": title},
        keep_live=False,
    ).execute(skip_permission_checks=True)


@edit(tree=True, opens=True, share=2)
def create_alias(rng: Random) -> None:
    """Show a page at a second place, now and then with all below it."""
    _room()
    page = one_of(rng, Page.objects.filter(depth__gt=2, locale__language_code="vi"))
    if isinstance(page, AnnouncementPage):
        places = AnnouncementIndexPage.objects.filter(locale=page.locale_id)
    else:
        places = _homes()
    CreatePageAliasAction(
        page,
        parent=rng.choice(list(places)),
        update_slug=_slug(rng),
        recursive=rng.random() < 0.3,
    ).execute(skip_permission_checks=True)


@edit(tree=True, opens=True)
def convert_alias(rng: Random) -> None:
    """Make a page of its own out of an alias."""
    page = one_of(rng, Page.objects.exclude(alias_of=None))
    ConvertAliasPageAction(page).execute(skip_permission_checks=True)


@edit(tree=True, opens=True, share=3)
def move(rng: Random) -> None:
    """Move an announcement to another list, of another site perhaps, open or not."""
    page = one_of(rng, AnnouncementPage.objects.all())
    lists = AnnouncementIndexPage.objects.filter(locale=page.locale_id)
    target = one_of(rng, lists.exclude(pk=page.get_parent().pk))
    MovePageAction(page, target, pos="last-child").execute(skip_permission_checks=True)


@edit(tree=True, opens=True, share=2)
def move_section(rng: Random) -> None:
    """Move a section with all below it: another home page, or another plain page."""
    page = one_of(rng, _sections())
    places = _homes()
    if isinstance(page, StandardPage) and rng.random() < 0.5:
        places = StandardPage.objects.filter(locale=page.locale_id, depth__lt=5)
    target = one_of(rng, places.not_descendant_of(page, inclusive=True))
    MovePageAction(page, target, pos="last-child").execute(skip_permission_checks=True)


@edit(tree=True, opens=True)
def move_in_bulk(rng: Random) -> None:
    """Move several announcements with the admin's bulk action."""
    found = several_of(rng, AnnouncementPage.objects.filter(locale__language_code="vi"))
    target = one_of(rng, AnnouncementIndexPage.objects.filter(locale__language_code="vi"))
    MoveBulkAction.execute_action(found, destination=target)


@edit(tree=True)
def reorder(rng: Random) -> None:
    """Change the order of two neighbours: places in the tree, and nothing that readers see."""
    page = one_of(rng, Page.objects.filter(depth__gt=2))
    other = one_of(rng, page.get_siblings(inclusive=False))
    MovePageAction(page, other, pos=rng.choice(["left", "right"])).execute(
        skip_permission_checks=True
    )


@edit(tree=True)
def change_slug(rng: Random) -> None:
    """Publish a page at another address."""
    page = one_of(rng, Page.objects.filter(depth__gt=2, live=True, alias_of=None))
    page.slug = _slug(rng)
    page.save_revision().publish()


@edit(tree=True)
def change_slug_of_section(rng: Random) -> None:
    """Give a section another address, and with it everything below."""
    page = one_of(rng, Page.objects.filter(depth__gt=2, numchild__gt=0))
    page.slug = _slug(rng)
    page.save()


@edit(tree=True)
def create_in_english(rng: Random) -> None:
    """Write something in English that is no translation."""
    _room()
    english = Locale.objects.filter(language_code="en").first()
    parent = one_of(rng, AnnouncementIndexPage.objects.filter(locale=english, alias_of=None))
    _add(rng, parent, AnnouncementPage(), live=True)
