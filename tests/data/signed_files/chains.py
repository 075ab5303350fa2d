"""Longer stories: what is done in the middle of a chain of signatures, and how it ends."""

from tests.data.signed_files import papers, pki
from tests.data.signed_files.alterations import ALTERED
from tests.data.signed_files.catalogue import made
from tests.data.signed_files.ordinary import AGENCY, SEALED, VISIBLE
from tests.data.signed_files.papers import BODY, FOOT, HEAD, NUMBER_AND_DATE, drawn
from tests.data.signed_files.pictures import seal
from tests.data.signed_files.signing import Ask, Look, sign
from tests.data.signed_files.writing import File, Stream

THIRD = "Chu ky 3"


def _exchange_content(pdf: File) -> None:
    number = int(pdf.dictionary(pdf.pages[0])["Contents"].strip("[ ").split()[0])
    pdf.put(Stream({}, drawn(ALTERED)), number)


@made()
def content_replaced_by_the_seal() -> bytes:
    """The seal's own update holds the other content; none stands between the signatures."""
    pdf = papers.plan()
    sign(pdf, pki.officer())
    _exchange_content(pdf)
    return sign(pdf, pki.office(), AGENCY)


@made(stored=False)
def content_replaced_among_five() -> bytes:
    """Five sign; between the second and the third the content is exchanged."""
    pdf = papers.plan()
    for place in range(1, 6):
        if place == 3:
            _exchange_content(pdf)
            pdf.save()
        sign(pdf, pki.officer() if place < 5 else pki.office(), f"Chu ky {place}")
    return bytes(pdf.data)


@made()
def content_replaced_and_put_back() -> bytes:
    """What the second signed was another text; the newest revision shows the first one again."""
    pdf = papers.plan()
    before = pdf.get(int(pdf.dictionary(pdf.pages[0])["Contents"].split()[0]))
    sign(pdf, pki.officer())
    _exchange_content(pdf)
    sign(pdf, pki.office(), AGENCY)
    pdf.put(before, int(pdf.dictionary(pdf.pages[0])["Contents"].split()[0]))
    return sign(pdf, pki.officer(), THIRD)


@made()
def number_covered_by_the_third() -> bytes:
    """A stranger signed over the number first, and the agency over both."""
    pdf = papers.form()
    sign(pdf, pki.officer())
    papers.fill_number_and_date(pdf)
    pdf.save()
    sign(pdf, pki.unknown_agency(), AGENCY)
    return sign(pdf, pki.office(), THIRD)


@made()
def number_covered_by_an_older_signature() -> bytes:
    """The agency signed first; what the person found filled in later nobody covers."""
    pdf = papers.form()
    sign(pdf, pki.office())
    sign(pdf, pki.officer(), AGENCY)
    papers.fill_field(pdf, "So", "59")
    return pdf.save()


@made()
def official_number_over_dots() -> bytes:
    """Number and date are written over the dots that mark their place."""
    dotted = [
        (
            left,
            bottom,
            size,
            words.replace("          ", " ......... ").replace("      ", " ..... "),
        )
        for left, bottom, size, words in HEAD
    ]
    pdf = papers.paper([dotted + BODY + FOOT])
    pdf.save()
    sign(pdf, pki.officer(), ask=VISIBLE)
    papers.overlay(pdf, drawn(NUMBER_AND_DATE))
    pdf.save()
    return sign(pdf, pki.office(), AGENCY, SEALED)


@made()
def seal_as_a_picture() -> bytes:
    """A picture with soft edges and a transparent ground lies over signature and name."""
    pdf = papers.plan()
    sign(pdf, pki.officer(), ask=VISIBLE)
    side, colours, opacity = seal()
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": str(side),
        "Height": str(side),
        "BitsPerComponent": "8",
        "Filter": "/FlateDecode",
    }
    mask = pdf.put(Stream(entries | {"ColorSpace": "/DeviceGray"}, opacity))
    image = pdf.put(Stream(entries | {"ColorSpace": "/DeviceRGB", "SMask": f"{mask} 0 R"}, colours))
    resources = f"<< /XObject << /Im1 {image} 0 R >> >>"
    look = Look((330, 180, 430, 280), b"q 100 0 0 100 0 0 cm /Im1 Do Q", resources)
    return sign(pdf, pki.office(), AGENCY, Ask(look=look))
