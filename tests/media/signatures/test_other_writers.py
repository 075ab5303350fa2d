"""Files that pyHanko signs, on papers of fpdf2 and qpdf."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature

from tests.data.signed_files import pki
from tests.data.signed_files.catalogue import find
from tests.media.signatures.signing import context, judged, paper, sign, verdicts_of

PAPERS = {
    "fpdf2": {},
    "packed": {"packed": True},
    "linear": {"linear": True},
    "packed-linear": {"packed": True, "linear": True},
}
FREE, SEAL = (60, 40, 220, 90), (300, 40, 460, 90)


@pytest.mark.parametrize("kind", PAPERS)
def test_twice_signed_is_trusted_whatever_wrote_the_paper(kind, tmp_path):
    once = sign(paper(**PAPERS[kind]), pki.person(), box=FREE)
    twice = sign(once, pki.agency(), "Chu ky 2", box=SEAL, page=1)
    report = judged(twice, tmp_path)
    assert report.status == "trusted", (report.reason, verdicts_of(report))
    assert [one.covers for one in report.signatures] == ["earlier revision", "whole file"]
    assert [one.additions for one in report.signatures] == [(), ()]


@pytest.mark.parametrize("kind", PAPERS)
def test_seal_that_hides_a_line_is_found(kind, tmp_path):
    once = sign(paper(**PAPERS[kind]), pki.person())
    writer = IncrementalPdfFileWriter(BytesIO(once), strict=False)
    annotate(writer, b"1 1 1 rg 0 0 500 100 re f", (30, 700, 530, 800))
    twice = sign(saved(writer), pki.agency(), "Chu ky 2")
    report = judged(twice, tmp_path)
    assert verdicts_of(report) == [
        ("invalid", "content_hidden"),
        ("trusted", "valid_when_inspected"),
    ]
    assert report.status == "invalid"


def test_archived_signature_is_trusted_and_proven(tmp_path):
    data = sign(
        paper(),
        pki.person(),
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=True,
        use_pades_lta=True,
        validation_context=context(),
    )
    report = judged(data, tmp_path)
    assert report.status == "trusted", verdicts_of(report)
    assert [one.is_timestamp for one in report.signatures] == [False, True]
    assert [one.timestamped for one in report.signatures] == [True, True]


def test_content_wrapped_and_stamped_as_itext_does_is_told(tmp_path):
    """`q`, what was there, `Q` and what is new: how the signing tools of offices write."""
    once = sign(paper(), pki.person())
    twice = sign(stamped(once, b"0 0 0 rg"), pki.agency(), "Chu ky 2")
    report = judged(twice, tmp_path)
    assert report.status == "trusted", verdicts_of(report)
    (added,) = report.signatures[0].additions
    assert (added.code, added.details["page"]) == ("content_added", "1")
    assert "59-KH" in added.details["text"]


def test_stamp_of_an_untrusted_seal_is_not_covered(tmp_path):
    once = sign(paper(), pki.person())
    twice = sign(stamped(once, b"0 0 0 rg"), pki.unknown_agency(), "Chu ky 2")
    report = judged(twice, tmp_path)
    assert verdicts_of(report) == [("invalid", "not_covered"), ("untrusted", "unknown_root")]


def test_stamp_under_an_expired_seal_is_doubtful_not_forged(tmp_path):
    once = sign(paper(), pki.person())
    twice = sign(stamped(once, b"0 0 0 rg"), pki.expired_person(), "Chu ky 2")
    report = judged(twice, tmp_path)
    assert verdicts_of(report) == [("untrusted", "covered_by_untrusted"), ("untrusted", "expired")]
    assert report.signatures[0].additions


def test_words_painted_over_are_found(tmp_path):
    once = sign(paper(), pki.person())
    over = b"1 1 1 rg 30 600 500 200 re f 0 0 0 rg"
    twice = sign(stamped(once, over), pki.agency(), "Chu ky 2")
    assert verdicts_of(judged(twice, tmp_path))[0] == ("invalid", "content_hidden")


def test_words_blackened_are_found(tmp_path):
    once = sign(paper(), pki.person())
    over = b"0 0 0 rg 30 790 500 30 re f"
    twice = sign(stamped(once, over), pki.agency(), "Chu ky 2")
    assert verdicts_of(judged(twice, tmp_path))[0] == ("invalid", "content_hidden")


def test_annotation_that_hides_only_in_print_is_found(tmp_path):
    once = sign(paper(), pki.person())
    writer = IncrementalPdfFileWriter(BytesIO(once), strict=False)
    no_view_but_print = 4 | 32
    annotate(writer, b"1 1 1 rg 0 0 500 100 re f", (30, 700, 530, 800), no_view_but_print)
    twice = sign(saved(writer), pki.agency(), "Chu ky 2")
    assert verdicts_of(judged(twice, tmp_path))[0] == ("invalid", "content_hidden")


@pytest.mark.parametrize(
    "name", ["signed-once.pdf", "signed-twice.pdf", "signed-five-times.pdf", "time-stamped.pdf"]
)
def test_pyhanko_agrees_on_plain_good_files(name):
    reader = PdfFileReader(BytesIO(find(name).read_bytes()))
    for signature in reader.embedded_regular_signatures:
        status = validate_pdf_signature(signature, context(), context())
        assert status.bottom_line, (signature.field_name, status.pretty_print_details())


def annotate(writer, drawing, box, flags=4):
    """Put an annotation with an appearance on the first page."""
    width, height = box[2] - box[0], box[3] - box[1]
    look = generic.StreamObject(
        {
            pdf_name("/Type"): pdf_name("/XObject"),
            pdf_name("/Subtype"): pdf_name("/Form"),
            pdf_name("/BBox"): numbers(0, 0, width, height),
        },
        stream_data=drawing,
    )
    writer.register_annotation(
        writer.root["/Pages"]["/Kids"].raw_get(0),
        writer.add_object(
            generic.DictionaryObject(
                {
                    pdf_name("/Type"): pdf_name("/Annot"),
                    pdf_name("/Subtype"): pdf_name("/Stamp"),
                    pdf_name("/Rect"): numbers(*box),
                    pdf_name("/F"): generic.NumberObject(flags),
                    pdf_name("/AP"): generic.DictionaryObject(
                        {pdf_name("/N"): writer.add_object(look)}
                    ),
                }
            )
        ),
    )


def stamped(data, before):
    """Write a number on the first page, with `before` drawn before it."""
    writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
    page = writer.root["/Pages"]["/Kids"][0]
    font = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Font"),
            pdf_name("/Subtype"): pdf_name("/Type1"),
            pdf_name("/BaseFont"): pdf_name("/Helvetica"),
        }
    )
    resources = generic.DictionaryObject(dict(page["/Resources"]))
    fonts = generic.DictionaryObject(dict(resources["/Font"]))
    fonts[pdf_name("/Xi0")] = writer.add_object(font)
    resources[pdf_name("/Font")] = fonts
    page[pdf_name("/Resources")] = resources
    words = b" Q q " + before + b" BT /Xi0 11 Tf 400 30 Td (So 59-KH/HU) Tj ET Q"
    behind = writer.add_object(generic.StreamObject(stream_data=words))
    first = writer.add_object(generic.StreamObject(stream_data=b"q "))
    content = generic.ArrayObject([first, page.raw_get("/Contents"), behind])
    page[pdf_name("/Contents")] = content
    writer.update_container(page)
    return saved(writer)


def numbers(*values):
    return generic.ArrayObject(generic.NumberObject(value) for value in values)


def saved(writer):
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
