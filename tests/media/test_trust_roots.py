"""What the checks say of the operator's trust roots."""

import pytest

from home.demo.authority import ROOT_FILE
from media.checks import demonstration_is_not_trusted, somebody_is_trusted, trust_roots_are_told
from tests.data.signed_files.verdicts import ROOTS


@pytest.fixture
def folder(settings, tmp_path):
    settings.SIGNATURE_TRUST_ROOTS = tmp_path / "trust"
    settings.SIGNATURE_TRUST_ROOTS.mkdir()
    return settings.SIGNATURE_TRUST_ROOTS


def put(folder, source, name="root.pem"):
    (folder / name).write_bytes(source.read_bytes())


def test_loaded_roots_are_named_with_their_fingerprints(folder):
    put(folder, ROOTS / "government.pem")
    (told,) = trust_roots_are_told()
    assert told.id == "media.I001"
    assert "thu nghiem" in told.msg
    assert not told.is_serious()
    assert somebody_is_trusted() == []
    assert demonstration_is_not_trusted() == []


def test_file_that_is_no_certificate_is_named_and_the_others_count(folder):
    put(folder, ROOTS / "government.pem")
    (folder / "hong.pem").write_text("-----BEGIN CERTIFICATE-----\nxyz\n")
    assert {message.id for message in trust_roots_are_told()} == {"media.I001", "media.W001"}
    assert "hong.pem" in next(m.msg for m in trust_roots_are_told() if m.id == "media.W001")


@pytest.mark.parametrize("exists", [True, False])
def test_without_a_root_production_is_warned(folder, exists):
    if not exists:
        folder.rmdir()
    assert [message.id for message in somebody_is_trusted()] == ["media.W002"]
    assert trust_roots_are_told() == []


def test_demonstrations_root_is_an_error_under_any_name(folder):
    put(folder, ROOT_FILE, "co-quan-chung-thuc.crt")
    (message,) = demonstration_is_not_trusted()
    assert message.id == "media.E001"
    assert message.is_serious()
