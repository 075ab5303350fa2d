"""Words that packages do not mark, or say only once, as editors read them."""

import pytest
from django.utils import translation
from wagtail.log_actions import registry
from wagtail.snippets.widgets import AdminSnippetChooser

from announcements.models import Category


@pytest.mark.parametrize(
    ("action", "message"),
    [("wagtail.create", "Đã tạo"), ("wagtail.lock", "Đã khóa"), ("wagtail.unlock", "Đã mở khóa")],
)
def test_history_tells_what_somebody_did(action, message):
    registry.scan_for_actions()
    assert str(registry.formatters[action].message) == message


def test_chooser_speaks_the_language_of_whoever_sees_it():
    chooser = AdminSnippetChooser(model=Category)
    assert str(chooser.choose_one_text) == "Chọn chuyên mục"
    with translation.override("en"):
        assert str(chooser.choose_one_text) == "Choose category"


def test_words_that_a_field_gives_its_chooser_stay():
    chooser = AdminSnippetChooser(model=Category, choose_one_text="Chọn chuyên mục chính")
    assert str(chooser.choose_one_text) == "Chọn chuyên mục chính"
