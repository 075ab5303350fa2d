"""The privacy sweep: every way out × every question × everything that is not public.

A hidden thing may show neither by a word nor by its id nor by a difference: what names it is
answered like what does not exist.
"""

import json
import re
from functools import cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from announcements.models import Category
from announcements.saving import SAVE_PATH
from portal.api import router
from portal.syndication.builder import drain
from portal.syndication.models import PublishedItem
from portal.syndication.webhooks.messages import compose
from portal.syndication.webhooks.models import Delivery
from portal.syndication.webhooks.pokes import poke
from tests.search.index import index_everything
from tests.syndication.consumers.tokens import with_token
from tests.syndication.webhooks import endpoints

from .secrets import NOBODY, SECRETS, TWIN, WORD
from .ways_out import ENDPOINTS, VIEWS, lists, parameters, probes, views

pytestmark = pytest.mark.django_db

_OBJECT = re.compile(
    r"/api/v2/(\w+)/(\d+)/"
    r"|/(?:files/)?(images|renditions|documents|first-pages|van-ban)/(\d+)[/-]"
)
# Whose id stands in an address below these.
_OWNERS = {"renditions": "images", "first-pages": "documents", "van-ban": "documents"}


def text_of(response):
    """Return all that an answer says, body and headers."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{response.status_code}\n{headers}\n{response.content.decode()}"


def named(text):
    """Return pairs of endpoint and id of all objects that an answer names."""
    found = set()
    for endpoint, pk, files, file_pk in _OBJECT.findall(text):
        name = endpoint or _OWNERS.get(files, files)
        found.add((name, int(pk or file_pk)))
    return found


def assert_tells_nothing(secret, response, *, asked, name=""):
    """Fail where the answer holds more of something hidden than the question itself."""
    text = text_of(response)
    assert response.status_code in (200, 302, 400, 404, 410) or asked == "/healthz", asked
    for echo in (asked, quote(asked), quote(asked, safe="")):
        text = text.replace(echo, "")
    assert WORD not in text.lower(), f"{asked}\n{text}"
    assert not named(text) & secret.ids(), f"{asked}\n{text}"
    if response.status_code == 200 and response.headers["Content-Type"] == "application/json":
        listed = {(name, item["id"]) for item in response.json().get("items", [])}
        assert not listed & secret.ids(), asked


def alike(response, other, value, twin):
    """Tell whether two answers differ by nothing but the values that were asked for."""
    asked = re.compile(rf"(?<!\w)({re.escape(value)}|{re.escape(twin)})(?!\w)")
    # An error page repeats the asked address inside of another one: `%2Fxyzzy`.
    said = [unquote(text_of(answer)) for answer in (response, other)]
    texts = [re.sub(r"(ETag|Content-Length): .*", "", text) for text in said]
    return asked.sub("?", texts[0]) == asked.sub("?", texts[1])


@pytest.fixture
def editor():
    """Return the client of somebody who may see everything in the admin."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("quantri", "a@b.vn", "demo"))
    return client


def api_lists_tell_nothing(client, editor, secret):
    ask = cache(client.get)
    for name, path, model in lists():
        for parameter in sorted(parameters(name, model)):
            for value, twin in probes(name, model, parameter, secret):
                asked = f"{path}{parameter}={quote(value)}"
                response = client.get(asked)
                assert_tells_nothing(secret, response, asked=asked, name=name)
                if twin is not None:
                    other = ask(f"{path}{parameter}={quote(twin)}")
                    assert alike(response, other, value, twin), asked


def api_details_answer_as_if_there_were_nothing(client, editor, secret):
    for name, pk in secret.ids():
        for form in (
            f"/api/v2/{name}/{{}}/",
            f"/api/v2/{name}/{{}}/?fields=*",
            f"/api/v2/{name}/find/?id={{}}",
        ):
            nothing = client.get(form.format(NOBODY))
            assert nothing.status_code == 404
            for reader in (client, editor):
                assert text_of(reader.get(form.format(pk))) == text_of(nothing), form


def pages_are_not_found_by_their_paths(client, editor, secret):
    for address in secret.addresses:
        for endpoint in ("pages", "redirects"):
            asked = f"/api/v2/{endpoint}/find/?html_path={quote(address)}"
            assert client.get(asked).status_code == 404, asked


def public_answers_hold_nothing_hidden_not_even_for_an_editor(client, editor, secret):
    for name, path, _ in lists():
        query = "" if name in ("site", "visits", "changes") else "fields=*&limit=100"
        response = client.get(f"{path}{query}")
        assert response.status_code == 200, response.content
        assert_tells_nothing(secret, response, asked=path, name=name)
        assert editor.get(f"{path}{query}").content == response.content
        for item in response.json().get("items", []) if name != "changes" else []:
            asked = f"/api/v2/{name}/{item['id']}/"
            detail = client.get(asked)
            assert detail.status_code == 200
            assert_tells_nothing(secret, detail, asked=asked)
            assert editor.get(asked).content == detail.content


