"""What axe-core finds on every kind of page: nothing, in both languages, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .pages import DOWNLOADS, PAGES

pytestmark = pytest.mark.browser

PHONE = (360, 740)
NO_LABEL = '<html lang="vi"><body><input id="x"></body></html>'


@pytest.fixture(scope="module")
def axe() -> Axe:
    return Axe()


def violations(axe, page) -> list[str]:
    """Return what is wrong with the page in the window, each with rule and element."""
    found = axe.run(page).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(axe, portal, open_window, language, scheme):
    page = open_window(*PHONE, color_scheme=scheme)
    wrong = {}
    for name, (path, status) in PAGES[language].items():
        if name in DOWNLOADS:
            continue
        assert page.goto(portal.root + path).status == status, path
        if found := violations(axe, page):
            wrong[name] = found
    assert wrong == {}


def test_axe_finds_nothing_in_what_readers_keep(axe, portal, open_window):
    page = open_window(*PHONE)
    path, _status = PAGES["vi"]["saved announcement"]
    page.set_content(page.request.get(portal.root + path).text())
    assert violations(axe, page) == []


def test_axe_would_find_something(axe, open_window):
    page = open_window(*PHONE)
    page.set_content(NO_LABEL)
    assert any(found.startswith("label:") for found in violations(axe, page))
