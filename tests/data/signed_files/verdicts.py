"""What must be said of every file, and why: read from the requirement, not from any tool.

The rules that decide, where the requirement leaves room:

1. *Uncovered additions.* Whatever an update puts in after the last signature makes the signature
   before it invalid, also what ISO 32000 lets a form's user do: nobody has signed for it. Only
   evidence that shows nothing (a document security store, a document time stamp, a further
   signature) may follow.
2. *What may cover.* An addition to what a trusted signature signed needs a trusted signature over
   it; one that is only untrusted covers nothing. Where nobody's root is loaded, the file is
   untrusted and not forged: nobody's word stands against anybody's. A time stamp proves a moment;
   it never vouches for content, since a service stamps whatever it is sent.
3. *Covered additions* (a field, a stamp, an annotation, writing on free paper, a page at the end)
   are told and do no harm, and a seal may lie across a signature. Covered changes to what stood
   there (replaced, hidden, blanked, moved, read otherwise) are invalid all the same: the first
   signer never saw them. What a certification or a lock forbids is invalid, covered or not.
4. *Revocation* counts from its time: a signature that a trusted stamp proves older stays trusted.
   Without such proof it is judged now, when the certificate is revoked: untrusted if it was revoked
   after the time that the signer states (nobody can vouch for the clock), invalid if even before.
   A list or an answer that its issuer did not sign says nothing, either way.
5. *White space* after the end of a file says nothing; anything else there is an addition.
6. *A signature that was ever there counts*: a later revision that takes it out, or a file whose
   signature nobody can check, is not `unsigned`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal

from tests.data.signed_files.catalogue import OUTPUT, find

ROOTS = OUTPUT / "roots"
OFFICIAL = ("government", "second_government")  # the roots that an operator loads
NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)

Status = Literal["trusted", "untrusted", "invalid", "unsigned", "unreadable"]
Covers = Literal["whole file", "earlier revision"]


class Upload(StrEnum):
    """What the safety check must answer: accepted, or the family of the reason."""

    ACCEPTED = "accepted"
    WRONG_CONTENT = "wrong content"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    SCRIPT = "javascript"
    LAUNCH = "launch action"
    PROGRAM = "embedded program"
    MACROS = "macros"
    BOMB = "unpacks too far"
    PIXELS = "too many pixels"
    DRAWING = "SVG"
    DAMAGED = "damaged"
    EXHAUSTED = "not finished within its limits"


@dataclass(frozen=True)
class Expected:
    """What must be said of one signature. `None` is what is left open.

    `additions` is whether something was added after it that a later signature covers (a further
    signature's own field is none).
    """

    verdict: Literal["trusted", "untrusted", "invalid"] | None = None
    covers: Covers | None = None
    timestamped: bool | None = None
    additions: bool | None = None
    is_timestamp: bool = False
    signer: str | None = None
    organisation: str | None = None


@dataclass(frozen=True)
class Case:
    """One judgement: of a file, under roots, at a moment.

    `signatures` are in the order of signing; `None` leaves open what is said of each (a file that
    cannot be read so far). `found` is the moment of an earlier inspection, whose findings are kept.
    `status` is `None` for what is no PDF and is never judged; what the upload refuses is judged all
    the same, since a file may have come in another way. `media_type` is that of what is accepted.
    """

    file: str
    status: Status | Sequence[Status] | None
    signatures: tuple[Expected, ...] | None
    why: str
    roots: tuple[str, ...] = OFFICIAL
    now: dt.datetime = NOW
    found: dt.datetime | None = None
    upload: tuple[Upload, ...] = (Upload.ACCEPTED,)
    media_type: str = "application/pdf"

    @property
    def path(self) -> Path:
        """Return where the file is; a large one is made when it is asked for."""
        return find(self.file)

    @property
    def statuses(self) -> tuple[str, ...]:
        """Return every status that is right: more than one where the requirement leaves it open."""
        return (
            ()
            if self.status is None
            else (self.status,)
            if isinstance(self.status, str)
            else tuple(self.status)
        )

    def __str__(self) -> str:
        differs = [*self.roots] if self.roots != OFFICIAL else []
        if self.roots == ():
            differs = ["no-roots"]
        if self.now != NOW:
            differs.append(f"{self.now:%Y-%m}")
        if self.found:
            differs.append("found-before")
        return "+".join([self.file, *differs])


def place_roots(case: Case, folder: Path) -> Path:
    """Copy the roots of a case into a folder; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for root in case.roots:
        (folder / f"{root}.pem").write_bytes((ROOTS / f"{root}.pem").read_bytes())
    return folder


def cases() -> tuple[Case, ...]:
    """Return every judgement of signatures that the table expects."""
    return tuple(case for case in everything() if case.status is not None)


def uploads() -> tuple[Case, ...]:
    """Return one case for each file, for what the safety check must answer."""
    return tuple({case.file: case for case in everything()}.values())


def everything() -> tuple[Case, ...]:
    """Return the whole table."""
    from tests.data.signed_files import (
        expected_alterations,
        expected_forgeries,
        expected_hostile,
        expected_ordinary,
        expected_strength,
        expected_syntax,
        expected_trust,
    )

    return (
        *expected_ordinary.CASES,
        *expected_trust.CASES,
        *expected_strength.CASES,
        *expected_syntax.CASES,
        *expected_alterations.CASES,
        *expected_forgeries.CASES,
        *expected_hostile.CASES,
    )
