"""What an update may change in the form: signatures in fields, values in empty fields."""

from typing import Any

from pyhanko.pdf_utils import generic

from .changes import Change, Comparison, Level, raw
from .form_fields import Field, fields, number_of
from .report import Finding

FORM_KEYS = {"/Fields", "/SigFlags", "/DR", "/DA"}
FILLED = {"/V", "/AP", "/AS", "/M", "/RV", "/I", "/NM"}
SIGNED = FILLED | {"/F", "/MK", "/Lock", "/P", "/DA", "/DR", "/BS", "/Border", "/Type", "/Subtype"}
EMPTY = {"", "/Off", "/", "Off"}
LONGEST = 120


def look_at_form(comparison: Comparison, old: Any, new: Any) -> None:
    """Explain the form and its fields, and note what was filled, signed or added."""
    before, after = comparison.before(old), comparison.after(new)
    if not isinstance(after, generic.DictionaryObject):
        if isinstance(before, generic.DictionaryObject):
            comparison.forbid("form_changed")
        return
    if not isinstance(before, generic.DictionaryObject):
        before = generic.DictionaryObject()
    for key in comparison.keys(before, after) - FORM_KEYS:
        comparison.forbid("form_changed", key=key[1:])
    comparison.explain(new)
    if comparison.appended(raw(before, "/Fields"), raw(after, "/Fields")) is None:
        comparison.forbid("form_changed", key="Fields")
    look_at_resources(comparison, raw(before, "/DR"), raw(after, "/DR"))
    if "/DA" in before and "/DA" in comparison.keys(before, after):
        comparison.forbid("form_changed", key="DA")
    _look_at_fields(comparison)


def look_at_resources(comparison: Comparison, old: Any, new: Any, page: int = 0) -> None:
    """Explain resources that only grew: every name that there was means what it meant."""
    before, after = comparison.before(old), comparison.after(new)
    if not isinstance(before, generic.DictionaryObject):
        return
    if not isinstance(after, generic.DictionaryObject):
        comparison.forbid("resources_changed", page)
        return
    for category in before:
        one, other = before.raw_get(category), raw(after, category)
        names, now = comparison.before(one), comparison.after(other)
        if category == "/ProcSet":
            comparison.explain(one, other)
        elif not isinstance(names, generic.DictionaryObject):
            if number_of(one) != number_of(other):
                comparison.forbid("resources_changed", page)
        elif not isinstance(now, generic.DictionaryObject) or any(
            key in names for key in comparison.keys(names, now)
        ):
            comparison.forbid("resources_changed", page)
            return
        else:
            comparison.explain(one, other)
    comparison.explain(old, new)


def _look_at_fields(comparison: Comparison) -> None:
    before = {field.number or field.name: field for field in fields(comparison.old)}
    filled: dict[int, bool] = {0: False}
    for field in fields(comparison.new):
        earlier = before.get(field.number or field.name)
        if earlier is None:
            _note_new(comparison, field)
            continue
        parent = number_of(raw(field.dictionary, "/Parent"))
        is_filled = _value_changed(comparison, earlier, field)
        filled[field.number] = is_filled or filled.get(parent, False)
        _look_at_field(comparison, earlier, field, filled[field.number])
        # A parent and its only widget share one value: it is told once.
        if is_filled and not filled.get(parent, False):
            _note_filled(comparison, earlier, field)


def _text(comparison: Comparison, value: Any, *, is_new: bool) -> str:
    found = comparison.after(value) if is_new else comparison.before(value)
    if found is None or isinstance(found, generic.NullObject):
        return ""
    if isinstance(found, generic.ArrayObject):
        return ", ".join(str(part) for part in found)
    return "…" if isinstance(found, generic.DictionaryObject) else str(found)


def _value_changed(comparison: Comparison, earlier: Field, field: Field) -> bool:
    if field.is_signature:
        return number_of(field.value) != number_of(earlier.value) or (
            (field.value is None) != (earlier.value is None)
        )
    return _text(comparison, field.value, is_new=True) != _text(
        comparison, earlier.value, is_new=False
    ) or number_of(field.value) in comparison.changed - {0}


