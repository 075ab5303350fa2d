"""Files as offices make them."""

from dataclasses import replace

from tests.data.signed_files import papers, pki
from tests.data.signed_files.catalogue import made
from tests.data.signed_files.certificates import Identity
from tests.data.signed_files.papers import NUMBER_AND_DATE
from tests.data.signed_files.signing import (
    DEFAULT,
    SIGNED,
    Ask,
    Look,
    add_annotations,
    add_fields,
    sign,
)
from tests.data.signed_files.writing import File

BLUE_SIGNATURE = b"0 0 0.8 RG 2 w 5 20 m 30 60 50 5 70 40 c 85 55 100 20 115 35 c S\n"
# A ring and a star in red, nothing behind them: the seal's picture is transparent (NĐ 30/2020).
RED_SEAL = (
    b"0.9 0 0 RG 3 w 45 3 m 22 3 3 22 3 45 c 3 68 22 87 45 87 c 68 87 87 68 87 45 c "
    b"87 22 68 3 45 3 c S\n1 w 45 70 m 52 30 l 25 55 l 65 55 l 38 30 l s\n"
)
PERSON_LOOK = Look(papers.SIGNATURE_BOX, BLUE_SIGNATURE)
SEAL_LOOK = Look(papers.SEAL_BOX, RED_SEAL)
VISIBLE = Ask(look=PERSON_LOOK)
SEALED = Ask(look=SEAL_LOOK)
PERSON, AGENCY = "Chu ky 1", "Chu ky 2"


@made()
def unsigned() -> bytes:
    return bytes(papers.plan().data)


@made()
def signed_once() -> bytes:
    return sign(papers.plan(), pki.person())


@made()
def signed_twice() -> bytes:
    pdf = papers.plan()
    sign(pdf, pki.person())
    return sign(pdf, pki.agency(), AGENCY)


@made()
def signed_twice_visible() -> bytes:
    """The seal lies over a third of the person's signature, and touches the name below."""
    pdf = papers.plan()
    sign(pdf, pki.person(), ask=VISIBLE)
    return sign(pdf, pki.agency(), AGENCY, SEALED)


def official_by_form(who: Identity) -> File:
    """Return a form that somebody has signed and whose number and date were then filled in."""
    pdf = papers.form()
    sign(pdf, who, ask=VISIBLE)
    papers.fill_number_and_date(pdf)
    return pdf


@made()
def official_number_in_fields() -> bytes:
    pdf = official_by_form(pki.person())
    pdf.save()
    return sign(pdf, pki.agency(), AGENCY, SEALED)


@made()
def official_number_in_fields_in_one_update() -> bytes:
    """Fields and seal are written together: a signature covers its own update."""
    return sign(official_by_form(pki.officer()), pki.office(), AGENCY, SEALED)


@made()
def official_number_as_annotations() -> bytes:
    pdf = papers.plan()
    sign(pdf, pki.officer(), ask=VISIBLE)
    papers.annotate(pdf, papers.NUMBER_BOX, "59")
    papers.annotate(pdf, papers.DAY_BOX, "06")
    papers.annotate(pdf, papers.MONTH_BOX, "12", kind="Stamp")
    pdf.save()
    return sign(pdf, pki.office(), AGENCY, SEALED)


@made()
def official_number_on_the_page() -> bytes:
    """Number and date are written by a content stream behind the page's own."""
    pdf = papers.plan()
    sign(pdf, pki.officer(), ask=VISIBLE)
    papers.overlay(pdf, papers.drawn(NUMBER_AND_DATE))
    pdf.save()
    return sign(pdf, pki.office(), AGENCY, SEALED)


@made()
def official_number_last() -> bytes:
    """Number and date were put in after both had signed: nobody has signed for them."""
    pdf = papers.form()
    sign(pdf, pki.officer(), ask=VISIBLE)
    sign(pdf, pki.office(), AGENCY, SEALED)
    papers.fill_number_and_date(pdf)
    return pdf.save()


@made()
def official_number_then_unknown_root() -> bytes:
    pdf = official_by_form(pki.officer())
    return sign(pdf, pki.unknown_agency(), AGENCY, SEALED)


@made()
def signed_five_times() -> bytes:
    """Two initial, the person signs, it is numbered and sealed, and a copy is made of it."""
    pdf = papers.form()
    first, second = pki.people()
    sign(pdf, first, "Chu ky 1")
    sign(pdf, second, "Chu ky 2")
    sign(pdf, pki.person(), "Chu ky 3", VISIBLE)
    papers.fill_number_and_date(pdf)
    sign(pdf, pki.agency(), "Chu ky 4", SEALED)
    words = b"BT /Helv 10 Tf 2 14 Td (SAO Y; Van phong Huyen uy) Tj ET"
    copy = Look((440, 800, 580, 830), words, "<< /Font << /Helv 3 0 R >> >>")
    return sign(pdf, pki.registry(), "Chu ky 5", Ask(look=copy))


@made()
def signed_older_way() -> bytes:
    """`adbe.pkcs7.detached` with the time as a signed attribute, as older tools sign."""
    style = replace(DEFAULT.style, ess=False, signing_time=SIGNED)
    return sign(papers.plan(), pki.person(), ask=Ask(style, sub_filter="/adbe.pkcs7.detached"))


@made()
def signature_field_empty() -> bytes:
    """A place for a signature that nobody has used."""
    pdf = papers.plan()
    sign_here = {"FT": "/Sig", "T": "(Chu ky 1)", "Type": "/Annot", "Subtype": "/Widget"}
    number = pdf.put(sign_here | {"Rect": "[0 0 0 0]", "F": "132", "P": f"{pdf.pages[0]} 0 R"})
    add_annotations(pdf, [number])
    add_fields(pdf, [number])
    return pdf.save()
