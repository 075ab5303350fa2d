"""What other systems see, for people: what waits, what was built and compared, what they got."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from wagtail.coreutils import get_content_languages
from wagtail.models import Page

from portal.alphabet import place

from .builder import last_build, waiting_items
from .models import Build, Mark, PublishedItem, Reconciliation
from .registry import EVERYTHING, source_of
from .store import waiting_among

CHANGES_SHOWN = 20
FAILING_SHOWN = 20
# Building takes seconds: after this somebody has to look why it does not.
LATE_AFTER = timedelta(minutes=10)

# What a comparison writes down of an object, for translators to find (`reconciling`).
_PROBLEMS = (
    gettext_noop("is kept and does not exist"),
    gettext_noop("is kept as public and is not"),
    gettext_noop("is public and not kept"),
    gettext_noop("is kept under another site"),
    gettext_noop("is kept under another site or language"),
    gettext_noop("is kept with other bytes"),
    gettext_noop("is kept with other dependencies"),
    gettext_noop("is kept with another expiry"),
    gettext_noop("is syndicated no more"),
)
_MISSING_TRIGGER = gettext_noop("the trigger %(name)s is missing")


@dataclass(frozen=True)
class Waiting:
    """What is to be built.

    Attributes:
        marks: changes that no builder has seen.
        items: objects that are to be made anew; not those of which only a mark tells.
        failing: how many of these could not be, when it was last tried.
        since: when the oldest of all these began to wait; None where nothing does, and where only
            another version of the code demands it.
    """

    marks: int
    items: int
    failing: int
    since: datetime | None

    @property
    def is_late(self) -> bool:
        """Whether something has waited for longer than it ever should."""
        return self.since is not None and timezone.now() - self.since > LATE_AFTER

    @property
    def minutes(self) -> int:
        """How long the oldest has waited."""
        return int((timezone.now() - self.since).total_seconds() // 60) if self.since else 0


def waiting() -> Waiting:
    """Return what is to be built, in two queries."""
    marks = Mark.objects.aggregate(number=Count("pk"), oldest=Min("created_at"))
    now = timezone.now()
    put_off = PublishedItem.objects.filter(stale_since__isnull=False, retry_at__gt=now)
    items = (
        (waiting_items() | put_off)
        .order_by()
        .aggregate(
            number=Count("pk"),
            failing=Count("pk", filter=~Q(error="")),
            oldest=Min("stale_since"),
            over=Min("valid_until", filter=Q(valid_until__lte=now)),
        )
    )
    moments = (marks["oldest"], items["oldest"], items["over"])
    since = min((moment for moment in moments if moment), default=None)
    return Waiting(marks["number"], items["number"], items["failing"], since)


def failing() -> list[str]:
    """Return the first of what could not be built, each as endpoint and id."""
    items = PublishedItem.objects.filter(stale_since__isnull=False).exclude(error="")
    shown = items.order_by("stale_since", "pk").defer("body", "error")[:FAILING_SHOWN]
    return [str(item) for item in shown]


@dataclass(frozen=True)
class Built:
    """The last build: when, and how many places of the feed it gave out."""

    at: datetime
    places: int


def built() -> Built | None:
    """Return the last build; None where nothing was ever built."""
    build: Build | None = last_build()
    if build is None or build.last_place == 0:
        return None
    return Built(build.built_at, build.last_place - build.first_place + 1)


def last_reconciliation() -> Reconciliation | None:
    """Return the comparison that ended last; None where none ever did."""
    ended = Reconciliation.objects.filter(finished_at__isnull=False)
    return ended.order_by("-finished_at", "-pk").first()


def described(problem: str) -> str:
    """Return a sentence of a reconciliation in the active language; an unknown one as it is."""
    before, after = _MISSING_TRIGGER.split("%(name)s")
    if problem.startswith(before) and problem.endswith(after):
        name = problem.removeprefix(before).removesuffix(after)
        return gettext(_MISSING_TRIGGER) % {"name": name}
    subject, _, rest = problem.partition(" ")
    return f"{subject} {gettext(rest)}" if rest in _PROBLEMS else problem


@dataclass(frozen=True)
class Kind:
    """How many public objects of one kind there are."""

    name: str
    number: int


def public_by_kind() -> list[Kind]:
    """Return the kinds of which there are public objects, the most frequent first."""
    public = PublishedItem.objects.filter(is_public=True).order_by()
    counted = public.values_list("type").annotate(number=Count("pk"))
    kinds = [Kind(_kind(label, several=True), number) for label, number in counted]
    return sorted(kinds, key=lambda kind: (-kind.number, place(kind.name)))


@dataclass(frozen=True)
class Change:
    """An entry of the feed.

    Attributes:
        action: `upsert` or `delete`, as the feed says it; `waits` where it says nothing yet.
        title: of what is public; of what was withdrawn the address that it had; of what waits
            nothing, since what is stored of it may be public no more.
        url: where it can be read.
    """

    action: str
    kind: str
    title: str
    url: str
    language: str
    changed_at: datetime | None


def latest_changes() -> list[Change]:
    """Return the entries at the feed's end, of all sites, the latest first."""
    placed = PublishedItem.objects.filter(place__isnull=False).order_by("-place")
    items = list(placed[:CHANGES_SHOWN])
    waits = waiting_among(item.pk for item in items)
    return [_change(item, waits=item.pk in waits) for item in items]


def _change(item: PublishedItem, *, waits: bool) -> Change:
    address = item.html_url or item.detail_url
    if waits:
        action, title, url = "waits", "", ""
    elif item.is_public:
        action, title, url = "upsert", _title(item) or address, address
    else:
        action, title, url = "delete", address, ""
    language = get_content_languages().get(item.locale, item.locale)
    return Change(action, _kind(item.type), title, url, language, item.changed_at)


def _title(item: PublishedItem) -> str:
    data: dict[str, Any] = json.loads(item.body)
    return str(data.get("title") or data.get("name") or "")


def _kind(label: str, *, several: bool = False) -> str:
    try:
        options = apps.get_model(label)._meta
    except (LookupError, ValueError):
        # The feed still tells of what the code no longer knows.
        return label
    return str(options.verbose_name_plural if several else options.verbose_name)


@dataclass(frozen=True)
class PageState:
    """What other systems have of one page.

    Attributes:
        name: `given`, `withdrawn`, or `withheld` where they never had it.
        waits: whether something of it is to be built.
        at: when they were given it, or told of its withdrawal.
        url: the answer that they get.
    """

    name: str
    waits: bool
    at: datetime | None = None
    url: str = ""


def state_of(page: Page) -> PageState:
    """Return what other systems have of `page`, in two queries."""
    source = source_of(Page)
    items = PublishedItem.objects.filter(
        endpoint=source.endpoint if source else "", object_id=page.pk
    )
    # Those that it left behind, under another site or language, come after the one that it has.
    item = items.defer("body").order_by("-is_tracked", "-changed_at").first()
    if item is None:
        marked = Mark.objects.filter(key__in=[f"page:{page.pk}", EVERYTHING]).exists()
        return PageState("withheld", waits=marked)
    waits = bool(waiting_among([item.pk]))
    if item.is_public:
        return PageState("given", waits, item.changed_at, item.detail_url)
    if item.place is not None:
        return PageState("withdrawn", waits, item.changed_at)
    return PageState("withheld", waits)
