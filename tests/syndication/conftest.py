"""What tests of syndication share: things to be published, and processes that publish them."""

import pytest

from portal.roles import EDITOR_IN_CHIEF
from tests import factories

from .pages import another_site, public_pages, shared_things


@pytest.fixture
def pages():
    return public_pages()


@pytest.fixture
def shared():
    return shared_things()


@pytest.fixture
def other_site():
    return another_site()


@pytest.fixture
def section():
    """Three plain pages, one below the other."""
    top = factories.StandardPageFactory(title="Giới thiệu")
    middle = factories.StandardPageFactory(title="Bộ máy", parent=top)
    bottom = factories.StandardPageFactory(title="Văn phòng", parent=middle)
    return top, middle, bottom


@pytest.fixture
def chief(client):
    """Log the editor-in-chief in."""
    client.force_login(factories.UserFactory(role=EDITOR_IN_CHIEF))
