"""Checks of the sweep: the search page and its suggestions."""

from urllib.parse import quote

from .comparing import alike, assert_tells_nothing
from .secrets import TWIN, WORD


def html_search_finds_nothing_hidden(client, editor, secret):
    for form in (
        "/search/?q={}",
        "/search/?q={}&sort=date",
        "/search/?q={}&kind=KH&year=2021",
        "/en/search/?q={}",
        # As a filter, where something is found and where nothing is.
        "/search/?q=tin&category={}",
        "/en/search/?q=news&category={}",
        "/search/?q=van+ban&issuer={}",
        "/search/?q=khong+co&category={}",
    ):
        response, other = client.get(form.format(WORD)), client.get(form.format(TWIN))
        assert response.status_code == 200
        assert alike(response, other, WORD, TWIN), form


def search_results_filters_and_suggestions_tell_nothing(client, editor, secret):
    found = 0
    for asked in (
        # Where somebody may go who has typed nothing yet, or who finds nothing.
        "/search/",
        "/en/search/",
        # Public words around what is hidden …
        "/search/?q=tin",
        "/search/?q=tin&sort=date&page=2",
        "/search/?q=liên+kết&year=2026",
        "/search/?q=văn+bản",
        "/search/?q=kế+hoạch&kind=KH",
        "/search/?q=chuyên+mục",
        "/en/search/?q=open+news",
        # … and its own words, half typed or mistyped.
        "/search/?q=xyzz",
        "/search/?q=xyzzt",
        "/search/?q=tin+xyzzt",
        "/search/?q=xyzyz&kind=KH",
        "/en/search/?q=news+xyzzt",
    ):
        response = client.get(asked)
        assert response.status_code == 200, asked
        assert_tells_nothing(secret, response, asked=asked)
        assert editor.get(asked).content == response.content
        found += response.content.count(b'<article class="item"')
    assert found


def suggestions_hold_nothing_hidden(client, editor, secret):
    for form in ("/search/suggestions/?q={}", "/en/search/suggestions/?q={}"):
        response, other = (client.get(form.format(word)) for word in (WORD, TWIN))
        assert alike(response, other, WORD, TWIN)
        # What hidden things share with public ones finds the public ones alone.
        for text in (WORD, WORD[:3], "tin", "news", "open", "97 kh", "van ban", "chuyen", "xa"):
            asked = form.format(quote(text))
            response = client.get(asked)
            assert response.status_code == 200
            assert_tells_nothing(secret, response, asked=asked)
            assert editor.get(asked).content == response.content
            for found in response.json()["suggestions"]:
                assert found["url"] not in secret.addresses
                assert client.get(found["url"]).status_code == 200
