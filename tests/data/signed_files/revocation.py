"""Evidence of revocation in every place that a file has for it, true and false."""

import datetime as dt

from tests.data.signed_files import papers, pki
from tests.data.signed_files.catalogue import made
from tests.data.signed_files.certificates import Identity, answer, issue, key, revocation_list
from tests.data.signed_files.cms import Style
from tests.data.signed_files.signing import Ask, add_evidence, sign
from tests.data.signed_files.trust import AFTER_SIGNING, BEFORE_SIGNING, FIRST_LIST, LATER, stamped


def _list_of(
    issuer: Identity,
    *named: Identity,
    when: dt.datetime = BEFORE_SIGNING,
    updated: dt.datetime = FIRST_LIST,
) -> bytes:
    serials = {identity.certificate.serial_number: when for identity in named}
    return revocation_list(issuer, serials, updated=updated)


def _stored(*lists: bytes, answers: tuple[bytes, ...] = ()) -> bytes:
    pdf = papers.plan()
    sign(pdf, pki.revoked_person(), ask=stamped())
    return add_evidence(pdf, (), lists, answers)


@made()
def revoked_by_list_in_signature() -> bytes:
    """The list stands among the signed attributes: the signer's own tool put it there."""
    found = _list_of(pki.second_government(), pki.revoked_person(), updated=BEFORE_SIGNING)
    style = Style(revocation_lists=(found,))
    return sign(papers.plan(), pki.revoked_person(), ask=Ask(style))


@made()
def not_revoked_by_list_in_signature() -> bytes:
    style = Style(revocation_lists=(_list_of(pki.second_government(), updated=BEFORE_SIGNING),))
    return sign(papers.plan(), pki.officer(), ask=Ask(style))


@made()
def revoked_without_pointers() -> bytes:
    """The certificate names no place to ask; the file holds the list all the same."""
    pdf = papers.plan()
    sign(pdf, pki.silent_person(), ask=stamped())
    return add_evidence(pdf, (), (_list_of(pki.second_government(), pki.silent_person()),))


def _answer(revoked: dt.datetime | None, responder: Identity | None = None) -> bytes:
    return answer(
        responder or pki.responder(),
        pki.revoked_person(),
        pki.second_government(),
        revoked=revoked,
        updated=FIRST_LIST,
    )


@made()
def revoked_by_answer_before_signing() -> bytes:
    return _stored(answers=(_answer(BEFORE_SIGNING),))


@made()
def revoked_by_answer_after_signing() -> bytes:
    return _stored(answers=(_answer(AFTER_SIGNING),))


@made()
def not_revoked_by_answer() -> bytes:
    return _stored(answers=(_answer(None),))


@made()
def revoked_by_answer_of_nobody() -> bytes:
    """Somebody who is no responder says that it is revoked: he may wish it to look so."""
    return _stored(answers=(_answer(BEFORE_SIGNING, pki.company()),))


@made()
def revoked_by_list_of_nobody() -> bytes:
    """A list in the name of the authority, signed with another key."""
    impostor = Identity(pki.second_government().certificate, pki.forger().key)
    return _stored(_list_of(impostor, pki.revoked_person()))


@made()
def revoked_by_list_of_another_authority() -> bytes:
    """Another authority revoked a certificate of its own that has the same number."""
    return _stored(_list_of(pki.national(), pki.revoked_person()))


@made()
def revoked_by_one_list_of_two() -> bytes:
    """An older list does not know of it yet; the newer one does."""
    older = _list_of(pki.second_government(), updated=LATER)
    newer = _list_of(pki.second_government(), pki.revoked_person(), updated=FIRST_LIST)
    return _stored(older, newer)


@made()
def revoked_authority() -> bytes:
    """The root has revoked the intermediate."""
    subject = {"C": "VN", "O": "Don vi chung thuc thu nghiem", "CN": "CA thu nghiem bi thu hoi"}
    broken = issue(8, subject, key("party"), pki.government(), authority=True)
    pdf = papers.plan()
    name = {"C": "VN", "O": "Huyen uy Binh Son", "CN": "Nguyen Van An"}
    sign(pdf, issue(180, name, key("officer"), broken))
    return add_evidence(pdf, (), (_list_of(pki.government(), broken),))


@made()
def revoked_second_of_two() -> bytes:
    """The person's signature is sound; the agency's certificate was revoked before it sealed."""
    pdf = papers.plan()
    sign(pdf, pki.officer())
    sign(pdf, pki.revoked_person(), "Chu ky 2", stamped())
    return add_evidence(pdf, (), (_list_of(pki.second_government(), pki.revoked_person()),))
