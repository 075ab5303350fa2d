"""What an inspection tells of a file, in a form that JSON holds."""

from dataclasses import dataclass

from media.signatures.report import Finding, SignatureReport


class RefusedError(Exception):
    """A file that must not be taken in. `finding` says why (`media.sentences`)."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


class ExhaustedError(Exception):
    """A file that broke the limits of its process, or the process itself.

    `finding.code` is `out_of_time`, `out_of_memory`, `too_much_output` or `broke_its_reader`.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True)
class Limits:
    """What one process may use: seconds of the clock, bytes of memory, bytes of output."""

    seconds: float
    memory: int
    output: int


@dataclass(frozen=True)
class ContentReport:
    """What stands in a file, as far as it can be read; `None` is what nobody knows.

    `text` is NFC, pages parted by a form feed, cut at a limit. `has_text` is false for a scan
    without a text layer. `pdfa` is what the file claims of itself, such as `2B`; empty for none.
    `first_page` is the picture of the first page as WebP. `title` and `number` were found in the
    text, and are offered to the editor, never stored by themselves.
    """

    page_count: int | None = None
    text: str = ""
    has_text: bool | None = None
    pdfa: str = ""
    title: str = ""
    number: str = ""
    first_page: bytes = b""


@dataclass(frozen=True)
class InspectionReport:
    """Everything that an inspection found out."""

    signatures: SignatureReport
    content: ContentReport
