"""The privacy sweep; pytest tells what differs in its checks as it does in tests."""

import pytest

pytest.register_assert_rewrite(
    "tests.privacy.api_checks",
    "tests.privacy.comparing",
    "tests.privacy.page_checks",
    "tests.privacy.search_checks",
)
