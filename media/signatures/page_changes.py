"""What an update may change on pages: annotations and content that are added, never less."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pyhanko.pdf_utils import generic

from .changes import Comparison, Level, list_of, raw
from .field_changes import LONGEST, look_at_resources
from .form_fields import Field, entry, fields, number_of, resolve, root
from .report import Finding
from .revisions import Revision

DEEPEST = 60
# Annotations that add something. StrikeOut and Redact take back what the page says.
ADDING = {
    "/FreeText", "/Stamp", "/Text", "/Popup", "/Ink", "/Highlight", "/Underline", "/Squiggly",
    "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Caret", "/Link", "/Watermark",
    "/Widget",
}  # fmt: skip
PAGE_KEYS = {"/Annots", "/Contents", "/Resources"}
FREE_KEYS = {"/LastModified", "/Tabs"}
_SAVES = re.compile(rb"[\s\x00]*(?:q[\s\x00]*)*")


@dataclass(frozen=True)
class Page:
    """A page: its object, and its resources as they are written, perhaps above it."""

    number: int
    dictionary: Any
    resources: Any


def look_at(comparison: Comparison) -> None:
    """Explain the pages, and note what was added to which."""
    before, after = pages(comparison.old), pages(comparison.new)
    added = after[len(before) :]
    if [page.number for page in before] != [page.number for page in after[: len(before)]] or any(
        page.number not in comparison.new.places or page.number in comparison.old.places
        for page in added
    ):
        comparison.forbid("pages_changed")
        return
    _look_at_tree(comparison, raw(root(comparison.old), "/Pages"), set())
    for index in range(len(before) + 1, len(after) + 1):
        comparison.note(Level.CONTENT, Finding("page_added", {"page": str(index)}))
    by_number = {field.number: field for field in fields(comparison.new)}
    for index, (old, new) in enumerate(zip(before, after, strict=False), 1):
        _look_at_page(comparison, index, old, new, by_number)


def pages(revision: Revision) -> list[Page]:
    """Return the pages in their order."""
    return list(_leaves(revision, raw(root(revision), "/Pages"), None, set(), DEEPEST))


def _leaves(
    revision: Revision, where: Any, resources: Any, seen: set[int], depth: int
) -> Iterator[Page]:
    number, node = number_of(where), resolve(revision, where)
    if number in seen or not depth or not isinstance(node, generic.DictionaryObject):
        return
    seen |= {number} - {0}
    resources = raw(node, "/Resources") or resources
    kids = list_of(resolve(revision, raw(node, "/Kids"))) if "/Kids" in node else None
    if kids is None:
        yield Page(number, node, resources)
        return
    for kid in kids:
        yield from _leaves(revision, kid, resources, seen, depth - 1)


def _look_at_tree(comparison: Comparison, node: Any, seen: set[int]) -> None:
    """Explain nodes of the page tree to whose end pages were added."""
    before, after = comparison.before(node), comparison.after(node)
    if not isinstance(before, generic.DictionaryObject) or "/Kids" not in before:
        return
    if number_of(node) in seen:
        return
    seen.add(number_of(node))
    kids = raw(before, "/Kids")
    if number_of(node) in comparison.changed or number_of(kids) in comparison.changed:
        if (
            not isinstance(after, generic.DictionaryObject)
            or comparison.keys(before, after) - {"/Kids", "/Count"}
            or comparison.appended(kids, raw(after, "/Kids")) is None
        ):
            comparison.forbid("pages_changed")
            return
        comparison.explain(node)
    for kid in list_of(comparison.before(kids)) or []:
        _look_at_tree(comparison, kid, seen)


def _look_at_page(
    comparison: Comparison, index: int, old: Page, new: Page, by_number: dict[int, Field]
) -> None:
    number, before, after = old.number, old.dictionary, new.dictionary
    touched = {number, *(number_of(raw(after, key)) for key in PAGE_KEYS)}
    touched |= {number_of(value) for value in _annotations(comparison.new, after)}
    touched.add(number_of(new.resources))
    places = comparison.old.places
    if not any(one in comparison.changed or (one and one not in places) for one in touched):
        return
    for key in comparison.keys(before, after) - PAGE_KEYS - FREE_KEYS:
        comparison.forbid("page_changed", index, key=key[1:])
        return
    comparison.explained.add(number)
    _look_at_contents(comparison, index, raw(before, "/Contents"), raw(after, "/Contents"))
    look_at_resources(comparison, old.resources, new.resources, index)
    _look_at_annotations(comparison, index, before, after, by_number)


def _annotations(revision: Revision, page: Any) -> list[Any]:
    return list_of(resolve(revision, raw(page, "/Annots"))) or []


def _look_at_contents(comparison: Comparison, index: int, old: Any, new: Any) -> None:
    """Allow streams behind the content that was there, and `q` before it."""
    before, after = _contents(comparison.old, old), _contents(comparison.new, new)
    numbers = [number_of(value) for value in before]
    now = [number_of(value) for value in after]
    if numbers == now and not set(numbers) & comparison.changed:
        comparison.explain(old, new)
        return
    start = next((at for at in range(len(now)) if now[at : at + len(numbers)] == numbers), None)
    added = [value for value in after if number_of(value) not in numbers]
    is_whole = (
        start is not None
        and not set(numbers) & comparison.changed
        and len(added) == len(after) - len(before)
        and all(comparison.is_new(value) for value in added)
        and all(_only_saves(comparison.after(value)) for value in after[:start])
    )
    if not is_whole:
        comparison.forbid("content_replaced", index)
        return
    if isinstance(comparison.after(new), generic.ArrayObject):
        comparison.explain(new)
    if isinstance(comparison.before(old), generic.ArrayObject):
        comparison.explain(old)
    comparison.note(Level.CONTENT, Finding("drawing_added", {"page": str(index)}), index)


def _contents(revision: Revision, value: Any) -> list[Any]:
    found = resolve(revision, value)
    if isinstance(found, generic.ArrayObject):
        return list_of(found) or []
    return [] if found is None or isinstance(found, generic.NullObject) else [value]


def _only_saves(stream: Any) -> bool:
    if not isinstance(stream, generic.StreamObject):
        return False
    return _SAVES.fullmatch(bytes(stream.data)) is not None


def _look_at_annotations(
    comparison: Comparison, index: int, before: Any, after: Any, by_number: dict[int, Field]
) -> None:
    added = comparison.appended(raw(before, "/Annots"), raw(after, "/Annots"))
    if added is None:
        comparison.forbid("annotation_changed", index)
        return
    for value in added:
        annotation = comparison.after(value)
        kind = str(entry(comparison.new, annotation, "/Subtype") or "")
        is_new = comparison.is_new(value) or not number_of(value)
        if isinstance(annotation, generic.StreamObject) or kind not in ADDING or not is_new:
            comparison.forbid("annotation_changed", index, kind=kind[1:])
        elif kind == "/Widget":
            _locate(comparison, index, _field_of(comparison, value, by_number))
        elif kind != "/Popup":
            _note_annotation(comparison, index, kind, annotation)
    for value in _annotations(comparison.new, after):
        if number_of(value) in comparison.changed:
            _locate(comparison, index, _field_of(comparison, value, by_number))


def _field_of(comparison: Comparison, value: Any, by_number: dict[int, Field]) -> Field | None:
    field = by_number.get(number_of(value))
    if field is None:
        parent = raw(comparison.after(value), "/Parent")
        field = by_number.get(number_of(parent))
    return field


def _note_annotation(comparison: Comparison, index: int, kind: str, annotation: Any) -> None:
    text = " ".join(str(entry(comparison.new, annotation, "/Contents") or "").split())
    details = {"kind": kind[1:], "page": str(index)}
    finding = Finding("silent_annotation_added", details)
    if text:
        finding = Finding("annotation_added", {**details, "text": text[:LONGEST]})
    comparison.note(Level.ANNOTATION, finding, index)


def _locate(comparison: Comparison, index: int, field: Field | None) -> None:
    """Say on which page a field's change is seen; a widget of no field is an addition itself."""
    if field is None:
        details = {"kind": "Widget", "page": str(index)}
        comparison.note(Level.ANNOTATION, Finding("silent_annotation_added", details), index)
        return
    for at, change in enumerate(comparison.changes):
        if change.name == field.name and change.level < Level.FORBIDDEN and not change.page:
            finding = replace(
                change.finding, details={**change.finding.details, "page": str(index)}
            )
            comparison.changes[at] = replace(change, finding=finding, page=index)
            return
