"""The files of `tests.data.signed_files` are what their names say."""

import hashlib
import io
import re

import pypdfium2
import pytest
from asn1crypto import cms, pem
from asn1crypto import x509 as asn1
from PIL import Image, ImageChops
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.data.signed_files import __main__ as generator
from tests.data.signed_files import expected_alterations, forgeries, ranges
from tests.data.signed_files.alterations import OTHER_SUM, SUM
from tests.data.signed_files.catalogue import FILES, KEPT, OUTPUT, UNSTORED, find, load
from tests.data.signed_files.verdicts import (
    OFFICIAL,
    ROOTS,
    cases,
    everything,
    place_roots,
    uploads,
)

load()
# What compresses depends on the machine's zlib.
COMPRESSED = {"scan.pdf", "archive-pdfa.pdf", "seal-as-a-picture.pdf"}
PLAIN = [
    "signed-once.pdf",
    "signed-twice.pdf",
    "signed-twice-visible.pdf",
    "official-number-in-fields.pdf",
    "official-number-in-fields-in-one-update.pdf",
    "signed-five-times.pdf",
    "signed-older-way.pdf",
    "signed-with-pss.pdf",
    "signed-with-sha512.pdf",
    "time-stamped.pdf",
    "certified-1.pdf",
    "certified-2-filled-then-sealed.pdf",
    "locked-other-field-filled.pdf",
    "written-in-streams.pdf",
    "written-for-the-web.pdf",
    "written-as-pdf-2.pdf",
    "field-apart-from-its-widget.pdf",
    "thirty-pages.pdf",
    "scan.pdf",
    "archive-pdfa.pdf",
    "name-with-diacritics.pdf",
    "name-in-bmp-string.pdf",
    "shadow-hide-layer-prepared.pdf",
]
NUMBERED = [
    "official-number-in-fields.pdf",
    "official-number-in-fields-in-one-update.pdf",
    "official-number-as-annotations.pdf",
    "official-number-on-the-page.pdf",
    "official-number-over-dots.pdf",
    "seal-as-a-picture.pdf",
    "signed-twice-visible.pdf",
]
# Their change is not to be seen: a value, and what is read aloud.
UNSEEN = {"unicode-exchanged", "value-exchanged-unseen"}


def read(name):
    return find(name).read_bytes()


def signed_part(data):
    """Return the revision that the first signature covers."""
    numbers = [int(part) for part in re.search(rb"/ByteRange \[([\d ]+)\]", data)[1].split()]
    return data[: numbers[2] + numbers[3]]


def first_page(data):
    with pypdfium2.PdfDocument(data) as pdf:
        pdf.init_forms()  # before any page: fields and signatures are drawn by it
        return pdf[0].render(scale=1).to_pil().convert("L")


def words(data):
    with pypdfium2.PdfDocument(data) as pdf:
        return pdf[0].get_textpage().get_text_range()


def differ(before, after):
    if before.size != after.size:
        return True
    return ImageChops.difference(before, after).getbbox() is not None


def roots():
    found = [pem.unarmor((ROOTS / f"{name}.pem").read_bytes())[2] for name in OFFICIAL]
    return [asn1.Certificate.load(data) for data in found]


def test_every_file_has_its_verdict_and_every_verdict_its_file():
    assert {case.file for case in everything()} == set(FILES)


def test_every_file_has_one_answer_at_upload():
    assert sorted(case.file for case in uploads()) == sorted(FILES)
    answers = {(case.file, case.upload, case.media_type) for case in everything()}
    assert len(answers) == len(FILES)


def test_the_committed_files_are_those_of_the_generator():
    stored = {path.name for path in OUTPUT.iterdir() if path.is_file()}
    assert stored == set(FILES) - UNSTORED


def test_the_cases_are_told_apart():
    names = [str(case) for case in everything()]
    assert len(names) == len(set(names))


def test_the_committed_files_are_small():
    assert sum(path.stat().st_size for path in OUTPUT.rglob("*") if path.is_file()) < 1_500_000


def test_the_generator_makes_the_same_files_again():
    archives = {name for name in FILES if not name.endswith((".pdf", ".txt", ".csv", ".svg"))}
    left_out = UNSTORED | KEPT | COMPRESSED | archives
    bombs = {name for name in FILES if name.startswith(("bomb", "picture-of"))}
    names = sorted(set(FILES) - left_out - bombs - {"javascript-in-an-object-stream.pdf"})
    different = [name for name in names if FILES[name]() != read(name)]
    assert not different


def test_the_committed_roots_are_those_of_the_generator():
    for root in generator.ROOT_AUTHORITIES:
        assert (ROOTS / f"{root.__name__}.pem").read_bytes() == root().pem


def test_a_case_places_its_roots(tmp_path):
    case = next(case for case in cases() if case.file == "root-signed-with-sha1.pdf")
    placed = {path.stem for path in place_roots(case, tmp_path / "trust").iterdir()}
    assert placed == {*OFFICIAL, "old_root"}


@pytest.mark.parametrize("name", PLAIN)
def test_the_stock_validator_agrees_about_the_plain_ones(name):
    reader = PdfFileReader(io.BytesIO(read(name)))
    for embedded in reader.embedded_signatures:
        context = ValidationContext(trust_roots=roots(), allow_fetching=False)
        status = validate_pdf_signature(embedded, context)
        assert status.bottom_line, f"{embedded.field_name}: {status.summary()}"


