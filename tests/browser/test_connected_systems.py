"""A token in a real browser: copied by keyboard, selected without the script, read aloud."""

import pytest
import requests
from axe_playwright_python.sync_playwright import Axe

from .admin import Admin

pytestmark = pytest.mark.browser

SELECTED = "field => field.value.slice(field.selectionStart, field.selectionEnd)"


def add_system(page, name):
    """Fill in the form by keyboard; return the field of the token."""
    page.focus("[name=name]")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    token = page.locator("#consumers-token")
    token.wait_for()
    return token


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_token_is_copied_by_keyboard_and_works(portal, open_window, shoot, scheme):
    page = open_window(
        360, 740, color_scheme=scheme, permissions=["clipboard-read", "clipboard-write"]
    )
    admin = Admin(page, portal.root)
    admin.log_in("truongban")
    admin.open("consumers/new/")
    token = add_system(page, f"Cổng thông tin điện tử tỉnh, {scheme}")
    assert Axe().run(page).response["violations"] == []
    token.focus()
    assert token.evaluate(SELECTED) == token.input_value()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Đã sao chép").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == token.input_value()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    shoot(page, f"token-{scheme}")
    answer = requests.get(
        f"{portal.root}/api/v2/site/", headers={"Authorization": f"Bearer {copied}"}, timeout=60
    )
    assert answer.status_code == 200
    for path in ("consumers/", "reports/consumers/"):
        admin.open(path)
        assert Axe().run(page).response["violations"] == [], path


def test_token_is_there_without_the_script(portal, open_window):
    page = open_window(java_script_enabled=False)
    admin = Admin(page, portal.root)
    admin.log_in("truongban")
    admin.open("consumers/new/")
    page.fill("[name=name]", "Không có JavaScript")
    page.click("#w-editor-form button[type=submit]")
    token = page.locator("#consumers-token")
    assert token.input_value().startswith("cgp_")
    assert token.get_attribute("readonly") is not None
