from tests import messages


def test_vietnamese_catalogue_is_complete_fresh_and_compiled():
    assert messages.problems() == []


def test_strings_of_code_and_templates_are_found():
    ids = {message.id for message in messages.extract()}
    assert "Reason for withdrawing" in ids
    assert "Yes, withdraw" in ids