def stored_answers_and_the_feed_tell_nothing(client, editor, secret):
    # Until now every answer was made anew; the rest is asked of what is kept.
    drain()
    assert PublishedItem.objects.filter(is_public=True).exists()
    public_answers_hold_nothing_hidden_not_even_for_an_editor(client, editor, secret)
    api_details_answer_as_if_there_were_nothing(client, editor, secret)
    for query in ("", "&type=announcements.AnnouncementPage", "&locale=en", "&site=localhost"):
        asked = f"/api/v2/changes/?include=object&limit=500{query}"
        response = client.get(asked)
        assert response.status_code == 200
        assert_tells_nothing(secret, response, asked=asked)
        assert editor.get(asked).content == response.content
        for item in response.json()["items"]:
            assert item["action"] == "upsert"
            # The answer of the object, made anew.
            assert client.get(f"{item['detail_url']}?_=1").json() == item["object"]


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


def description_of_the_api_tells_nothing(client, editor, secret):
    for asked in ("/api/v2/openapi.json", "/api/docs/", "/en/api/docs/"):
        response = client.get(asked)
        assert response.status_code in (200, 404), asked
        assert_tells_nothing(secret, response, asked=asked)
        assert editor.get(asked).content == response.content


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


def previews_show_their_own_page_and_nothing_else_that_is_hidden(client, editor, secret):
    token = {"token": "a.b", "page": NOBODY}
    nothing = preview_of(client, token)
    assert nothing.status_code == 400
    hidden = {pk for name, pk in secret.ids() if name == "pages"}
    for pk in hidden:
        for reader in (client, editor):
            assert text_of(preview_of(reader, token | {"page": pk})) == text_of(nothing)
    shown = 0
    for page in Page.objects.exclude(pk__in=hidden).filter(depth__gt=1).specific():
        if page.alias_of_id is None:
            page.save_revision()
        draft = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
        address = draft.headers.get("Location", "")
        if not address:
            # Behind a restriction, or on a site whose pages show nothing of this one.
            continue
        asked = dict(parse_qsl(urlsplit(address).fragment))
        response = preview_of(client, asked)
        assert response.status_code == 200
        assert_tells_nothing(secret, response, asked=address)
        assert_tells_nothing(secret, preview_of(editor, asked), asked=address)
        shown += 1
    assert shown


def preview_of(reader, link):
    """Ask for a draft as a front end does."""
    form = "application/x-www-form-urlencoded"
    return reader.post("/api/v2/preview/", urlencode(link), content_type=form)


def redirects_lead_to_nothing_hidden(client, editor, secret):
    for redirect in Redirect.objects.filter(automatically_created=False):
        response = client.get(f"{redirect.old_path}/")
        assert response.status_code == 404, redirect.old_path
        assert_tells_nothing(secret, response, asked=redirect.old_path)


def webhooks_tell_nothing(client, editor, secret):
    drain()
    receiver = endpoints.endpoint()
    for items in secret.hidden.values():
        for item in items:
            if hasattr(item, "title"):
                type(item)._base_manager.filter(pk=item.pk).update(title=f"{WORD} {WORD}")
    drain()
    # Not even that something hidden has changed.
    assert not Delivery.objects.exists()
    poke(receiver)
    message = compose(Delivery.objects.get())
    sent = f"{message.headers} {message.body.decode()}"
    assert WORD not in sent.lower()
    assert json.loads(message.body)["data"].keys() == {"next"}


CHECKS = [
    api_lists_tell_nothing,
    api_details_answer_as_if_there_were_nothing,
    pages_are_not_found_by_their_paths,
    public_answers_hold_nothing_hidden_not_even_for_an_editor,
    stored_answers_and_the_feed_tell_nothing,
    html_tells_nothing,
    description_of_the_api_tells_nothing,
    feeds_and_sitemaps_tell_nothing,
    feeds_of_categories_that_are_drafts_are_missing_ones,
    alternates_name_what_is_public_and_are_named_back,
    html_search_finds_nothing_hidden,
    search_results_filters_and_suggestions_tell_nothing,
    suggestions_hold_nothing_hidden,
    categories_that_are_drafts_filter_like_unknown_ones,
    addresses_of_what_is_hidden_tell_nothing,
    saved_articles_tell_nothing,
    issuers_and_numbers_that_are_hidden_filter_like_unknown_ones,
    files_that_are_private_answer_like_missing_ones,
    beacons_of_hidden_pages_answer_like_those_of_none,
    previews_show_their_own_page_and_nothing_else_that_is_hidden,
    redirects_lead_to_nothing_hidden,
    # The last one: it changes what is hidden.
    webhooks_tell_nothing,
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
