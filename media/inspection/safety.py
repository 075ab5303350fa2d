"""The safety check of an upload: what a file is, and whether it may be taken in at all."""

from pathlib import Path

from media.signatures.report import Finding

from .archives import check_archive
from .content_types import MEDIA_TYPES, TEXT, content_type
from .pdf_safety import check_pdf
from .report import RefusedError


def check_file(path: Path, name: str) -> str:
    """Return the ending of the type that the file has by its content.

    Raises:
        RefusedError: it is empty, is not what its name says, or could do harm.
    """
    if not path.stat().st_size:
        raise RefusedError(Finding("empty"))
    ending = Path(name).suffix[1:].lower()
    found = content_type(path)
    if found == "txt" and ending in TEXT:
        found = ending
    if not found:
        raise RefusedError(Finding("unknown_content"))
    if found not in MEDIA_TYPES:
        raise RefusedError(Finding("type_not_allowed", {"type": found}))
    if found == "pdf":
        check_pdf(path)
    elif found not in TEXT:
        check_archive(path, found)
    if ending != found:
        raise RefusedError(Finding("not_what_it_says", {"ending": ending, "type": found}))
    return found
