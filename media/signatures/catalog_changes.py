"""What an update may change in the catalogue and in what hangs on it but the pages."""

import re
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose

from .changes import Comparison, Level, list_of, raw
from .field_changes import look_at_form
from .form_fields import number_of, root
from .report import Finding

# Keys whose value tells a reader nothing about the document's words.
FREE_KEYS = {"/Extensions", "/Version"}
INFORMATION = {
    "/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/CreationDate",
    "/ModDate", "/Trapped",
}  # fmt: skip
WORDS = ("/Title", "/Author", "/Subject", "/Keywords")
_XMP_WORDS = re.compile(rb"<([A-Za-z]+:[A-Za-z]+)[^<>]*>([^<>]+)")
# Elements of XMP that tell when and with what the file was written.
_XMP_TECHNICAL = (b"xmp:", b"xmpMM:", b"stEvt:", b"stRef:", b"pdf:Producer", b"pdfaid:")
STORE = {"/Type", "/VRI", "/Certs", "/OCSPs", "/CRLs"}
RELATED = {"/Type", "/Cert", "/OCSP", "/CRL", "/TU", "/TS"}


def look_at(comparison: Comparison) -> None:
    """Explain the catalogue, the form, the security store and the metadata."""
    old, new = root(comparison.old), root(comparison.new)
    for key in comparison.keys(old, new) - FREE_KEYS - {"/AcroForm", "/DSS", "/Metadata"}:
        comparison.forbid("catalog_changed", key=key[1:])
    comparison.explain(comparison.new.reader.trailer.raw_get("/Root"))
    _look_at_extensions(comparison, raw(old, "/Extensions"), raw(new, "/Extensions"))
    look_at_form(comparison, raw(old, "/AcroForm"), raw(new, "/AcroForm"))
    _look_at_store(comparison, raw(old, "/DSS"), raw(new, "/DSS"))
    _look_at_metadata(comparison, raw(old, "/Metadata"), raw(new, "/Metadata"))
    _look_at_information(comparison)


def _look_at_extensions(comparison: Comparison, old: Any, new: Any) -> None:
    """Explain the extensions of the catalogue: dictionaries of names and numbers."""
    before, after = comparison.before(old), comparison.after(new)
    if all(isinstance(found, generic.DictionaryObject) for found in (before, after)) and all(
        key == "/Type" or not number_of(after.raw_get(key)) for key in after
    ):
        comparison.explain(new)


def _look_at_store(comparison: Comparison, old: Any, new: Any) -> None:
    """Explain a security store: lists that grow, of streams."""
    before, after = comparison.before(old), comparison.after(new)
    if new is None:
        return
    if not isinstance(after, generic.DictionaryObject) or not set(after) <= STORE:
        comparison.forbid("catalog_changed", key="DSS")
        return
    if not isinstance(before, generic.DictionaryObject):
        before = generic.DictionaryObject()
    if set(before) <= STORE:
        comparison.explain(new)
    for key in ("/Certs", "/OCSPs", "/CRLs"):
        _look_at_streams(comparison, raw(before, key), raw(after, key))
    _look_at_related(comparison, raw(before, "/VRI"), raw(after, "/VRI"))


def _look_at_related(comparison: Comparison, old: Any, new: Any) -> None:
    """Explain what the store says of single signatures (VRI)."""
    before, after = comparison.before(old), comparison.after(new)
    if not isinstance(after, generic.DictionaryObject):
        return
    comparison.explain(new)
    for key in set(after) - {"/Type"}:
        was_there = isinstance(before, generic.DictionaryObject) and key in before
        one = comparison.before(before.raw_get(key)) if was_there else None
        other = comparison.after(after.raw_get(key))
        if not isinstance(other, generic.DictionaryObject) or not set(other) <= RELATED:
            comparison.forbid("catalog_changed", key="DSS")
            return
        comparison.explain(after.raw_get(key))
        for kind in ("/Cert", "/OCSP", "/CRL"):
            past = raw(one, kind) if isinstance(one, generic.DictionaryObject) else None
            _look_at_streams(comparison, past, raw(other, kind))


def _look_at_streams(comparison: Comparison, old: Any, new: Any) -> None:
    """Explain an array of streams, wherever in it the new ones stand."""
    before, after = list_of(comparison.before(old)), list_of(comparison.after(new))
    if before is None or after is None:
        return
    if {number_of(value) for value in before} <= {number_of(value) for value in after} and all(
        isinstance(comparison.after(value), generic.StreamObject) for value in after
    ):
        comparison.explain(old, new)


def _look_at_metadata(comparison: Comparison, old: Any, new: Any) -> None:
    """Explain the XMP stream where nothing but the catalogue uses it."""
    number = number_of(new)
    if not number or number not in comparison.changed:
        return
    after = comparison.after(new)
    is_xmp = isinstance(after, generic.StreamObject) and raw(after, "/Type") == "/Metadata"
    if is_xmp and comparison.new.keys_to(number) <= {b"/Metadata"}:
        comparison.explain(new)
        _note_description(comparison, _xmp_words(comparison.before(old)), _xmp_words(after))
    elif number_of(old) != number:
        comparison.forbid("catalog_changed", key="Metadata")


def _look_at_information(comparison: Comparison) -> None:
    """Explain the information dictionary: title, producer, dates."""
    old, new = _information(comparison.old), _information(comparison.new)
    if number_of(new) not in comparison.changed:
        return
    before, after = comparison.before(old), comparison.after(new)
    if number_of(old) != number_of(new):
        return
    if all(isinstance(found, generic.DictionaryObject) for found in (before, after)) and (
        comparison.keys(before, after) <= INFORMATION
        and not isinstance(after, generic.StreamObject)
    ):
        comparison.explain(new)
        words = [{key: str(found.get(key, "")) for key in WORDS} for found in (before, after)]
        _note_description(comparison, *words)


def _note_description(comparison: Comparison, old: object, new: object) -> None:
    """Note that title, author, subject or keywords say something else: readers show them."""
    if old != new:
        comparison.note(Level.FORM, Finding("description_changed"))


def _xmp_words(stream: Any) -> list[bytes]:
    """Return the parts of XMP that say something, with their markup."""
    if not isinstance(stream, generic.StreamObject):
        return []
    data = bytes(stream.read_data(DecodePurpose.XMP_METADATA))
    return [
        words.strip()
        for name, words in _XMP_WORDS.findall(data)
        if words.strip() and not name.startswith(_XMP_TECHNICAL)
    ]


def _information(revision: Any) -> Any:
    trailer = revision.reader.trailer
    return trailer.raw_get("/Info") if "/Info" in trailer else None
