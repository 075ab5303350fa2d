"""A front end that the portal knows, and an editor whose drafts it shows."""

import pytest
from django.test import Client

from portal.roles import WRITERS
from tests import factories

from .previews import FRONT_END


@pytest.fixture(autouse=True)
def _front_end(settings):
    settings.HEADLESS_PREVIEW_URL = f"{FRONT_END}/xem-truoc"


@pytest.fixture
def editor():
    return factories.UserFactory(role=WRITERS)


@pytest.fixture
def admin(editor):
    """Return the client of the editor, who is logged in."""
    client = Client()
    client.force_login(editor)
    return client
