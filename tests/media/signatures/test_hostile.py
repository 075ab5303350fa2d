"""No content of a file makes `judge` raise, and nothing that is damaged by chance stays trusted."""

import random
import re
from collections.abc import Iterator

import pytest

from media.signatures import roots
from media.signatures.judging import judge
from tests.data.signed_files.verdicts import NOW, OUTPUT, ROOTS

ONCE = (OUTPUT / "signed-once.pdf").read_bytes()
FILED = (OUTPUT / "official-number-in-fields.pdf").read_bytes()
GOOD = {"once": ONCE, "filed": FILED}


def status(data: bytes, folder) -> str:
    path = folder / "file.pdf"
    path.write_bytes(data)
    return judge(path, roots.load(ROOTS), {}, NOW).status


def changed(data: bytes, seed: int) -> Iterator[bytes]:
    """Yield the file with a byte changed, bytes lost, bytes repeated, and a number exchanged."""
    chance = random.Random(seed)
    place = chance.randrange(len(data))
    yield data[:place] + bytes([data[place] ^ (1 + chance.randrange(255))]) + data[place + 1 :]
    yield data[:place] + data[place + chance.randrange(1, 300) :]
    yield data[:place] + data[chance.randrange(len(data)) :][:300] + data[place:]
    number = chance.choice([*re.finditer(rb"\d+", data)])
    other = str(int(number[0]) + chance.choice([1, 2**31, 2**63, 10**30])).encode()
    yield data[: number.start()] + other + data[number.end() :]


@pytest.mark.parametrize("seed", range(15))
@pytest.mark.parametrize("name", GOOD)
def test_file_changed_by_chance_is_not_trusted(name, seed, tmp_path):
    for data in changed(GOOD[name], seed):
        if data.rstrip() != GOOD[name].rstrip():
            # Certificates stand in the gap: a broken one leaves the signature without a chain.
            assert status(data, tmp_path) in {"invalid", "unreadable", "untrusted"}


@pytest.mark.parametrize("part", [0.05, 0.3, 0.6, 0.9, 0.999])
def test_file_cut_short_is_not_trusted(part, tmp_path):
    assert status(ONCE[: int(len(ONCE) * part)], tmp_path) == "unreadable"


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF\n", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"\0" * 5000],
)
def test_what_is_no_whole_pdf_is_unreadable(data, tmp_path):
    assert status(data, tmp_path) == "unreadable"


@pytest.mark.parametrize("added", [b"\n", b"\r\n \n", b"\0"])
def test_white_space_behind_the_end_says_nothing(added, tmp_path):
    assert status(ONCE + added, tmp_path) == "trusted"


@pytest.mark.parametrize(
    "added", [b"x", b"% a comment\n", b"%PDF-1.4\n", b"9 0 obj\nnull\nendobj\n"]
)
def test_anything_else_behind_the_end_is_invalid(added, tmp_path):
    assert status(ONCE + added, tmp_path) == "invalid"


def test_page_tree_that_returns_to_itself_ends(tmp_path):
    kids = re.search(rb"/Kids \[?(\d+) 0 R", FILED)
    assert kids
    data = FILED[: kids.start(1)] + b"2" + FILED[kids.end(1) :]
    assert status(data, tmp_path) == "invalid"


def test_fingerprint_tells_signatures_apart_and_stays(tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(FILED)
    found = [judge(path, loaded, {}, NOW) for loaded in (roots.load(ROOTS), roots.Roots())]
    first, second = ([one.fingerprint for one in report.signatures] for report in found)
    assert first == second
    assert len(set(first)) == 2
