"""An illustration is never without words for those who cannot see it."""

import pytest

from announcements.models import AnnouncementPage
from portal.roles import EDITORIAL_BOARD
from tests import factories
from tests.portal.test_editorial_board import add

pytestmark = pytest.mark.django_db


@pytest.fixture
def wordless():
    return factories.ImageFactory(description="")


@pytest.fixture
def index(client):
    client.force_login(factories.UserFactory(role=EDITORIAL_BOARD))
    return factories.IndexFactory()


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_illustration_without_words_is_neither_published_nor_submitted(
    client, index, wordless, action
):
    response = add(client, index, illustration=wordless.pk, **{action: "1"})
    assert set(response.context["form"].errors) == {"illustration_alt"}
    assert not AnnouncementPage.objects.exists()


def test_it_is_kept_in_a_draft(client, index, wordless):
    add(client, index, illustration=wordless.pk)
    assert AnnouncementPage.objects.get().get_latest_revision_as_object().illustration == wordless


@pytest.mark.parametrize("words", ["page", "library"])
def test_words_of_the_page_or_of_the_library_will_do(client, index, wordless, words):
    if words == "library":
        wordless.description = "Cánh đồng lúa"
        wordless.save()
    alt = "Quang cảnh hội nghị" if words == "page" else ""
    publish = {"action-publish": "1"}
    add(client, index, illustration=wordless.pk, illustration_alt=alt, **publish)
    assert AnnouncementPage.objects.get().live
