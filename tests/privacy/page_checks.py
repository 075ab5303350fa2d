"""Checks of the sweep: pages, feeds, files and whatever else readers ask for."""

import re
from urllib.parse import urlsplit

from wagtail.contrib.redirects.models import Redirect

from announcements.models import Category
from announcements.saving import SAVE_PATH

from .comparing import alike, assert_tells_nothing, text_of
from .secrets import NOBODY, TWIN, WORD


def html_tells_nothing(client, editor, secret):
    for asked in (
        *secret.readable,
        *(f"{path}?page=2" for path in secret.readable if "?" not in path),
        "/search/?q=liên",
        "/search/?q=97",
        "/en/search/?q=news",
        "/van-ban/",
        "/en/van-ban/",
        "/khong-co/",
        "/healthz",
        "/admin/login/",
    ):
        response = client.get(asked, follow=True)
        assert response.status_code in (200, 404, 503), asked
        assert_tells_nothing(secret, response, asked=asked)


def feeds_and_sitemaps_tell_nothing(client, editor, secret):
    for asked in (
        *(f"{folder}/{name}.xml" for folder in ("/feeds", "/en/feeds") for name in ("atom", "rss")),
        *(f"/feeds/{category.slug}/atom.xml" for category in Category.objects.filter(live=True)),
        "/van-ban/atom.xml",
        "/van-ban/atom.xml?number=97",
        "/en/van-ban/atom.xml",
        "/sitemap.xml",
        "/sitemap-1.xml",
        "/robots.txt",
    ):
        response = client.get(asked)
        assert response.status_code == 200, asked
        assert_tells_nothing(secret, response, asked=asked)
        assert editor.get(asked).content == response.content
        assert not set(_addresses(response)) & set(secret.addresses), asked


def _addresses(response):
    """Return the paths of all absolute addresses in an answer."""
    found = re.findall(r"https?://[^\s\"<>]+", response.content.decode())
    return [urlsplit(address).path for address in found]


def feeds_of_categories_that_are_drafts_are_missing_ones(client, editor, secret):
    for form in ("/feeds/{}/atom.xml", "/feeds/{}/rss.xml", "/en/feeds/{}/atom.xml"):
        response, other = (client.get(form.format(slug)) for slug in (WORD, TWIN))
        assert response.status_code == 404
        assert alike(response, other, WORD, TWIN)


def alternates_name_what_is_public_and_are_named_back(client, editor, secret):
    for asked in secret.readable:
        named_by_page = _alternates(client.get(asked))
        assert not set(named_by_page) & set(secret.addresses), asked
        for address in named_by_page:
            response = client.get(address)
            assert response.status_code == 200, address
            assert set(_alternates(response)) == set(named_by_page)


def _alternates(response):
    found = re.findall(r'hreflang="[\w-]+" href="([^"]+)"', response.content.decode())
    return [urlsplit(address).path for address in found]


def categories_that_are_drafts_filter_like_unknown_ones(client, editor, secret):
    for path in secret.readable:
        response, other = (client.get(f"{path}?category={slug}") for slug in (WORD, TWIN))
        assert alike(response, other, WORD, TWIN)


def addresses_of_what_is_hidden_tell_nothing(client, editor, secret):
    for asked in secret.addresses:
        response = client.get(asked)
        if secret.has_login_form:
            assert response.status_code in (200, 302, 404, 410)
        else:
            assert response.status_code in (404, 410)
        assert_tells_nothing(secret, response, asked=asked)


def saved_articles_tell_nothing(client, editor, secret):
    for path in secret.readable:
        asked = f"{path.partition('?')[0]}{SAVE_PATH}/"
        response = client.get(asked)
        assert response.status_code in (200, 404), asked
        assert_tells_nothing(secret, response, asked=asked)
        if response.status_code == 200:
            # Not even an editor takes hidden things home in a file that he passes on.
            assert_tells_nothing(secret, editor.get(asked), asked=asked)
    for path in secret.addresses:
        if not path.startswith(("/files/", "/van-ban/")):
            asked = f"{path}{SAVE_PATH}/"
            response = client.get(asked)
            allowed = (200, 302, 404, 410) if secret.has_login_form else (404, 410)
            assert response.status_code in allowed, asked
            assert "attachment" not in response.headers.get("Content-Disposition", ""), asked
            assert_tells_nothing(secret, response, asked=asked)


def issuers_and_numbers_that_are_hidden_filter_like_unknown_ones(client, editor, secret):
    for form, hidden, unknown in (
        ("/van-ban/?issuer={}", WORD, TWIN),
        ("/van-ban/atom.xml?issuer={}", WORD, TWIN),
        ("/van-ban/?number={}", "97-KH/HU", "98-KH/HU"),
    ):
        response, other = (client.get(form.format(value)) for value in (hidden, unknown))
        assert alike(response, other, hidden, unknown)


def files_that_are_private_answer_like_missing_ones(client, editor, secret):
    for asked in secret.addresses:
        if asked.startswith(("/files/", "/van-ban/")):
            nothing = re.sub(r"/\d+([/-])", rf"/{NOBODY}\1", asked)
            for method in (client.get, client.head):
                texts = (text_of(method(address)) for address in (asked, nothing))
                # The page names the address that was asked for, and is as much longer.
                response, other = (re.sub(r"Content-Length: .*", "", text) for text in texts)
                assert response == other.replace(nothing, asked)


def beacons_of_hidden_pages_answer_like_those_of_none(client, editor, secret):
    for pk in (pk for name, pk in secret.ids() if name == "pages"):
        for method, form in (("POST", "/visits/{}/"), ("GET", "/visits/{}.gif")):
            nothing = client.generic(method, form.format(NOBODY))
            assert nothing.status_code == 404
            for reader in (client, editor):
                assert text_of(reader.generic(method, form.format(pk))) == text_of(nothing)


def redirects_lead_to_nothing_hidden(client, editor, secret):
    for redirect in Redirect.objects.filter(automatically_created=False):
        response = client.get(f"{redirect.old_path}/")
        assert response.status_code == 404, redirect.old_path
        assert_tells_nothing(secret, response, asked=redirect.old_path)
