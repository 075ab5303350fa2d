"""The search engine: what the search page and whoever else asks are answered with.

Of what the index finds `portal.public` is asked each time, so that an index that is behind may miss
something, and never shows what is not public.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet
from wagtail.models import Locale, Page, Site

from portal.public import on_site

from .abbreviations import abbreviations
from .asked import Asked, understand
from .found import Found, Operator, Order, Row, find_among
from .matching import Among
from .meant import meant
from .models import Entry
from .passages import Passage, Piece, beginning, marked_text, passage
from .ranking import Place
from .registry import SOURCES, Choice, Source


@dataclass(frozen=True)
class Question:
    """What somebody looks for.

    Attributes:
        text: as it was typed, of any length.
        site: on which pages are looked for; None for all sites. Documents belong to all.
        locale: the language of the pages; None for all languages. Documents have none.
        filters: values by the names of filters. What knows no such filter is not found.
        sources: names of sources; all where none are named.
        order: `fit`, what fits best first, or `date`, the newest first.
        offset: how many of the first hits are left out.
        limit: how many hits are wanted at most.
        operator: whether all words are required (`and`), or one of them (`or`).
    """

    text: str
    site: Site | None = None
    locale: Locale | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    order: Order = "fit"
    offset: int = 0
    limit: int = 10
    operator: Operator = "and"


@dataclass(frozen=True)
class Hit:
    """One object that was found.

    Attributes:
        source: the name of its source.
        object_id: its id.
        title: its title, with what was looked for marked; empty where it was saved anew.
        date: by which it stands among what fits equally well.
        fit: 0 for what fits best; comparable within one answer.
        found_in: the part in which the words were found; `attached` is an attached object.
        attached_id: the id of that object, else None.
        passage: the words in the text around them, that of the attached object where they were
            found there; the beginning where it holds none of them; None where nothing can be shown.
    """

    source: str
    object_id: int
    title: tuple[Piece, ...]
    date: datetime
    fit: int
    found_in: Place
    attached_id: int | None
    passage: Passage | None


class Answer:
    """What is found for a question. Each part is asked of the database when it is first wanted."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._abbreviations = abbreviations()
        self._asked = understand(question.text, self._abbreviations)

    @cached_property
    def total(self) -> int:
        """How many objects are found."""
        return len(self._found.rows) if self._found else 0

    @cached_property
    def hits(self) -> list[Hit]:
        """The hits that the question wants, in its order."""
        return self.part(self.question.offset, self.question.offset + self.question.limit)

    def part(self, start: int, stop: int) -> list[Hit]:
        """Return the hits from one place to another, in the order that the question wants."""
        if self._asked is None or self._found is None:
            return []
        rows = self._found.in_order(self.question.order)[start:stop]
        return list(_hits(rows, self._found, self._asked))

    @cached_property
    def facets(self) -> dict[str, list[Choice]]:
        """What each filter could be set to, the others being as they are, by the filters' names."""
        filters = {
            name: narrowed
            for source in _sources(self.question)
            for name, narrowed in source.filters.items()
        }
        return {name: narrowed.in_order(self._choices(name)) for name, narrowed in filters.items()}

    @cached_property
    def did_you_mean(self) -> str:
        """The query as it may have been meant; empty where something is found, or nothing near."""
        if self.total or self._asked is None:
            return ""
        return meant(self.question.text, self._asked, self._first_of)

    @cached_property
    def _found(self) -> Found | None:
        return self._find(self.question, self._asked)

    def _choices(self, name: str) -> list[Choice]:
        filters = {key: value for key, value in self.question.filters.items() if key != name}
        others = replace(self.question, filters=filters)
        is_narrowed = name in self.question.filters
        found = self._find(others, self._asked) if is_narrowed else self._found
        language = others.locale.language_code if others.locale else ""
        counted: dict[str, Choice] = {}
        for source in _sources(others) if found else ():
            ids = found.ids(source.name) if found else []
            if name in source.filters and ids:
                objects = source.model._default_manager.filter(Among("pk", ids)).order_by()
                for choice in source.filters[name].choices(objects.values("pk"), language):
                    before = counted[choice.value].count if choice.value in counted else 0
                    counted[choice.value] = replace(choice, count=choice.count + before)
        return list(counted.values())

    def _first_of(self, text: str) -> Entry | None:
        found = self._find(self.question, understand(text, self._abbreviations))
        entries = [row.entry_id for row in found.rows[:1]] if found else []
        return Entry.objects.filter(pk__in=entries, is_stale=False).first()

    @staticmethod
    def _find(question: Question, asked: Asked | None) -> Found | None:
        return find_among(_objects(question), asked, question.operator) if asked else None


def ask(question: Question) -> Answer:
    """Return what is found for a question.

    Any text is a question: one without words has no answer, one that is too long is read from its
    beginning, and what a database takes for an operator divides words.
    """
    return Answer(question)


def _sources(question: Question) -> list[Source]:
    """Return the sources that are looked among."""
    return [
        source
        for name, source in SOURCES.items()
        if (not question.sources or name in question.sources)
        and question.filters.keys() <= source.filters.keys()
    ]


def _objects(question: Question) -> dict[str, QuerySet]:
    """Return what may be shown of each source, narrowed by the question's filters."""
    found = {}
    for source in _sources(question):
        objects = source.public(source.model._default_manager.all())
        if source.model is Page:
            objects = objects if question.site is None else on_site(objects, question.site)
            if question.locale is not None:
                objects = objects.filter(locale=question.locale)
        for name, value in question.filters.items():
            objects = objects.filter(source.filters[name].narrow(value))
        found[source.name] = objects
    return found


def _hits(rows: Sequence[Row], found: Found, asked: Asked) -> Iterator[Hit]:
    texts = Entry.objects.in_bulk([row.entry_id for row in rows])
    attached_ids = {row.attached_id for row in rows if row.attached_id is not None}
    attached = {
        entry.object_id: entry
        for entry in found.ranking.attached.filter(object_id__in=attached_ids)
    }
    # What the worker has removed in between is left out.
    for row in (row for row in rows if row.entry_id in texts):
        entry = texts[row.entry_id]
        shown = entry if row.attached_id is None else attached.get(row.attached_id, entry)
        yield Hit(
            source=row.source,
            object_id=row.object_id,
            title=() if entry.is_stale else marked_text(entry.title, asked),
            date=row.date,
            fit=row.fit,
            found_in=found.ranking.tiers[row.fit].place,
            attached_id=row.attached_id,
            passage=_passage(shown, asked),
        )


def _passage(entry: Entry, asked: Asked) -> Passage | None:
    if entry.is_stale:
        return None
    found = passage(entry.body, asked) or passage(entry.summary, asked)
    return found or beginning(entry.summary or entry.body)