@pytest.mark.parametrize("name", NUMBERED)
def test_what_offices_add_hides_nothing(name):
    data = read(name)
    before, after = first_page(signed_part(data)), first_page(data)
    assert differ(before, after)
    # Ink that was there is still ink: no pixel turns from dark to white.
    dark = before.point(lambda value: 255 if value < 100 else 0)
    white = after.point(lambda value: 255 if value > 240 else 0)
    assert ImageChops.multiply(dark, white).getbbox() is None


@pytest.mark.parametrize("name", [*expected_alterations.EXCHANGES, "page-added"])
@pytest.mark.parametrize("kind", ["", "-covered"])
def test_an_alteration_is_one(name, kind):
    data = read(f"{name}{kind}.pdf")
    before = signed_part(data)
    if name == "page-added":
        assert len(pypdfium2.PdfDocument(data)) == len(pypdfium2.PdfDocument(before)) + 1
    elif name == "page-removed":
        assert len(pypdfium2.PdfDocument(data)) == len(pypdfium2.PdfDocument(before)) - 1
    elif name == "unicode-exchanged":
        assert not differ(first_page(before), first_page(data))
        assert (SUM.decode() in words(before), OTHER_SUM.decode() in words(data)) == (True, True)
    elif name == "value-exchanged-unseen":
        assert not differ(first_page(before), first_page(data))
        assert b"/V (95)" in data[len(before) :]
    else:
        assert differ(first_page(before), first_page(data))


@pytest.mark.parametrize("kind", expected_alterations.SHADOWS)
def test_a_shadow_is_hidden_and_then_shown(kind):
    prepared, shown = read(f"shadow-{kind}-prepared.pdf"), read(f"shadow-{kind}-shown.pdf")
    covered = read(f"shadow-{kind}-covered.pdf")
    assert shown.startswith(prepared)
    assert covered.startswith(shown)
    assert differ(first_page(prepared), first_page(shown))
    assert not differ(first_page(shown), first_page(covered))


@pytest.mark.parametrize(
    "name",
    [
        "evil-annotation",
        "evil-annotation-covered",
        "sneaky-signature",
        "sneaky-signature-with-good-certificate",
        "sneaky-signature-unsigned",
        "sneaky-signature-on-approval",
    ],
)
def test_the_sum_is_hidden(name):
    data = read(f"{name}.pdf")
    before, after = first_page(signed_part(data)), first_page(data)
    # The sum's line in the picture: the page's height less its place from below.
    line = (185, before.height - 632, 240, before.height - 618)
    assert differ(before.crop(line), after.crop(line))


@pytest.mark.parametrize("name", forgeries.UNIVERSAL)
def test_a_forgery_shows_another_sum(name):
    assert OTHER_SUM.decode() in words(read(f"forgery-{name}.pdf"))


@pytest.mark.parametrize("name", sorted(name for name in FILES if name.startswith("saving-")))
def test_an_update_stands_behind_the_signature(name):
    data = read(name)
    assert OTHER_SUM in data[len(signed_part(data)) :]


def test_the_signed_bytes_of_a_wrapped_file_are_all_there():
    """The digest fits the second byte range, and the page says another sum."""
    data = read("wrapping-second-byte-range.pdf")
    last = re.findall(rb"/ByteRange \[([\d ]+)\]", data)[-1]
    first, size, second, rest = (int(part) for part in last.split())
    covered = data[first : first + size] + data[second : second + rest]
    contents = bytes.fromhex(re.search(rb"/Contents <([0-9a-f]+)>", data)[1].decode())
    signer = cms.ContentInfo.load(contents)["content"]["signer_infos"][0]
    stated = next(
        attribute["values"][0].native
        for attribute in signer["signed_attrs"]
        if attribute["type"].native == "message_digest"
    )
    assert stated == hashlib.sha256(covered).digest()
    assert OTHER_SUM in data
    assert OTHER_SUM.decode() in words(data)
    assert second + rest == len(data)


@pytest.mark.parametrize("name", ranges.RANGES)
def test_a_byte_range_is_not_what_it_should_be(name):
    data = read(f"byte-range-{name}.pdf")
    numbers = [int(part) for part in re.search(rb"/ByteRange \[([\d ]+)\]", data)[1].split()]
    start = data.index(b"/Contents <") + len(b"/Contents ")
    end = data.index(b">", start) + 1
    assert numbers != [0, start, end, len(data) - end]


@pytest.mark.parametrize("name", [*expected_alterations.EXCHANGES])
def test_the_seal_over_an_alteration_is_sound(name):
    """Nothing but what the first signer saw may tell."""
    reader = PdfFileReader(io.BytesIO(read(f"{name}-covered.pdf")))
    context = ValidationContext(trust_roots=roots(), allow_fetching=False)
    assert validate_pdf_signature(reader.embedded_signatures[-1], context).bottom_line


def test_a_scan_has_no_words():
    assert not words(read("scan.pdf")).strip()
    assert first_page(read("scan.pdf")).getextrema()[0] < 100


def test_ten_thousand_pages():
    assert len(pypdfium2.PdfDocument(read("ten-thousand-pages.pdf"))) == 10_000


def test_the_picture_named_as_a_document_is_a_picture():
    assert Image.open(io.BytesIO(read("picture-named.pdf"))).format == "PNG"
