"""Writing what a build has found: bytes, places, and what they depend on."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Max
from django.utils import timezone

from portal.entity_tags import etag

from .models import REPRESENTATION, Build, Dependency, PublishedItem
from .representing import Found, Representation

GONE = Representation(datetime.min.replace(tzinfo=UTC))
_FACE = (
    "type", "translation_key", "detail_url", "html_url", "etag", "body", "is_public", "is_tracked",
    "place", "build", "changed_at", "valid_until", "schema", "stale_since", "site_id", "locale",
    "error", "retry_at",
)  # fmt: skip


def _state(item: PublishedItem) -> tuple[object, ...]:
    return item.is_tracked, item.valid_until, item.site_id, item.locale


class Writer:
    """Writes one batch. What has become another face gets a new place at the feed's end.

    Attributes:
        addresses: those that answer otherwise now, the former ones of what has moved included.
    """

    def __init__(self, found: dict[str, Found]) -> None:
        self._found = found
        self.addresses: set[str] = set()
        self._withdrawn: list[PublishedItem] = []
        self._shown: list[PublishedItem] = []
        self._changed: dict[int, PublishedItem] = {}
        self._keys: dict[int, set[str]] = {}
        self._without_trace: list[int] = []
        self._unchanged: list[int] = []

    def write(self, items: Iterable[PublishedItem]) -> list[PublishedItem]:
        """Write the new face of `items`; return the items that stand at a new place."""
        for item in items:
            self._take(item, self._found.get(item.endpoint, {}).get(item.object_id, GONE))
        moved = self._place()
        self._write_items()
        self._write_keys()
        PublishedItem.objects.filter(pk__in=self._without_trace).delete()
        return moved

    def _take(self, item: PublishedItem, face: Representation) -> None:
        before = _state(item)
        item.stale_since, item.schema = None, REPRESENTATION
        item.error, item.retry_at = "", None
        self._keys[item.pk] = face.keys
        self._decide(item, face)
        if item in self._withdrawn or item in self._shown or before != _state(item):
            self._changed[item.pk] = item
        else:
            self._unchanged.append(item.pk)

    def _decide(self, item: PublishedItem, face: Representation) -> None:
        if not face.exists:
            item.is_tracked, item.valid_until, item.body = False, None, ""
            if item.is_public:
                self._withdraw(item)
            elif item.place is None:
                self._without_trace.append(item.pk)
        elif not face.body:
            item.valid_until, item.body = face.valid_until, ""
            if item.is_public:
                self._withdraw(item)
        elif (item.site_id, item.locale) == (face.site_id, face.locale):
            self._show(item, face)
        else:
            self._show_elsewhere(item, face)

    def _withdraw(self, item: PublishedItem) -> None:
        self._note_addresses(item)
        item.is_public, item.etag, item.body = False, "", ""
        self._withdrawn.append(item)

    def _show(self, item: PublishedItem, face: Representation) -> None:
        tag = etag(face.body)
        item.valid_until, item.body = face.valid_until, face.body.decode()
        if item.is_public and item.etag == tag:
            return
        self._note_addresses(item)
        meta = face.data["meta"]
        item.is_public, item.etag = True, tag
        item.type, item.translation_key = face.type, meta.get("translation_key", "")
        item.detail_url, item.html_url = meta["detail_url"] or "", meta.get("html_url") or ""
        self._note_addresses(item)
        self._shown.append(item)

    def _note_addresses(self, item: PublishedItem) -> None:
        self.addresses.update(filter(None, (item.detail_url, item.html_url)))

    def _show_elsewhere(self, item: PublishedItem, face: Representation) -> None:
        """Show under another site or language what was, or never was, public where `item` is."""
        there = PublishedItem.objects.filter(
            endpoint=item.endpoint,
            object_id=item.object_id,
            site_id=face.site_id,
            locale=face.locale,
        ).first()
        if there is None and item.place is None:
            # It was never shown: nobody has to be told that it is somewhere else.
            item.site_id, item.locale = face.site_id, face.locale
            self._show(item, face)
            return
        item.is_tracked, item.valid_until, item.body = False, None, ""
        self._keys[item.pk] = set()
        if item.is_public:
            self._withdraw(item)
        elif item.place is None:
            self._without_trace.append(item.pk)
        # One item at most is tracked for an object.
        PublishedItem.objects.filter(pk=item.pk).update(is_tracked=False)
        if there is None:
            there = PublishedItem.objects.create(
                endpoint=item.endpoint,
                object_id=item.object_id,
                site_id=face.site_id,
                locale=face.locale,
            )
        there.is_tracked, there.stale_since, there.schema = True, None, REPRESENTATION
        self._changed[there.pk] = there
        self._keys[there.pk] = face.keys
        self._show(there, face)

    def _place(self) -> list[PublishedItem]:
        """Give places to what has changed: withdrawals first, so that a move ends as an upsert."""
        moved = [*self._withdrawn, *self._shown]
        if moved:
            last = Build.objects.aggregate(last=Max("last_place"))["last"] or 0
            now = timezone.now()
            build = Build.objects.create(
                first_place=last + 1, last_place=last + len(moved), built_at=now
            )
            for place, item in enumerate(moved, last + 1):
                item.place, item.build, item.changed_at = place, build, now
        return moved

    def _write_items(self) -> None:
        PublishedItem.objects.filter(pk__in=self._unchanged).update(
            stale_since=None, schema=REPRESENTATION, error="", retry_at=None
        )
        PublishedItem.objects.bulk_create(
            self._changed.values(),
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=_FACE,
            batch_size=50,
        )

    def _write_keys(self) -> None:
        known: dict[int, set[str]] = defaultdict(set)
        rows = Dependency.objects.filter(item__in=self._keys)
        for item_id, key in rows.values_list("item_id", "key"):
            known[item_id].add(key)
        new = [
            Dependency(item_id=pk, key=key)
            for pk, keys in self._keys.items()
            for key in sorted(keys - known[pk])
        ]
        for pk in self._keys:
            if over := known[pk] - self._keys[pk]:
                Dependency.objects.filter(item=pk, key__in=over).delete()
        Dependency.objects.bulk_create(new, batch_size=2000)
