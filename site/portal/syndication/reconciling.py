"""Comparing the store with what is public: for what no trigger could see.

A difference counts only where nothing waits to be built; that is looked at after the truth was
read, and under the builder's lock, so that edits of the same moment are never taken for one.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from django.utils import timezone
from wagtail.models import Page, Site

from portal.dependencies import row_key
from portal.entity_tags import etag

from . import triggers
from .builder import build, drain
from .locking import BusyError, builder_lock
from .models import Dependency, Mark, PublishedItem, Reconciliation
from .registry import EVERYTHING, SOURCES, Source, router
from .representing import represent
from .spreading import ids_of, track
from .store import waiting_among

FAST_CHUNK = 500
FULL_CHUNK = 40
PATIENCE = 60.0
PAUSE = 0.05
PROBLEMS_KEPT = 50
OTHER_BYTES = "is kept with other bytes"

Problems = dict[int, str]
Progress = Callable[[str, int], None]


class Reconciler:
    """One comparison of the whole public set with the store.

    Args:
        is_full: whether every representation is made anew and compared, byte by byte, with what it
            depends on; otherwise it is compared what is public, and where.
        mends: whether what is wrong is mended.
        progress: called with the name of an endpoint and how many of its objects were compared.
    """

    def __init__(
        self, *, is_full: bool = False, mends: bool = True, progress: Progress | None = None
    ) -> None:
        self.is_full = is_full
        self.mends = mends
        self._progress = progress or (lambda endpoint, count: None)
        self.result = Reconciliation(is_full=is_full)

    def run(self) -> Reconciliation:
        """Compare, and return what was found."""
        self.result.save()
        self._compare_triggers()
        if self.mends:
            drain()
        for source in SOURCES.values():
            self._compare(source)
        self._compare_leftovers()
        self.result.finished_at = timezone.now()
        self.result.save()
        return self.result

    def _compare_triggers(self) -> None:
        missing = triggers.missing()
        for name in missing:
            self._note(f"the trigger {name} is missing")
        if missing and self.mends:
            triggers.install()

    def _compare(self, source: Source) -> None:
        size = FULL_CHUNK if self.is_full else FAST_CHUNK
        compared = after = 0
        for ids in ids_of(source, size):
            self._compare_chunk(source, ids, range(after + 1, ids[-1] + 1))
            after = ids[-1]
            compared += len(ids)
            self._progress(source.endpoint, compared)
        self._compare_chunk(source, [], range(after + 1, 2**62))
        self.result.checked += compared

    def _compare_chunk(self, source: Source, ids: list[int], between: range) -> None:
        """Compare the objects with `ids`, and the items of objects that are gone."""
        with _patient_lock():
            items = {
                item.object_id: item
                for item in PublishedItem.objects.filter(
                    endpoint=source.endpoint,
                    is_tracked=True,
                    object_id__gte=between.start,
                    object_id__lt=between.stop,
                )
            }
            wrong = self._differences(source, ids, items)
            gone = items.keys() - set(ids)
            wrong |= {pk: "is kept and does not exist" for pk in gone if items[pk].is_public}
            wrong = self._without_waiting(source, wrong, items)
            for pk, problem in wrong.items():
                self._note(f"{source.endpoint}/{pk} {problem}")
            if self.mends and (wrong or gone):
                track(source, wrong)
                altered = [items[pk].pk for pk, problem in wrong.items() if problem == OTHER_BYTES]
                # Without its tag it is another one, whatever is made anew.
                PublishedItem.objects.filter(pk__in=altered).update(etag="")
                tracked = PublishedItem.objects.filter(endpoint=source.endpoint, is_tracked=True)
                # What is gone and was a draft to the end nobody has marked, and nobody misses.
                build(tracked.filter(object_id__in=wrong.keys() | gone))

    def _differences(
        self, source: Source, ids: list[int], items: dict[int, PublishedItem]
    ) -> Problems:
        # Drafts are tracked by nobody: to publish one marks it.
        untracked = [pk for pk in ids if pk not in items]
        missing: Problems = dict.fromkeys(_public(source, untracked), "is public and not kept")
        known = [pk for pk in ids if pk in items]
        found = _differing(source, known, items) if self.is_full else {}
        return missing | (found if self.is_full else _displaced(source, known, items))

    def _without_waiting(
        self, source: Source, wrong: Problems, items: dict[int, PublishedItem]
    ) -> Problems:
        if not wrong or Mark.objects.filter(key=EVERYTHING).exists():
            return {}
        untracked = {row_key(source.model, pk): pk for pk in wrong if pk not in items}
        marked = Mark.objects.filter(key__in=untracked).values_list("key", flat=True)
        waiting = waiting_among(items[pk].pk for pk in wrong if pk in items)
        waiting_objects = {untracked[key] for key in marked}
        waiting_objects |= {pk for pk, item in items.items() if item.pk in waiting}
        return {pk: problem for pk, problem in wrong.items() if pk not in waiting_objects}

    def _compare_leftovers(self) -> None:
        """Withdraw what belongs to an endpoint that is syndicated no more."""
        with _patient_lock():
            left = list(PublishedItem.objects.exclude(endpoint__in=SOURCES).filter(is_tracked=True))
            for item in left:
                self._note(f"{item} is syndicated no more")
            if left and self.mends:
                build(left)

    def _note(self, problem: str) -> None:
        self.result.wrong += 1
        if len(self.result.problems) < PROBLEMS_KEPT:
            self.result.problems.append(problem)


def _displaced(source: Source, ids: list[int], items: dict[int, PublishedItem]) -> Problems:
    """Return the objects that are public and not kept as such, or the other way round."""
    public = _public(source, ids)
    found: Problems = {}
    for pk in ids:
        item = items[pk]
        if item.is_public and pk not in public:
            found[pk] = "is kept as public and is not"
        elif pk in public and not item.is_public:
            found[pk] = "is public and not kept"
        elif pk in public and public[pk] != item.site_id:
            found[pk] = "is kept under another site"
    return found


def _public(source: Source, ids: list[int]) -> dict[int, int]:
    """Return those of `ids` that are public, each with its site; 0 for what sites share."""
    if not ids:
        return {}
    viewset = router()._endpoints[source.endpoint]
    sites: list[Site | None] = [None]
    if source.model is Page:
        sites = list(Site.objects.select_related("root_page__locale"))
    return {
        pk: site.pk if site else 0
        for site in sites
        for pk in viewset.public_ids(router(), ids, site)
    }


def _differing(source: Source, ids: list[int], items: dict[int, PublishedItem]) -> Problems:
    """Return the objects whose representation, made anew, is another one."""
    keys: dict[int, set[str]] = {items[pk].pk: set() for pk in ids}
    for item_id, key in Dependency.objects.filter(item__in=keys).values_list("item_id", "key"):
        keys[item_id].add(key)
    found: Problems = {}
    for pk, face in represent(source, ids).items():
        item = items[pk]
        if item.is_public != bool(face.body):
            found[pk] = "is public and not kept" if face.body else "is kept as public and is not"
        elif item.is_public and (item.site_id, item.locale) != (face.site_id, face.locale):
            found[pk] = "is kept under another site or language"
        elif item.content != face.body or (face.body and item.etag != etag(face.body)):
            found[pk] = OTHER_BYTES
        elif keys[item.pk] != face.keys:
            found[pk] = "is kept with other dependencies"
        elif item.valid_until != face.valid_until:
            found[pk] = "is kept with another expiry"
    return found


@contextmanager
def _patient_lock() -> Iterator[None]:
    """Hold the builder's lock, after waiting for whoever holds it.

    Raises:
        BusyError: he does not let go of it.
    """
    end = time.monotonic() + PATIENCE
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(builder_lock(PATIENCE))
                break
            except BusyError:
                if time.monotonic() > end:
                    raise
            time.sleep(PAUSE)
        yield
