"""What an update changed: every object that it touched, explained or not (docs/adr/0028).

Two revisions are compared object by object. An object that existed and lies elsewhere now must be
explained by what it is (catalogue, page, form, field, security store …) and by a difference that is
allowed there; whatever remains has altered what was signed. Objects that did not exist before are
seen only through those that did, so they need no rule of their own.
"""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from pyhanko.pdf_utils import generic

from .form_fields import number_of, resolve
from .report import Finding
from .revisions import Revision


class Level(IntEnum):
    """How much a change is; a certification (DocMDP) allows some of them."""

    EVIDENCE = 1  # security store, time stamps, metadata: nothing that a page says
    FORM = 2  # fields filled, signatures
    ANNOTATION = 3
    CONTENT = 4
    FORBIDDEN = 9


@dataclass(frozen=True)
class Change:
    """One thing that an update did.

    `page` is the page (from 1) where it can be seen; 0 for nowhere. `names` are the fields that it
    touches. `is_signature` for a field that was signed: it needs nothing to cover it.
    """

    level: Level
    finding: Finding
    page: int = 0
    name: str = ""
    is_signature: bool = False
    is_new_field: bool = False


@dataclass
class Comparison:
    """Two revisions, what differs between them, and what has been explained so far."""

    old: Revision
    new: Revision
    changed: set[int] = field(init=False)
    explained: set[int] = field(default_factory=set)
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the objects that existed and lie elsewhere now, or nowhere."""
        before, after = self.old.places, self.new.places
        self.changed = {number for number in before if after.get(number) != before[number]}

    def is_new(self, value: Any) -> bool:
        """Tell whether a value refers to an object that did not exist before."""
        number = number_of(value)
        return bool(number) and number in self.new.places and number not in self.old.places

    def before(self, value: Any) -> Any:
        """Return what a value stood for."""
        return resolve(self.old, value)

    def after(self, value: Any) -> Any:
        """Return what a value stands for now."""
        return resolve(self.new, value)

    def explain(self, *values: Any) -> None:
        """Say that a changed object, or several, have been looked at."""
        self.explained |= {number_of(value) for value in values}

    def note(self, level: Level, finding: Finding, page: int = 0, name: str = "") -> None:
        """Keep a change that was found."""
        self.changes.append(Change(level, finding, page, name))

    def forbid(self, code: str, number: int = 0, **details: str) -> None:
        """Keep a change that alters what was signed, on a page or anywhere."""
        if number:
            details["page"] = str(number)
        self.note(Level.FORBIDDEN, Finding(code, details), number)

    def keys(self, old: Any, new: Any) -> set[str]:
        """Return the keys whose own value differs between two dictionaries."""
        return {
            str(key)
            for key in {*old, *new}
            if key not in old or key not in new or not same(old.raw_get(key), new.raw_get(key))
        }

    def appended(self, old: Any, new: Any) -> list[Any] | None:
        """Return what was put behind an array; None where it was changed in another way."""
        before = list_of(self.before(old)) if old is not None else []
        after = list_of(self.after(new)) if new is not None else []
        if before is None or after is None or len(after) < len(before):
            return None
        if not all(same(one, other) for one, other in zip(before, after, strict=False)):
            return None
        self.explain(old, new)
        return after[len(before) :]


def list_of(value: Any) -> list[Any] | None:
    """Return the raw elements of an array; none for null, None for what is no array."""
    if value is None or isinstance(value, generic.NullObject):
        return []
    if not isinstance(value, generic.ArrayObject):
        return None
    return [value.raw_get(index) for index in range(len(value))]


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are written the same; references are followed by nobody."""
    if number_of(one) or number_of(other):
        return number_of(one) == number_of(other)
    if isinstance(one, generic.StreamObject) or isinstance(other, generic.StreamObject):
        return False
    if isinstance(one, generic.DictionaryObject) and isinstance(other, generic.DictionaryObject):
        return one.keys() == other.keys() and all(
            same(one.raw_get(key), other.raw_get(key)) for key in one
        )
    if isinstance(one, generic.ArrayObject) and isinstance(other, generic.ArrayObject):
        return len(one) == len(other) and all(
            same(one.raw_get(index), other.raw_get(index)) for index in range(len(one))
        )
    return type(one) is type(other) and bool(one == other)


def raw(dictionary: Any, key: str) -> Any:
    """Return an entry of a dictionary as it is written; None where there is none."""
    return dictionary.raw_get(key) if key in dictionary else None


def compare(old: Revision, new: Revision) -> list[Change]:
    """Return what was changed between two revisions of a file, the later of which is `new`."""
    from . import catalog_changes, page_changes

    comparison = Comparison(old, new)
    if number_of(old.reader.trailer.raw_get("/Root")) != number_of(
        new.reader.trailer.raw_get("/Root")
    ):
        comparison.forbid("objects_changed")
        return comparison.changes
    added = new.places.keys() - old.places.keys()
    if added & old.referenced:
        comparison.forbid("shadow_prepared")
    catalog_changes.look_at(comparison)
    page_changes.look_at(comparison)
    _look_at_rewritten(comparison)
    if comparison.changed - comparison.explained:
        comparison.forbid("objects_changed")
    return comparison.changes


def _look_at_rewritten(comparison: Comparison) -> None:
    """Explain objects that were written anew as they were: some writers do."""
    for number in comparison.changed - comparison.explained:
        before, after = comparison.old.get(number), comparison.new.get(number)
        if number not in comparison.new.places:
            continue
        if isinstance(before, generic.StreamObject) and isinstance(after, generic.StreamObject):
            unchanged = (
                before.keys() == after.keys()
                and all(same(before.raw_get(key), after.raw_get(key)) for key in before)
                and before.encoded_data == after.encoded_data
            )
        else:
            unchanged = same(before, after)
        if unchanged:
            comparison.explained.add(number)
