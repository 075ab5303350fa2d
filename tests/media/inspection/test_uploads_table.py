"""The table of the generated files: what the safety check answers to each of them."""

import pytest
from django.conf import settings

from media.inspection.content_types import MEDIA_TYPES
from media.inspection.process import check
from media.inspection.report import ExhaustedError, Limits, RefusedError
from tests.data.signed_files.verdicts import Upload, uploads

LIMITS = Limits(**settings.SAFETY_CHECK_LIMITS)
# The family in the table for each code of `media.safety_sentences`.
FAMILIES = {
    "empty": Upload.EMPTY,
    "unknown_content": Upload.WRONG_CONTENT,
    "type_not_allowed": Upload.WRONG_CONTENT,
    "not_what_it_says": Upload.WRONG_CONTENT,
    "pdf_encrypted": Upload.ENCRYPTED,
    "pdf_damaged": Upload.DAMAGED,
    "pdf_javascript": Upload.SCRIPT,
    "pdf_launch": Upload.LAUNCH,
    "pdf_program": Upload.PROGRAM,
    "pdf_attachment": Upload.PROGRAM,
    "macros": Upload.MACROS,
    "archive_damaged": Upload.DAMAGED,
    "archive_unreadable": Upload.DAMAGED,
    "archive_encrypted": Upload.ENCRYPTED,
    "archive_bomb": Upload.BOMB,
    "archive_too_deep": Upload.BOMB,
    "archive_path": Upload.DAMAGED,
    "archive_program": Upload.PROGRAM,
    "too_many_pixels": Upload.PIXELS,
}


@pytest.mark.parametrize("case", uploads(), ids=str)
def test_answer_is_the_one_in_the_table(case):
    assert case.path.exists()
    media_type = ""
    try:
        media_type = MEDIA_TYPES[check(case.path, case.file, LIMITS)]
        answer = Upload.ACCEPTED
    except RefusedError as refused:
        answer = FAMILIES[refused.finding.code]
    except ExhaustedError:
        answer = Upload.EXHAUSTED

    assert answer in case.upload, case.why
    assert media_type in ("", case.media_type)
