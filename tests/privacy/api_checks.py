"""Checks of the sweep: what other systems and separate front ends are answered and sent."""

import json
from functools import cache
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from django.urls import reverse
from wagtail.models import Page

from portal.syndication.builder import drain
from portal.syndication.models import PublishedItem
from portal.syndication.webhooks.messages import compose
from portal.syndication.webhooks.models import Delivery
from portal.syndication.webhooks.pokes import poke
from tests.syndication.webhooks import endpoints

from .comparing import alike, assert_tells_nothing, text_of
from .secrets import NOBODY, WORD
from .ways_out import lists, parameters, probes


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


def description_of_the_api_tells_nothing(client, editor, secret):
    for asked in ("/api/v2/openapi.json", "/api/docs/", "/en/api/docs/"):
        response = client.get(asked)
        assert response.status_code in (200, 404), asked
        assert_tells_nothing(secret, response, asked=asked)
        assert editor.get(asked).content == response.content


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
