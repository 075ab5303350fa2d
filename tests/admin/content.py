"""One of everything that lists, reports and forms of the board show, and where it is shown."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from announcements.models import AnnouncementPage
from portal.models import User
from portal.roles import EDITOR_IN_CHIEF, WRITERS
from portal.syndication.webhooks.models import Delivery
from portal.syndication.webhooks.results import Result
from tests import english, factories
from tests.syndication.consumers.tokens import with_token
from tests.syndication.webhooks.endpoints import endpoint

BULK_ACTIONS = {
    "announcements/category": ("delete",),
    "media/organisation": ("delete",),
    "media/portaldocument": ("add_tags", "add_to_collection", "delete"),
    "media/portalimage": ("add_tags", "add_to_collection", "delete"),
    "portal/user": ("assign_role", "delete", "set_active_state"),
    "wagtailcore/page": ("delete", "move", "publish", "unpublish"),
}


def make() -> list[str]:
    """Make it; return addresses to which no link of their own shape leads, or a script alone."""
    index = factories.IndexFactory(title="Thông báo")
    made = {
        "announcements/category": factories.CategoryFactory(),
        "media/organisation": factories.OrganisationFactory(),
        "media/portaldocument": factories.DocumentFactory(),
        "media/portalimage": factories.ImageFactory(),
        "portal/user": factories.UserFactory(),
        "wagtailcore/page": index,
    }
    _other_systems()
    addresses = list(_pages(index, factories.UserFactory(role=EDITOR_IN_CHIEF)))
    for name, instance in made.items():
        addresses += [f"/admin/bulk/{name}/{act}/?id={instance.pk}" for act in BULK_ACTIONS[name]]
    return addresses


def _pages(index: Page, chief: User) -> Iterator[str]:
    """Make an announcement in each of its states."""

    def add(title: str, **values: object) -> AnnouncementPage:
        return factories.AnnouncementFactory(parent=index, title=title, **values)

    submitted = add("Bài đang trình")
    submitted.save_revision(user=chief, log_action=True)
    submitted.get_workflow().start(submitted, factories.UserFactory(role=WRITERS))
    add("Bài bị khóa", locked=True, locked_by=chief, locked_at=timezone.now())
    scheduled = add("Bài hẹn giờ", go_live_at=timezone.now() + timedelta(days=9))
    scheduled.save_revision(user=chief, approved_go_live_at=scheduled.go_live_at)
    add("Bài đã gỡ").unpublish(user=chief)
    draft = add("Bài nháp", live=False)
    translated = english.submit(add("Bài có bản dịch"))
    restricted = add("Bài nội bộ")
    factories.restrict(restricted)
    for page in (scheduled, draft, translated, restricted):
        yield reverse("wagtailadmin_pages:edit", args=[page.pk])
    yield from _revisions(add("Bài đã sửa"), chief)


def _revisions(page: AnnouncementPage, chief: User) -> Iterator[str]:
    """Change a value of each kind that a comparison shows."""
    old = page.save_revision(user=chief, log_action=True)
    page.title, page.date, page.correction = "Bài sửa lần hai", timezone.now(), "Sửa số liệu."
    page.body = [
        ("heading", {"level": "2", "text": "Mục tiêu"}),
        ("image", {"image": None, "alt": None, "decorative": True, "caption": None}),
    ]
    new = page.save_revision(user=chief, log_action=True)
    for name in ("revisions_revert", "revisions_view"):
        yield reverse(f"wagtailadmin_pages:{name}", args=[page.pk, old.pk])
    yield reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, old.pk, new.pk])
    yield reverse("wagtailadmin_pages:history", args=[page.pk])


def _other_systems() -> None:
    """Make two that read with a token, and two that are told: one of each is out of use."""
    for revoked_at in (None, timezone.now()):
        consumer, _ = with_token(revoked_at=revoked_at)
        consumer.days.create(day=timezone.localdate(), answered=1234, unchanged=5, refused=1)
    for number, active in enumerate((True, False)):
        told = endpoint(
            f"https://tinh.example/{number}",
            is_active=active,
            types=["announcements.AnnouncementPage"],
        )
        for state, result in product(Delivery.State, Result):
            told.deliveries.create(
                cursor="1", changed_at=timezone.now(), state=state, result=result
            )
