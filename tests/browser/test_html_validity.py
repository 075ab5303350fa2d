"""What the Nu HTML checker says of every kind of page, and of the style sheets: nothing."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import requests

from tests.databases import ROOT

from .front_end import EXAMPLE, served
from .pages import PAGES

pytestmark = pytest.mark.server

# The first that is there.
PLACES = [os.environ.get("VNU_JAR", ""), ROOT / "var" / "tools" / "vnu.jar"]
STYLE_SHEETS = [
    ROOT / "site/portal/static/portal/portal.css",
    ROOT / "site/portal/static/portal/api_docs.css",
    ROOT / "announcements/templates/announcements/saved.css",
    EXAMPLE / "style.css",
]
# The checker does not know that `img-src data:` allows `data:` addresses; Chromium shows them
# (`test_print` looks).
MISTAKEN = "blocked by “img-src” directive"


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """Return the command of the checker."""
    jar = next((place for place in PLACES if place and Path(place).is_file()), None)
    java = shutil.which("java")
    if jar is None or java is None:
        refuse = pytest.fail if os.environ.get("REQUIRE_NU") == "1" else pytest.skip
        refuse("the Nu HTML checker or Java is missing: set VNU_JAR to the path of vnu.jar")
    return [str(java), "-jar", str(jar), "--format", "json", "--stdout"]


def complaints(command: list[str], files: list[Path | str]) -> list[str]:
    """Return the errors and warnings about files or addresses, with name and place."""
    told = subprocess.run([*command, *files], capture_output=True, text=True, check=False)
    return [
        f"{Path(told['url']).name}:{told.get('lastLine')}: {told['message']}"
        for told in json.loads(told.stdout)["messages"]
        if (told["type"] == "error" or told.get("subType") == "warning")
        and MISTAKEN not in told["message"]
    ]


def test_every_page_is_valid(checker, portal, tmp_path):
    files = []
    for language, pages in PAGES.items():
        for name, (path, status) in pages.items():
            answer = requests.get(portal.root + path, timeout=30)
            assert answer.status_code == status, path
            files.append(tmp_path / f"{name.replace(' ', '-')}.{language}.html")
            files[-1].write_bytes(answer.content)
    assert complaints(checker, files) == []


def test_example_front_end_is_valid(checker):
    # Its policy speaks of its own origin, which a file has not.
    with served(EXAMPLE) as origin:
        assert complaints(checker, [f"{origin}/index.html"]) == []


def test_style_sheets_are_valid(checker):
    assert complaints([*checker, "--css"], STYLE_SHEETS) == []


def test_checker_would_find_something(checker, tmp_path):
    file = tmp_path / "wrong.html"
    file.write_text('<!DOCTYPE html><html lang="vi"><title>x</title><p><div></p></div>')
    assert any("wrong.html" in found for found in complaints(checker, [file]))
