"""What a token looks like."""

import pytest

from portal.syndication.consumers.tokens import digest, is_token, new_token, start_of


def test_tokens_are_long_and_never_the_same():
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    for token in tokens:
        assert is_token(token)
        assert len(token) == 4 + 64
        assert start_of(token) == token[:12]
        assert digest(token) not in token


@pytest.mark.parametrize(
    "text", ["", "cgp_", "x" * 68, "cgp_" + "0" * 63, "cgp_" + "0" * 64 + "\n"]
)
def test_other_texts_are_none(text):
    assert not is_token(text)
