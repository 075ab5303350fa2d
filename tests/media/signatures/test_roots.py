"""Trust roots are PEM files in a folder; what cannot be read is said, and the rest counts."""

import shutil

import pytest

from media.signatures import roots
from tests.data.signed_files.verdicts import ROOTS

GOVERNMENT, NATIONAL = ROOTS / "government.pem", ROOTS / "national.pem"


def test_missing_folder_holds_no_roots(tmp_path):
    loaded = roots.load(tmp_path / "nowhere")
    assert (loaded.certificates, loaded.fingerprints, loaded.problems) == ((), (), ())


def test_one_file_may_hold_several_roots(tmp_path):
    (tmp_path / "all.pem").write_bytes(GOVERNMENT.read_bytes() + b"\n" + NATIONAL.read_bytes())
    loaded = roots.load(tmp_path)
    assert len(loaded.certificates) == len(loaded.fingerprints) == 2
    assert loaded.fingerprints == tuple(one.sha256.hex() for one in loaded.certificates)


def test_digest_knows_neither_names_nor_order(tmp_path):
    first, second, third = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    for folder, names in ((first, ("1.pem", "2.pem")), (second, ("z.crt", "a.pem"))):
        folder.mkdir()
        shutil.copy(GOVERNMENT, folder / names[0])
        shutil.copy(NATIONAL, folder / names[1])
    third.mkdir()
    (third / "both.pem").write_bytes(
        NATIONAL.read_bytes() + GOVERNMENT.read_bytes() + NATIONAL.read_bytes()
    )
    digests = {roots.load(folder).digest for folder in (first, second, third)}
    assert len(digests) == 1
    (first / "2.pem").unlink()
    assert roots.load(first).digest not in digests


def test_another_set_has_another_digest(tmp_path):
    assert roots.load(tmp_path).digest != roots.load(ROOTS).digest


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a certificate\n",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\n!!!!\n",
        b"-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
        b"\xff\xfe\x00\x01",
    ],
)
def test_unreadable_file_is_a_problem_and_the_others_load(tmp_path, content):
    shutil.copy(GOVERNMENT, tmp_path / "good.pem")
    (tmp_path / "bad.pem").write_bytes(content)
    loaded = roots.load(tmp_path)
    assert len(loaded.certificates) == 1
    assert [(one.code, one.details["file"]) for one in loaded.problems] == [
        ("root_unreadable", "bad.pem")
    ]


def test_file_that_may_not_be_read_is_a_problem(tmp_path):
    (tmp_path / "loop.pem").symlink_to(tmp_path / "loop.pem")
    shutil.copy(GOVERNMENT, tmp_path / "good.pem")
    assert len(roots.load(tmp_path).certificates) == 1


def test_other_files_of_the_folder_are_none_of_ours(tmp_path):
    (tmp_path / "README.txt").write_text("where the roots come from")
    (tmp_path / ".hidden.pem").write_text("left by an editor")
    assert roots.load(tmp_path).problems == ()
