"""The throw-away hierarchy: whose certificates occur, named as real ones are, without diacritics.

No name here belongs to a real authority. The official hierarchy is Government → agencies of the
Party → persons and agencies, and a second root of the Government's; the national one stands beside
them.
"""

import datetime as dt
from functools import cache

from tests.data.signed_files.certificates import FROM, UNTIL, Identity, issue, key

OFFICE = {"C": "VN", "L": "Quang Ngai", "O": "Huyen uy Binh Son"}
EXPIRED = (FROM, dt.datetime(2022, 1, 1, tzinfo=dt.UTC))
FUTURE = (dt.datetime(2040, 1, 1, tzinfo=dt.UTC), UNTIL)


def _authority(title: str) -> dict[str, str]:
    return {"C": "VN", "O": "Don vi chung thuc thu nghiem", "CN": title}


def _person(title: str, full_name: str) -> dict[str, str]:
    return OFFICE | {"T": title, "CN": full_name}


@cache
def government() -> Identity:
    subject = _authority("Co quan chung thuc so thu nghiem (RootCA)")
    return issue(1, subject, key("government"), authority=True)


@cache
def party() -> Identity:
    subject = _authority("CA thu nghiem phuc vu cac co quan Dang")
    return issue(2, subject, key("party"), government(), authority=True)


@cache
def second_government() -> Identity:
    """The newer root, with elliptic curves, which signs for people itself: it keeps files small."""
    subject = _authority("Co quan chung thuc so thu nghiem (RootCA G2)")
    return issue(6, subject, key("second_government", "p256"), authority=True)


@cache
def national() -> Identity:
    """The root of the public services, which an operator may or may not load."""
    subject = _authority("Thu nghiem National Centre of Digital Signature Authentication")
    return issue(3, subject, key("national"), authority=True)


@cache
def stranger() -> Identity:
    """A root that no operator ever loads."""
    subject = {"C": "VN", "O": "Cong ty khong ai biet", "CN": "Root la"}
    return issue(4, subject, key("stranger", "p256"), authority=True)


@cache
def weak_party() -> Identity:
    """The official intermediate, its certificate signed with SHA-1."""
    subject = _authority("CA thu nghiem SHA1")
    return issue(5, subject, key("party"), government(), authority=True, digest="sha1")


@cache
def person() -> Identity:
    return issue(100, _person("Pho Bi thu", "Nguyen Van An"), key("person"), party())


@cache
def agency() -> Identity:
    subject = OFFICE | {"CN": "Ban Thuong vu Huyen uy Binh Son"}
    return issue(101, subject, key("agency"), party())


@cache
def registry() -> Identity:
    subject = OFFICE | {"OU": "Van phong", "CN": "Van phong Huyen uy Binh Son"}
    return issue(102, subject, key("registry", "p256"), second_government())


@cache
def people() -> tuple[Identity, ...]:
    """Those who initial a document before it is issued."""
    names = ("Tran Thi Binh", "Le Van Chau")
    return tuple(
        issue(110 + n, _person("Chuyen vien", who), key("officer", "p256"), second_government())
        for n, who in enumerate(names)
    )


@cache
def stamping() -> Identity:
    subject = _authority("Dich vu cap dau thoi gian thu nghiem")
    return issue(
        120,
        subject,
        key("stamping", "p256"),
        second_government(),
        stamping=True,
        usages=("digital_signature",),
    )


@cache
def responder() -> Identity:
    subject = _authority("OCSP thu nghiem")
    return issue(
        121,
        subject,
        key("responder", "p256"),
        second_government(),
        answering=True,
        usages=("digital_signature",),
    )


@cache
def expired_person() -> Identity:
    return issue(
        130,
        _person("Pho Bi thu", "Pham Van Cu"),
        key("officer", "p256"),
        second_government(),
        valid=EXPIRED,
    )


@cache
def future_person() -> Identity:
    return issue(
        131,
        _person("Pho Bi thu", "Pham Van Moi"),
        key("officer", "p256"),
        second_government(),
        valid=FUTURE,
    )


@cache
def revoked_person() -> Identity:
    subject = _person("Pho Bi thu", "Vo Thi Thu Hoi")
    return issue(132, subject, key("officer", "p256"), second_government(), pointers=True)


@cache
def silent_person() -> Identity:
    """Somebody whose certificate does not say where revocation may be asked for."""
    subject = _person("Pho Bi thu", "Vo Van Lang")
    return issue(133, subject, key("officer", "p256"), second_government())


@cache
def company() -> Identity:
    """Someone under the national root."""
    subject = {
        "C": "VN",
        "L": "Quang Ngai",
        "O": "Cong ty TNHH Chau O",
        "CN": "Cong ty TNHH Chau O",
    }
    return issue(140, subject, key("company"), national())


@cache
def unknown_person() -> Identity:
    return issue(141, _person("Pho Bi thu", "Nguyen Van An"), key("unknown", "p256"), stranger())


@cache
def unknown_agency() -> Identity:
    subject = OFFICE | {"CN": "Ban Thuong vu Huyen uy Binh Son"}
    return issue(142, subject, key("unknown", "p256"), stranger())


@cache
def self_signed() -> Identity:
    """A certificate that names the real signer and was made by anyone."""
    return issue(143, _person("Pho Bi thu", "Nguyen Van An"), key("unknown", "p256"))


@cache
def unknown_stamping() -> Identity:
    subject = {"C": "VN", "O": "Cong ty khong ai biet", "CN": "Dau thoi gian la"}
    return issue(
        144,
        subject,
        key("unknown", "p256"),
        stranger(),
        stamping=True,
        usages=("digital_signature",),
    )


# What attacks are made upon is signed by these two.


@cache
def officer() -> Identity:
    subject = _person("Pho Bi thu", "Nguyen Thi Hoa")
    return issue(150, subject, key("officer", "p256"), second_government())


@cache
def office() -> Identity:
    subject = OFFICE | {"CN": "Ban Thuong vu Huyen uy Binh Son"}
    return issue(151, subject, key("office", "p256"), second_government())


@cache
def forger() -> Identity:
    """Somebody who signs with the officer's name under a root of nobody's."""
    subject = _person("Pho Bi thu", "Nguyen Thi Hoa")
    return issue(152, subject, key("forger", "p256"))