def _look_at_field(
    comparison: Comparison,
    earlier: Field,
    field: Field,
    is_filled: bool,
) -> None:
    """Explain a field that existed, or forbid what was made of it."""
    if not isinstance(earlier.dictionary, generic.DictionaryObject):
        return
    keys = comparison.keys(earlier.dictionary, field.dictionary)
    if "/Kids" in keys or number_of(raw(field.dictionary, "/Kids")) in comparison.changed:
        kids = raw(earlier.dictionary, "/Kids"), raw(field.dictionary, "/Kids")
        if comparison.appended(*kids) is not None:
            keys.discard("/Kids")
    allowed = (SIGNED if field.is_signature else FILLED) if is_filled else set()
    if not field.is_signature and not is_filled:
        allowed = {"/M", "/NM"}
    elif is_filled and not field.is_signature and _read_only_was_set(earlier, field):
        allowed = allowed | {"/Ff"}
    if keys - allowed:
        comparison.forbid("field_changed", field=field.name)
        return
    comparison.explained.add(field.number)
    if is_filled:
        _look_at_appearance(comparison, earlier, field)


def _read_only_was_set(earlier: Field, field: Field) -> bool:
    return earlier.flags | 1 == field.flags | 1


def _look_at_appearance(comparison: Comparison, earlier: Field, field: Field) -> None:
    """Explain an appearance that some writers overwrite where it lies."""
    look = comparison.after(raw(field.dictionary, "/AP"))
    past = comparison.before(raw(earlier.dictionary, "/AP"))
    if not isinstance(look, generic.DictionaryObject):
        return
    number = number_of(raw(field.dictionary, "/AP"))
    if number in comparison.changed and comparison.new.keys_to(number) <= {b"/AP"}:
        comparison.explained.add(number)
    for key in look:
        stream = number_of(look.raw_get(key))
        was_there = isinstance(past, generic.DictionaryObject) and key in past
        is_overwritten = stream in comparison.changed and was_there and key == "/N"
        if is_overwritten and comparison.new.keys_to(stream) <= {b"/N"}:
            comparison.explained.add(stream)


def _note_filled(comparison: Comparison, earlier: Field, field: Field) -> None:
    name = field.name or "?"
    if field.is_signature:
        if earlier.value is not None:
            comparison.forbid("field_changed", field=name)
            return
        signed = Change(Level.FORM, Finding("signed", {"field": name}), 0, name, is_signature=True)
        comparison.changes.append(signed)
        return
    if _text(comparison, earlier.value, is_new=False) not in EMPTY:
        comparison.forbid("value_changed", field=name)
        return
    value = _text(comparison, field.value, is_new=True).removeprefix("/")[:LONGEST]
    finding = Finding("field_filled", {"field": name, "value": value})
    comparison.note(Level.FORM, finding, name=name)


def _note_new(comparison: Comparison, field: Field) -> None:
    """Note a field that did not exist: for a signature, or one that says something."""
    if field.number and not (comparison.is_new(_reference(comparison, field))):
        # An object of the signed file that is called a field now: it may be anything there.
        comparison.forbid("form_changed", field=field.name)
        return
    signed = field.is_signature and field.value is not None
    kind, details = "signed", {"field": field.name or "?"}
    value = _text(comparison, field.value, is_new=True)[:LONGEST]
    if not signed:
        kind = "field_added" if value else "empty_field_added"
        details |= {"value": value} if value else {}
    level = Level.FORM if signed or field.is_signature else Level.ANNOTATION
    comparison.changes.append(
        Change(level, Finding(kind, details), 0, field.name, is_signature=signed, is_new_field=True)
    )


def _reference(comparison: Comparison, field: Field) -> Any:
    return generic.IndirectObject(field.number, 0, comparison.new.reader)
