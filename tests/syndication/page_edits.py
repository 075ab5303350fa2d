"""Edits of what a page says, and of whether and when it may be read."""

from datetime import timedelta
from random import Random

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.models import Page

from announcements.models import AnnouncementPage, Category
from home.models import HomePage
from portal.models import User
from portal.queue.clock import publish_scheduled
from portal.withdrawal import WithdrawBulkAction

from .edits import NothingToDoError, edit, one_of, several_of
from .words import is_hidden, pages, rewrite, words


def _originals(*, hidden: bool) -> QuerySet:
    return pages(hidden=hidden).filter(alias_of=None)


def _chief() -> User:
    return User.objects.get(is_superuser=True)


def _soon(rng: Random) -> timedelta:
    return timedelta(seconds=rng.uniform(0.2, 3))


@edit(share=4)
def republish(rng: Random) -> None:
    """Publish other words of a public page; its aliases follow."""
    page = one_of(rng, _originals(hidden=False))
    rewrite(rng, page, hidden=False).save_revision().publish()


@edit()
def republish_with_aliases(rng: Random) -> None:
    """The same of a page that has aliases."""
    page = one_of(rng, _originals(hidden=False).filter(aliases__isnull=False))
    rewrite(rng, page, hidden=False).save_revision().publish()


@edit(opens=True, share=4)
def publish(rng: Random) -> None:
    """Publish the latest draft of a page that is not live."""
    page = one_of(rng, Page.objects.filter(live=False, alias_of=None, depth__gt=1))
    if rng.random() < 0.5:
        page.go_live_at = page.expire_at = None
        rewrite(rng, page, hidden=False).save_revision()
    (page.get_latest_revision() or page.save_revision()).publish()


@edit(share=2)
def save_draft(rng: Random) -> None:
    """Save a draft of a page, public or not: nobody may read it."""
    page = one_of(rng, Page.objects.filter(depth__gt=1, alias_of=None))
    rewrite(rng, page.get_latest_revision_as_object(), hidden=True).save_revision()


@edit(share=2)
def write_in_secret(rng: Random) -> None:
    """Publish or save other words of a page that readers do not see."""
    page = one_of(rng, _originals(hidden=True))
    rewrite(rng, page, hidden=True)
    if page.live and rng.random() < 0.5:
        page.save_revision().publish()
    else:
        page.save()


@edit()
def save_without_revision(rng: Random) -> None:
    """Save a public page as an importer does."""
    page = one_of(rng, _originals(hidden=False))
    page.show_in_menus = not page.show_in_menus
    rewrite(rng, page, hidden=False).save()


@edit()
def choose_for_home(rng: Random) -> None:
    """Publish a home page with another pinned announcement and other links."""
    page = one_of(rng, HomePage.objects.filter(live=True))
    rewrite(rng, page, hidden=is_hidden(page)).save_revision().publish()


@edit(share=3)
def unpublish(rng: Random) -> None:
    """Withdraw a page, with all below it now and then."""
    page = one_of(rng, Page.objects.filter(live=True, depth__gt=2))
    below = rng.random() < 0.3
    UnpublishPageAction(page, include_descendants=below, user=_chief()).execute()


@edit()
def withdraw_in_bulk(rng: Random) -> None:
    """Withdraw several pages with the admin's bulk action."""
    found = several_of(rng, Page.objects.filter(live=True, depth__gt=2))
    WithdrawBulkAction.execute_action(
        found,
        user=_chief(),
        reason="Sai sót",
        include_descendants=rng.random() < 0.5,
        permission_checker=lambda page: True,
    )


@edit(opens=True, share=2)
def publish_in_bulk(rng: Random) -> None:
    """Publish several pages with the admin's bulk action."""
    found = several_of(rng, Page.objects.filter(live=False, alias_of=None, depth__gt=1))
    PublishBulkAction.execute_action(found, include_descendants=rng.random() < 0.5)


@edit(share=2)
def schedule(rng: Random) -> None:
    """Publish a page, or a new text of it, by the clock."""
    page = one_of(rng, Page.objects.filter(depth__gt=2, alias_of=None))
    page.go_live_at = timezone.now() + _soon(rng)
    if page.expire_at and page.expire_at <= page.go_live_at:
        page.expire_at = None
    rewrite(rng, page, hidden=False).save_revision().publish()


@edit(opens=True, share=3)
def run_clock(rng: Random) -> None:
    """Do what the worker does each minute."""
    expired = Page.objects.filter(live=True, expire_at__lte=timezone.now())
    due = Page.objects.filter(_revisions__approved_go_live_at__lte=timezone.now())
    several_of(rng, expired | due, most=10**6)
    publish_scheduled()


@edit(share=2)
def expire(rng: Random) -> None:
    """Let a public page end soon, or a moment ago."""
    page = one_of(rng, _originals(hidden=False).filter(depth__gt=2))
    page.expire_at = timezone.now() + rng.choice([1, 1, -1]) * _soon(rng)
    if rng.random() < 0.5:
        page.save_revision().publish()
    else:
        page.save()


@edit()
def expire_by_update(rng: Random) -> None:
    """The same of several pages, aliases too, with a query."""
    found = several_of(rng, pages(hidden=False).filter(depth__gt=2))
    ids = [page.pk for page in found]
    Page.objects.filter(pk__in=ids).update(expire_at=timezone.now() + _soon(rng))


@edit(opens=True, share=2)
def prolong(rng: Random) -> None:
    """Take back that a page ends."""
    page = one_of(rng, Page.objects.exclude(expire_at=None))
    page.expire_at = rng.choice([None, timezone.now() + timedelta(days=rng.randint(2, 9))])
    page.save()


@edit()
def update_titles(rng: Random) -> None:
    """Give public pages another title with a query."""
    found = several_of(rng, pages(hidden=False))
    title = words(rng, hidden=False)
    Page.objects.filter(pk__in=[page.pk for page in found]).update(title=title)


@edit()
def update_announcements(rng: Random) -> None:
    """Change what only announcements have, with a query."""
    found = several_of(rng, AnnouncementPage.objects.all())
    category = Category.objects.order_by("?").first()
    AnnouncementPage.objects.filter(pk__in=[page.pk for page in found]).update(
        category=category, byline=f"PVH {rng.randrange(1000)}"
    )


@edit(share=3)
def change_and_take_back(rng: Random) -> None:
    """Change what many answers show and take it back: they are built anew, to the same bytes."""
    page = one_of(rng, pages(hidden=False))
    category = one_of(rng, Category.objects.all())
    for found, name in (
        (Page.objects.filter(pk=page.pk), "title"),
        (type(category).objects.filter(pk=category.pk), "name"),
    ):
        before = found.values_list(name, flat=True).get()
        found.update(**{name: words(rng, hidden=True)})
        found.update(**{name: before})


@edit()
def write_sql(rng: Random) -> None:
    """Give a public page another title by hand."""
    page = one_of(rng, pages(hidden=False))
    with connection.cursor() as cursor:
        statement = "UPDATE wagtailcore_page SET title = %s WHERE id = %s"
        cursor.execute(statement, [words(rng, hidden=False), page.pk])


@edit(opens=True)
def go_back(rng: Random) -> None:
    """Publish an earlier text again."""
    page = one_of(rng, Page.objects.filter(depth__gt=2, alias_of=None, live=True))
    revisions = list(page.revisions.order_by("-pk")[:5])
    if not revisions:
        raise NothingToDoError
    rng.choice(revisions).publish()
