"""What an answer depends on: recorded while it is made, by whatever it reads.

A key names what was read: `page:12`, `media_portaldocument:5`, `number:59-KH/HU`. The triggers of
the database mark the same keys when a row changes (`portal.syndication.registry`), so that what
shows a row is known exactly. What an object of the library shows is recorded once for all answers
in which it appears.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import CollectionMember, Page, TranslatableMixin

Subject = Hashable

# A number longer than the column of keys is in no document either.
LONGEST_KEY = 100


@dataclass
class Reads:
    """What one object's answer read."""

    keys: set[str] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)
    members: set[tuple[type[Model], int]] = field(default_factory=set)
    subjects: set[Subject] = field(default_factory=set)


class Recording:
    """What several answers read, each for itself."""

    def __init__(self) -> None:
        self._reads: dict[Subject, Reads] = defaultdict(Reads)
        self._stack: list[Subject] = []

    @contextmanager
    def active(self) -> Iterator["Recording"]:
        """Let the answers that are made meanwhile be recorded here."""
        token = _active.set(self)
        try:
            yield self
        finally:
            _active.reset(token)

    @contextmanager
    def of(self, subject: Subject) -> Iterator[None]:
        """Record what is read meanwhile as that of `subject`."""
        self._stack.append(subject)
        try:
            yield
        finally:
            self._stack.pop()

    @property
    def current(self) -> Reads:
        """What the answer in the making has read."""
        return self._reads[self._stack[-1] if self._stack else None]

    def reads_of(self, subject: Subject) -> Reads:
        """Return all that `subject` read, what it shows included."""
        total, seen, waiting = Reads(), {subject}, [subject]
        while waiting:
            reads = self._reads[waiting.pop()]
            total.keys |= reads.keys
            total.pages |= reads.pages
            total.members |= reads.members
            waiting += reads.subjects - seen
            seen |= reads.subjects
        return total


_active: ContextVar[Recording | None] = ContextVar("dependencies", default=None)


def recording() -> Recording | None:
    """Return the recording of the answers in the making; None where nobody keeps one."""
    return _active.get()


def depends_on(*keys: str) -> None:
    """Say that the answer in the making has read what `keys` name."""
    if (kept := _active.get()) is not None:
        kept.current.keys.update(keys)


def depends_on_pages(ids: Iterable[int | None]) -> None:
    """Say that the answer shows pages, or leaves them out because they are not public."""
    if (kept := _active.get()) is not None:
        kept.current.pages.update(pk for pk in ids if pk is not None)


def depends_on_members(model: type[Model], ids: Iterable[int | None]) -> None:
    """Say the same of images or documents."""
    if (kept := _active.get()) is not None:
        kept.current.members.update((model, pk) for pk in ids if pk is not None)


def depends_on_snippet(snippet: Model | None) -> None:
    """Say the same of a snippet and its translations."""
    if snippet is not None and _active.get() is not None:
        depends_on(row_key(type(snippet), snippet.pk))
        if isinstance(snippet, TranslatableMixin):
            depends_on(text_key(snippet.translation_key))


def depends_on_tags(instance: Model, tags: Iterable[Model]) -> None:
    """Say that the answer shows the tags of `instance`, by name."""
    if _active.get() is not None:
        kind = ContentType.objects.get_for_model(instance).pk
        depends_on(f"tagged:{kind}:{instance.pk}", *(row_key(type(tag), tag.pk) for tag in tags))


@contextmanager
def shown(instance: Model) -> Iterator[None]:
    """Record what the answer of `instance` reads, as part of the answer in which it stands."""
    kept = _active.get()
    if kept is None:
        yield
        return
    subject = (type(instance), instance.pk)
    kept.current.subjects.add(subject)
    with kept.of(subject):
        yield


def row_key(model: type[Model], pk: int) -> str:
    """Return the key of a row."""
    return f"{row_prefix(model)}{pk}"


def row_prefix(model: type[Model]) -> str:
    """Return what the keys of the rows of `model` begin with; pages of all types have one table."""
    return "page:" if issubclass(model, Page) else f"{model._meta.db_table}:"


def text_key(translation_key: UUID) -> str:
    """Return the key of a text in all of its languages."""
    return f"text:{translation_key.hex}"


def number_key(number: str) -> str:
    """Return the key of the documents that carry an official number, spelt like this."""
    return f"number:{number}"[:LONGEST_KEY]


def restriction_key(page_id: int) -> str:
    """Return the key of the view restrictions on a page."""
    return f"restricted:{page_id}"


def collection_key(collection_id: int) -> str:
    """Return the key of a collection: where it lies, and whether it is private."""
    return f"collection:{collection_id}"


def is_member(model: type[Model]) -> bool:
    """Tell whether `model` is one of images or documents."""
    return issubclass(model, CollectionMember)
