"""The list of abbreviations in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.roles import EDITOR_IN_CHIEF, EDITORIAL_BOARD, WRITERS
from search.abbreviations import abbreviations
from search.models import Abbreviation
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_search_abbreviation:list"


def test_a_new_portal_has_those_of_a_district_office():
    known = abbreviations()
    assert known[("ubnd",)] == [(("",), ("uy", "ban", "nhan", "dan"))]
    assert {reading for _, reading in known[("tu",)]} == {("tinh", "uy"), ("thanh", "uy")}
    assert [reading for _, reading in known[("hoi", "dong", "nhan", "dan")]] == [("hdnd",)]
    assert known[("tt", "tt")]
    assert Abbreviation.objects.count() > 90


@pytest.mark.parametrize(
    ("role", "allowed"), [(EDITOR_IN_CHIEF, True), (EDITORIAL_BOARD, True), (WRITERS, False)]
)
def test_the_board_keeps_the_list(client, role, allowed):
    user = factories.UserFactory(role=role)
    client.force_login(user)
    response = client.get(reverse(LIST))
    assert (response.status_code == 200) is allowed
    if allowed:
        added = client.post(
            reverse("wagtailsnippets_search_abbreviation:add"),
            {"letters": "TTVH", "words": "Trung tâm Văn hóa"},
        )
        assert added.status_code == 302
        assert ("ttvh",) in abbreviations()


def test_list_is_searched(client):
    client.force_login(get_user_model().objects.create_superuser("quantri", "a@b.vn", "demo"))
    html = client.get(reverse(LIST), {"q": "mặt bằng"}).content.decode()
    assert "GPMB" in html
    assert "HĐND" not in html


def test_entries_without_words_are_none():
    Abbreviation.objects.create(letters="&", words="và")
    assert ("va",) not in abbreviations()


@pytest.mark.parametrize(("letters", "words"), [("&", "và"), ("VA", "…"), ("vhtt", "VHTT")])
def test_an_abbreviation_stands_for_something(letters, words):
    with pytest.raises(ValidationError):
        Abbreviation(letters=letters, words=words).full_clean()
