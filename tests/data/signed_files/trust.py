"""Files whose bytes are right and whose certificates, times or strength are the question."""

import datetime as dt
from dataclasses import replace

from tests.data.signed_files import cms, papers, pki
from tests.data.signed_files.catalogue import made
from tests.data.signed_files.certificates import revocation_list
from tests.data.signed_files.cms import PLAIN, Style
from tests.data.signed_files.signing import SIGNED, Ask, add_evidence, sign, stamp

LATER = SIGNED + dt.timedelta(minutes=5)
BEFORE_SIGNING = dt.datetime(2021, 6, 1, tzinfo=dt.UTC)
AFTER_SIGNING = dt.datetime(2022, 3, 1, tzinfo=dt.UTC)
FIRST_LIST = dt.datetime(2022, 6, 1, tzinfo=dt.UTC)
YEARS_LATER = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)


def stamped(moment: dt.datetime = SIGNED, **others: object) -> Ask:
    """Return how to sign with a time stamp of the trusted service."""
    stamper = cms.time_stamp(pki.stamping(), moment)
    return Ask(replace(PLAIN, stamp=stamper, **others))


@made()
def time_stamped() -> bytes:
    return sign(papers.plan(), pki.officer(), ask=stamped())


@made()
def time_stamped_by_unknown() -> bytes:
    """The stamp proves nothing; the signature stands without it."""
    stamper = cms.time_stamp(pki.unknown_stamping(), SIGNED)
    return sign(papers.plan(), pki.officer(), ask=Ask(Style(stamp=stamper)))


@made()
def time_stamp_of_something_else() -> bytes:
    """The stamp belongs to another signature: somebody put it here."""
    stamper = cms.time_stamp(pki.stamping(), SIGNED, about=b"another signature")
    return sign(papers.plan(), pki.officer(), ask=Ask(Style(stamp=stamper)))


@made()
def expired() -> bytes:
    return sign(papers.plan(), pki.expired_person())


@made()
def expired_but_time_stamped() -> bytes:
    return sign(papers.plan(), pki.expired_person(), ask=stamped())


@made()
def expired_and_time_stamped_too_late() -> bytes:
    """The stamp proves that it existed only after the certificate had ended."""
    return sign(papers.plan(), pki.expired_person(), ask=stamped(AFTER_SIGNING))


@made()
def expired_and_time_stamped_by_unknown() -> bytes:
    stamper = cms.time_stamp(pki.unknown_stamping(), SIGNED)
    return sign(papers.plan(), pki.expired_person(), ask=Ask(Style(stamp=stamper)))


@made()
def expired_but_archived() -> bytes:
    """PAdES B-LTA: evidence in the store, and a document time stamp over signature and store."""
    pdf = papers.plan()
    sign(pdf, pki.expired_person())
    good = revocation_list(pki.second_government(), {}, updated=LATER)
    add_evidence(pdf, (pki.second_government(),), (good,))
    return stamp(pdf, cms.time_stamp(pki.stamping(), LATER))


@made()
def not_yet_valid() -> bytes:
    return sign(papers.plan(), pki.future_person())


@made()
def unknown_root() -> bytes:
    return sign(papers.plan(), pki.unknown_person())


@made()
def self_signed() -> bytes:
    return sign(papers.plan(), pki.self_signed())


@made()
def intermediate_missing() -> bytes:
    return sign(papers.plan(), pki.person().alone())


@made()
def intermediate_in_store() -> bytes:
    """The signature carries its own certificate alone; the store holds the one above."""
    pdf = papers.plan()
    sign(pdf, pki.person().alone())
    return add_evidence(pdf, (pki.party(),))


def _revoked(when: dt.datetime, updated: dt.datetime, ask: Ask) -> bytes:
    pdf = papers.plan()
    sign(pdf, pki.revoked_person(), ask=ask)
    serial = pki.revoked_person().certificate.serial_number
    return add_evidence(
        pdf, (), (revocation_list(pki.second_government(), {serial: when}, updated=updated),)
    )


@made()
def revoked_before_signing() -> bytes:
    return _revoked(BEFORE_SIGNING, FIRST_LIST, stamped())


@made()
def revoked_before_signing_without_stamp() -> bytes:
    return _revoked(BEFORE_SIGNING, FIRST_LIST, Ask())


@made()
def revoked_after_signing() -> bytes:
    """A time stamp proves that it was signed while the certificate was good."""
    return _revoked(AFTER_SIGNING, FIRST_LIST, stamped())


@made()
def revoked_after_signing_without_stamp() -> bytes:
    """Nothing proves when it was signed: the thief of the key may have set the clock back."""
    return _revoked(AFTER_SIGNING, FIRST_LIST, Ask())


@made()
def signed_with_sha1() -> bytes:
    return sign(papers.plan(), pki.person(), ask=Ask(Style(digest="sha1")))
