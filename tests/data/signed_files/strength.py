"""Certificates and signatures that are weak, wrong for their purpose, or somebody else's."""

from dataclasses import replace
from functools import cache

from tests.data.signed_files import cms, papers, pki
from tests.data.signed_files.catalogue import made
from tests.data.signed_files.certificates import Identity, issue, key
from tests.data.signed_files.cms import PLAIN, Style
from tests.data.signed_files.ordinary import AGENCY
from tests.data.signed_files.pki import OFFICE
from tests.data.signed_files.signing import SIGNED, Ask, sign

NAME = OFFICE | {"T": "Pho Bi thu", "CN": "Nguyen Van An"}
LONG = "Ban Chi dao thuc hien Chuong trinh muc tieu quoc gia xay dung nong thon moi"  # 64 at most


@cache
def old_root() -> Identity:
    """A root that signed itself with SHA-1, as the national one of 2008 did."""
    subject = {"C": "VN", "O": "Don vi chung thuc thu nghiem", "CN": "Root cu thu nghiem"}
    return issue(7, subject, key("old_root"), authority=True, digest="sha1")


def _rsa_person() -> Identity:
    return issue(168, NAME, key("person"), pki.second_government())


def _by(identity: Identity, style: Style = PLAIN, **how: str) -> bytes:
    return sign(papers.plan(), identity, ask=Ask(style, **how))


@made()
def signed_with_md5() -> bytes:
    return _by(_rsa_person(), Style(digest="md5"))


@made()
def signed_with_sha512() -> bytes:
    return _by(_rsa_person(), Style(digest="sha512"))


@made()
def signed_with_pss() -> bytes:
    return _by(_rsa_person(), Style(pss=True))


@made()
def certificate_signed_with_sha1() -> bytes:
    return _by(issue(160, NAME, key("person"), pki.government(), digest="sha1"))


@made()
def intermediate_signed_with_sha1() -> bytes:
    return _by(issue(161, NAME, key("officer"), pki.weak_party()))


@made()
def root_signed_with_sha1() -> bytes:
    """The operator vouches for a root; how it signed itself is no matter."""
    return _by(issue(162, NAME, key("person"), old_root()))


@made()
def key_of_1024_bits() -> bytes:
    return _by(issue(163, NAME, key("short", "rsa1024"), pki.second_government()))


@made()
def key_for_encryption() -> bytes:
    return _by(
        issue(164, NAME, key("officer"), pki.second_government(), usages=("key_encipherment",))
    )


@made()
def key_for_digital_signature_alone() -> bytes:
    return _by(
        issue(165, NAME, key("officer"), pki.second_government(), usages=("digital_signature",))
    )


@made()
def key_for_commitment_alone() -> bytes:
    """Non-repudiation without digitalSignature: what qualified certificates often say."""
    usages = ("content_commitment",)
    return _by(issue(166, NAME, key("officer"), pki.second_government(), usages=usages))


@made()
def signed_by_an_authority() -> bytes:
    """The intermediate, whose key signs certificates and nothing else, signs a document."""
    return _by(pki.party())


@made()
def signed_by_the_stamping_service() -> bytes:
    return _by(pki.stamping())


@made()
def issued_by_an_officer() -> bytes:
    """A certificate that somebody issued with his own, which is no authority's."""
    return _by(issue(167, NAME, key("forger"), pki.officer()))


@made()
def issued_by_an_impostor() -> bytes:
    """A root with the official one's name and serial number, and another key."""
    official = {
        "C": "VN",
        "O": "Don vi chung thuc thu nghiem",
        "CN": "Co quan chung thuc so thu nghiem (RootCA G2)",
    }
    impostor = issue(6, official, key("forger"), authority=True)
    leaf = issue(150, NAME, key("forger"), impostor)
    return _by(replace(leaf, chain=(impostor.certificate,)))


@made()
def expired_and_stamped_by_an_officer() -> bytes:
    """A stamp made with an ordinary certificate: anyone who has one could date anything back."""
    style = Style(stamp=cms.time_stamp(pki.officer(), SIGNED))
    return _by(pki.expired_person(), style)


@made()
def names_another_certificate() -> bytes:
    """The signed attribute that binds the certificate names another one (RFC 5035)."""
    return _by(pki.officer(), Style(ess_names=pki.office()))


@made()
def signature_value_broken() -> bytes:
    """One bit of the arithmetic is another; digest and certificate are right."""
    broken = replace(_rsa_person(), key=key("agency"))
    return _by(broken)


@made()
def digest_of_something_else() -> bytes:
    """The signature is sound, over a digest that is not the file's."""
    return _by(pki.officer(), Style(stated_digest=bytes(32)))


@made()
def sub_filter_pkcs7_sha1() -> bytes:
    """`adbe.pkcs7.sha1`: what is signed is a SHA-1 digest of the file."""
    return _by(_rsa_person(), sub_filter="/adbe.pkcs7.sha1")


@made()
def sub_filter_unknown() -> bytes:
    return _by(pki.officer(), sub_filter="/Example.unheard.of")


@made()
def two_signers_in_one() -> bytes:
    """One signature object holds two signers; a PDF may have one (ISO 32000-1, 12.8.3.3)."""
    pdf = papers.plan()

    return sign(pdf, pki.officer(), ask=Ask(Style(also=pki.forger())))


@made()
def no_certificate_inside() -> bytes:
    return _by(pki.officer(), Style(bare=True))


@made()
def two_hierarchies() -> bytes:
    """The person's certificate is the Government's, the agency's is a public service's."""
    pdf = papers.plan()
    sign(pdf, pki.officer())
    return sign(pdf, pki.company(), AGENCY)


@made()
def second_signature_of_unknown_root() -> bytes:
    """Nothing was added but a second signature, which nobody can vouch for."""
    pdf = papers.plan()
    sign(pdf, pki.officer())
    return sign(pdf, pki.unknown_agency(), AGENCY)


@made()
def first_signature_of_unknown_root() -> bytes:
    pdf = papers.plan()
    sign(pdf, pki.unknown_person())
    return sign(pdf, pki.office(), AGENCY)


VIETNAMESE = {
    "C": "VN",
    "L": "Quảng Ngãi",
    "O": "Huyện ủy Bình Sơn",
    "CN": "Ban Thường vụ Huyện ủy Bình Sơn",
}


@made()
def name_with_diacritics() -> bytes:
    return _by(issue(170, VIETNAMESE, key("officer"), pki.second_government()))


@made()
def name_in_bmp_string() -> bytes:
    """UTF-16 without a mark, as certificates from older software write it."""
    return _by(issue(171, VIETNAMESE, key("officer"), pki.government(), bmp=True))


@made()
def name_very_long() -> bytes:
    """As long as a certificate may hold (64 characters each), and several units."""
    subject = {"C": "VN", "L": LONG[:64], "O": LONG[:64], "OU": LONG[-64:], "T": LONG[:64]}
    subject |= {"CN": LONG[:64]}
    return _by(issue(172, subject, key("officer"), pki.second_government()))


@made()
def name_with_markup() -> bytes:
    """A name that would be a script where somebody forgets to escape it."""
    subject = OFFICE | {"CN": '<script>alert("1")</script> & \u202egnoS'}
    return _by(issue(173, subject, key("officer"), pki.second_government()))
