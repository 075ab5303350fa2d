"""What each object's answer is now: from the very viewset of the API, asked anonymously."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page, Site

from portal.deciders import deciders_of_members, deciders_of_pages
from portal.dependencies import (
    Reads,
    Recording,
    depends_on,
    depends_on_pages,
    is_member,
    row_key,
    text_key,
)

from .models import PublishedItem
from .registry import PAGE_TYPES, SOURCES, Source, router


@dataclass
class Representation:
    """An object's public face; without a body where it is not public.

    Attributes:
        site_id: the site on which a page is, 0 for what sites share and for pages of none.
        asked_at: before anything of it was read.
        expiries: moments at which something that it shows expires.
    """

    asked_at: datetime
    exists: bool = False
    type: str = ""
    site_id: int = 0
    locale: str = ""
    body: bytes = b""
    data: dict[str, Any] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    expiries: set[datetime] = field(default_factory=set)

    @property
    def valid_until(self) -> datetime | None:
        """The first moment at which this face may be another, as far as the clock decides.

        One that has passed while the face was made counts: it may have been read before.
        """
        later = (moment for moment in self.expiries if moment > self.asked_at)
        return min(later, default=None)


Found = dict[int, Representation]


def represent_items(items: Iterable[PublishedItem]) -> dict[str, Found]:
    """Return the public face of the object of each item, by endpoint and id."""
    ids: dict[str, list[int]] = defaultdict(list)
    for item in items:
        ids[item.endpoint].append(item.object_id)
    return {
        endpoint: represent(SOURCES[endpoint], wanted) if endpoint in SOURCES else {}
        for endpoint, wanted in ids.items()
    }


def represent(source: Source, ids: Iterable[int]) -> Found:
    """Return the public face of objects of `source`; those that are gone are left out."""
    recording = Recording()
    wanted = set(ids)
    with recording.active():
        if source.model is Page:
            found = _pages(source, wanted, recording)
        else:
            found = _shared(source, wanted, recording)
    _resolve(found, source, recording)
    return found


def _shared(source: Source, ids: set[int], recording: Recording) -> Found:
    model = source.model
    asked_at = timezone.now()
    rows = model._default_manager.filter(pk__in=ids)
    found = {
        pk: Representation(asked_at, exists=True, type=source.label)
        for pk in rows.values_list("pk", flat=True)
    }
    texts = {} if is_member(model) else dict(rows.values_list("pk", "translation_key"))
    for pk in found:
        with recording.of(pk):
            depends_on(row_key(model, pk))
            if pk in texts:
                depends_on(text_key(texts[pk]))
    _fill(found, source, None, None, recording)
    return found


def _pages(source: Source, ids: set[int], recording: Recording) -> Found:
    asked_at = timezone.now()
    pages = Page.objects.filter(pk__in=ids).select_related("content_type", "locale")
    sites = _sites()
    groups: dict[tuple[str, Site], Found] = defaultdict(dict)
    found = {}
    for page in pages:
        model = page.content_type.model_class()
        label = model._meta.label if model else ""
        site = next((site for path, site in sites if page.path.startswith(path)), None)
        found[page.pk] = face = Representation(
            asked_at,
            exists=True,
            type=label,
            site_id=site.pk if site else 0,
            locale=page.locale.language_code,
        )
        with recording.of(page.pk):
            depends_on(f"page-text:{page.pk}")
            depends_on_pages([page.pk])
        if label in PAGE_TYPES and site:
            groups[(label, site)][page.pk] = face
    for (label, site), group in groups.items():
        _fill(group, source, label, site, recording)
    return found


def _sites() -> list[tuple[str, Site]]:
    """Return the path of the root of each site, in every language, and the site."""
    return [
        (page.path, site)
        for site in Site.objects.select_related("root_page__locale")
        for page in Page.objects.filter(translation_key=site.root_page.translation_key)
    ]


def _fill(
    found: Found, source: Source, label: str | None, site: Site | None, recording: Recording
) -> None:
    """Put the bytes of what is public into `found`."""
    if not found:
        return
    api = router()
    viewset = api._endpoints[source.endpoint]
    for pk, data, body in viewset.represented(api, label, list(found), site, recording.of):
        face = found[pk]
        face.data, face.body = data, body
        if "locale" in data["meta"]:
            face.locale = data["meta"]["locale"]


def _resolve(found: Found, source: Source, recording: Recording) -> None:
    """Put into `found` the keys of what was read, with what decides on each target."""
    reads: dict[int, Reads] = {pk: recording.reads_of(pk) for pk in found}
    pages = deciders_of_pages({page for read in reads.values() for page in read.pages})
    members: dict[type[Model], set[int]] = defaultdict(set)
    if is_member(source.model):
        for pk, read in reads.items():
            read.members.add((source.model, pk))
    for read in reads.values():
        for model, member in read.members:
            members[model].add(member)
    decided = {model: deciders_of_members(model, ids) for model, ids in members.items()}
    for pk, read in reads.items():
        face = found[pk]
        face.keys = set(read.keys)
        for page in read.pages:
            face.keys |= pages[page].keys
            face.expiries |= pages[page].expiries
        for model, member in read.members:
            face.keys |= decided[model][member].keys
