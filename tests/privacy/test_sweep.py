"""The privacy sweep: every way out × every question × everything that is not public.

A hidden thing may show neither by a word nor by its id nor by a difference: what names it is
answered like what does not exist.
"""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from portal.api import router
from tests.search.index import index_everything
from tests.syndication.consumers.tokens import with_token

from . import api_checks, page_checks, search_checks
from .secrets import SECRETS
from .ways_out import ENDPOINTS, VIEWS, views

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    """Return the client of somebody who may see everything in the admin."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("quantri", "a@b.vn", "demo"))
    return client


CHECKS = [
    api_checks.api_lists_tell_nothing,
    api_checks.api_details_answer_as_if_there_were_nothing,
    api_checks.pages_are_not_found_by_their_paths,
    api_checks.public_answers_hold_nothing_hidden_not_even_for_an_editor,
    api_checks.stored_answers_and_the_feed_tell_nothing,
    page_checks.html_tells_nothing,
    api_checks.description_of_the_api_tells_nothing,
    page_checks.feeds_and_sitemaps_tell_nothing,
    page_checks.feeds_of_categories_that_are_drafts_are_missing_ones,
    page_checks.alternates_name_what_is_public_and_are_named_back,
    search_checks.html_search_finds_nothing_hidden,
    search_checks.search_results_filters_and_suggestions_tell_nothing,
    search_checks.suggestions_hold_nothing_hidden,
    page_checks.categories_that_are_drafts_filter_like_unknown_ones,
    page_checks.addresses_of_what_is_hidden_tell_nothing,
    page_checks.saved_articles_tell_nothing,
    page_checks.issuers_and_numbers_that_are_hidden_filter_like_unknown_ones,
    page_checks.files_that_are_private_answer_like_missing_ones,
    page_checks.beacons_of_hidden_pages_answer_like_those_of_none,
    api_checks.previews_show_their_own_page_and_nothing_else_that_is_hidden,
    page_checks.redirects_lead_to_nothing_hidden,
    # The last one: it changes what is hidden.
    api_checks.webhooks_tell_nothing,
]


def test_every_way_out_is_known():
    assert set(router._endpoints) == ENDPOINTS
    assert views() == VIEWS


@pytest.fixture
def hide(settings, django_capture_on_commit_callbacks):
    """Make something hidden, where drafts are shown on a separate front end."""
    settings.HEADLESS_PREVIEW_URL = "https://bansao.example.vn/"

    def make(secret):
        with django_capture_on_commit_callbacks(execute=True):
            return SECRETS[secret]()

    return make


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_shows(client, editor, secret, hide):
    hidden = hide(secret)
    # What is hidden may be in the index: it must not show all the same.
    index_everything()
    for check in CHECKS:
        check(client, editor, hidden)


@pytest.mark.parametrize("secret", ["page_login", "private_collection", "draft_category"])
def test_token_shows_nothing_more(editor, secret, hide):
    _, headers = with_token()
    hidden = hide(secret)
    index_everything()
    for check in CHECKS:
        check(Client(headers=headers), editor, hidden)
