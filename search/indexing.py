"""Keeping the index: what was saved is read again by the worker, what is gone is forgotten."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.queue.jobs import enqueue, job

from .folding import legible
from .models import Attachment, Entry, KnownWord
from .registry import SOURCES, WATCHES, Findable, Source
from .words_table import LONGEST_TEXT, remove_words, write_words

# So many objects are held in memory at once.
BATCH = 100
_TEXTS = ("title", "summary", "body", "date", "is_stale")
# What autosave writes of a page, several times a minute; readers are shown none of it.
_DRAFT_FIELDS = frozenset(
    {"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"}
)


@transaction.atomic
def index(source: Source, ids: Sequence[int]) -> int:
    """Read objects of a source and write their entries; return how many there are.

    Objects that are gone, or not live, lose theirs.
    """
    entries = Entry.objects.filter(source=source.name, object_id__in=ids)
    # Of two workers the second one reads what the first one has not seen.
    list(entries.select_for_update().values_list("pk"))
    found = list(source.read(ids))
    _write(source, found)
    forget(entries.exclude(object_id__in=[one.object_id for one in found]))
    return len(found)


def forget(entries: QuerySet[Entry]) -> None:
    """Remove entries with all that belongs to them."""
    ids = list(entries.values_list("pk", flat=True))
    for some in in_batches(ids):
        remove_words(some)
        Entry.objects.filter(pk__in=some).delete()


def in_batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield ids, so many at a time as a query takes."""
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _write(source: Source, found: Sequence[Findable]) -> None:
    entries = Entry.objects.bulk_create(
        [_entry(source, one) for one in found],
        update_conflicts=True,
        unique_fields=["source", "object_id"],
        update_fields=_TEXTS,
    )
    write_words(entries)
    Attachment.objects.filter(entry__in=entries).delete()
    Attachment.objects.bulk_create(
        Attachment(entry=entry, object_id=pk)
        for entry, one in zip(entries, found, strict=True)
        for pk in dict.fromkeys(one.attached)
    )


def _entry(source: Source, found: Findable) -> Entry:
    return Entry(
        source=source.name,
        object_id=found.object_id,
        title=legible(found.title),
        summary=legible(found.summary),
        body=legible(found.body[:LONGEST_TEXT]),
        date=found.date,
    )


@job("search.index", _("Read what has changed for the search"))
def index_changed(*, source: str, ids: list[int]) -> None:
    """Index objects that have changed."""
    index(SOURCES[source], ids)


def note_saved(
    sender: Any, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """Have what changed with a row read by the worker, as soon as the transaction commits.

    Until then, and until the worker has come to it, no passage of it is shown.
    """
    if raw or (update_fields and _DRAFT_FIELDS.issuperset(update_fields)):
        return
    is_live = getattr(instance, "live", True)
    for source, ids in _touched(sender, instance):
        entries = Entry.objects.filter(source=source, object_id__in=ids)
        if is_live:
            entries.update(is_stale=True)
        else:
            # What is withdrawn is not even matched any more: the name of a body in its documents.
            forget(entries)
        if is_live or not isinstance(instance, SOURCES[source].model):
            _enqueue(source, ids)


def note_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Forget what is deleted, or have read again what has lost a part."""
    for source, ids in _touched(sender, instance):
        if isinstance(instance, SOURCES[source].model):
            forget(Entry.objects.filter(source=source, object_id__in=ids))
        else:
            _enqueue(source, ids)


def _enqueue(source: str, ids: Sequence[int]) -> None:
    """Have objects indexed, so many in a job as are held in memory at once."""
    for some in in_batches(ids):
        enqueue("search.index", source=source, ids=list(some))


def _touched(sender: Any, instance: Any) -> Iterator[tuple[str, list[int]]]:
    label = sender._meta.label
    if label not in WATCHES or sender is not apps.get_model(label):
        # A migration's model is another one of the same name; the index may not be there yet.
        return
    for source, ids_of in WATCHES[label]:
        if ids := list(ids_of(instance)):
            yield source, ids


def index_missing() -> int:
    """Have public objects indexed that no signal told of; return how many there are.

    What is still stale is read again: the job that was to do it may have failed.
    """
    count = 0
    for source in SOURCES.values():
        stale = Entry.objects.filter(source=source.name, is_stale=True)
        _enqueue(source.name, list(stale.values_list("object_id", flat=True)))
        public = source.public(source.model._default_manager.all())
        known = Entry.objects.filter(source=source.name).values("object_id")
        for label in source.readers:
            missing = source.type_ids(label).filter(pk__in=public.values("pk"))
            ids = list(missing.exclude(pk__in=known).values_list("pk", flat=True))
            _enqueue(source.name, ids)
            count += len(ids)
    return count


def rebuild() -> Iterator[tuple[str, int, int]]:
    """Index everything anew; yield for each batch its type, and how many are done of how many."""
    KnownWord.objects.all().delete()
    for source in SOURCES.values():
        for label in source.readers:
            yield from _rebuild_type(source, label)
        _forget_unknown(source)


def _rebuild_type(source: Source, label: str) -> Iterator[tuple[str, int, int]]:
    ids = source.type_ids(label)
    total, done, last = ids.count(), 0, 0
    while some := list(ids.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        index(source, some)
        done, last = done + len(some), some[-1]
        yield label, done, total


def _forget_unknown(source: Source) -> None:
    """Remove the entries of objects that are no more, or of a type that is found no more."""
    entries = Entry.objects.filter(source=source.name)
    for label in source.readers:
        entries = entries.exclude(object_id__in=source.type_ids(label))
    forget(entries)
