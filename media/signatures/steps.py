"""What was done between signatures and after the last: allowed, covered, told, or found out."""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pyhanko.pdf_utils import generic

from .appearance import TooManyPagesError, hiding, text_added
from .changes import Change, Level, compare
from .field_changes import LONGEST
from .form_fields import entry
from .moments import Judged
from .report import Finding, Verdict
from .revisions import BLANK, Revision, unaccounted

# What a certification allows (ISO 32000-2, 12.8.2.2, table 257).
ALLOWED = {1: Level.EVIDENCE, 2: Level.FORM, 3: Level.ANNOTATION}


@dataclass(frozen=True)
class Step:
    """The changes between the end of one signature and that of the next, or of the file."""

    changes: tuple[Change, ...]
    hidden: tuple[int, ...] = ()
    too_many: bool = False

    @property
    def forbidden(self) -> Finding | None:
        """The first change that altered what was signed."""
        found = [change.finding for change in self.changes if change.level == Level.FORBIDDEN]
        if found:
            return found[0]
        return Finding("content_hidden", {"page": str(self.hidden[0])}) if self.hidden else None

    @property
    def additions(self) -> tuple[Finding, ...]:
        """What was added and says something."""
        return tuple(change.finding for change in self.changes if _is_addition(change))


def _is_addition(change: Change) -> bool:
    return Level.EVIDENCE < change.level < Level.FORBIDDEN and not change.is_signature


def look_at_steps(whole: Revision, judged: list[Judged]) -> None:
    """Judge what came after each signature."""
    sound = [one for one in judged if one.is_intact]
    if not sound:
        return
    ends = [one.covered.end for one in sound]
    if whole.data[ends[-1] :].strip(BLANK):
        ends.append(whole.end)
    steps = [_step(whole, *pair) for pair in pairwise(ends)]
    for number, one in reversed([*enumerate(sound)]):
        _judge_steps(one, sound[number + 1 :], steps[number:], whole)


def _step(whole: Revision, start: int, end: int) -> Step:
    old, new = whole.at(start), whole.at(end)
    problem = unaccounted(new, start)
    if problem:
        finding = Finding("unknown_bytes" if problem == "unknown_bytes" else "forged_update")
        return Step((Change(Level.FORBIDDEN, finding),))
    changes = compare(old, new)
    if any(change.level == Level.FORBIDDEN for change in changes):
        return Step(tuple(changes))
    pages = {change.page for change in changes} - {0}
    try:
        hidden = tuple(hiding(old, new, pages)) if pages else ()
    except TooManyPagesError:
        return Step(tuple(changes), too_many=True)
    return Step(tuple(_with_text(old, new, change) for change in changes), hidden)


def _with_text(old: Revision, new: Revision, change: Change) -> Change:
    """Say what content that was added to a page says."""
    if change.finding.code != "drawing_added":
        return change
    text = text_added(old, new, change.page)[:LONGEST]
    if not text:
        return change
    finding = Finding("content_added", {**change.finding.details, "text": text})
    return replace(change, finding=finding)


def _judge_steps(one: Judged, later: list[Judged], steps: list[Step], whole: Revision) -> None:
    """Judge one signature by what came after it.

    `later` are the signatures after it; step k ends with the k-th of them, and the last may end
    with the file.
    """
    permission = _permission(whole, one)
    locked = _locked(whole, one)
    additions: list[Finding] = []
    for number, step in enumerate(steps):
        cover = _cover(one, later[number:])
        reason = (
            step.forbidden
            or _not_allowed(step, permission, locked)
            or _not_covered(step, cover, permission)
        )
        if reason:
            one.invalidate(reason)
        if step.too_many:
            one.doubt(Finding("too_many_pages"))
        if step.additions and cover == Verdict.UNTRUSTED:
            one.doubt(Finding("covered_by_untrusted"))
        additions.extend(step.additions)
    if one.verdict != Verdict.INVALID:
        one.additions = tuple(additions)


def _cover(one: Judged, later: list[Judged]) -> Verdict:
    """Return how well later signatures vouch for what was added after a signature.

    A time stamp vouches for no content. A signature does whose chain ends at a loaded root; where
    only its time or strength is doubtful, the addition is doubtful, not forged. Under a signature
    that no loaded root confirms either, nobody's word stands against anybody's.
    """
    signers = [found for found in later if not found.is_timestamp]
    if any(found.verdict == Verdict.TRUSTED for found in signers):
        return Verdict.TRUSTED
    intact = [found for found in signers if found.verdict == Verdict.UNTRUSTED]
    if any(found.chain.root or not one.chain.root for found in intact):
        return Verdict.UNTRUSTED
    return Verdict.INVALID


def _not_allowed(step: Step, permission: int, locked: "Lock | None") -> Finding | None:
    """Say what the signer forbade when he certified the file or locked fields."""
    highest = ALLOWED.get(permission, Level.CONTENT)
    for change in step.changes:
        if change.level > highest:
            return Finding("not_permitted")
        if locked and locked.holds(change.name) and not change.is_new_field:
            return Finding("field_locked", {"field": change.name})
    return None


def _not_covered(step: Step, cover: Verdict, permission: int) -> Finding | None:
    """Say that something was added that nobody vouches for."""
    if cover != Verdict.INVALID:
        return None
    for change in step.changes:
        # A certified file may get signatures, but a stranger's new one must show nothing.
        is_sneaky = change.is_signature and change.is_new_field and change.page and permission
        if _is_addition(change) or is_sneaky:
            return Finding("not_covered")
    return None


@dataclass(frozen=True)
class Lock:
    """Which fields a signature locked (FieldMDP; ISO 32000-2, 12.8.2.4)."""

    action: str
    names: frozenset[str]

    def holds(self, name: str) -> bool:
        """Tell whether it locks a field."""
        if not name:
            return False
        listed = any(name == one or name.startswith(f"{one}.") for one in self.names)
        return self.action == "/All" or listed == (self.action == "/Include")


def _parameters(whole: Revision, one: Judged, method: str) -> Any:
    references = entry(whole, one.signature.dictionary, "/Reference")
    for reference in references if isinstance(references, generic.ArrayObject) else ():
        found = reference.get_object()
        if str(entry(whole, found, "/TransformMethod")) == method:
            return entry(whole, found, "/TransformParams") or generic.DictionaryObject()
    return None


def _permission(whole: Revision, one: Judged) -> int:
    """Return what a certification allows (1, 2 or 3); 0 for a signature that is none."""
    parameters = _parameters(whole, one, "/DocMDP")
    if parameters is None:
        parameters = entry(whole, one.signature.field.dictionary, "/Lock")
        found = entry(whole, parameters, "/P")
        return int(found) if isinstance(found, generic.NumberObject) else 0
    found = entry(whole, parameters, "/P")
    return int(found) if isinstance(found, generic.NumberObject) else 2


def _locked(whole: Revision, one: Judged) -> Lock | None:
    parameters = _parameters(whole, one, "/FieldMDP")
    if parameters is None:
        return None
    names = entry(whole, parameters, "/Fields")
    listed = frozenset(map(str, names)) if isinstance(names, generic.ArrayObject) else frozenset()
    return Lock(str(entry(whole, parameters, "/Action") or "/All"), listed)
