"""The page of the documentation as an answer; tests/browser sees what becomes of it."""

import pytest
from django.test import Client
from wagtail.models import Site

from tests import factories

from .reading import check_error

pytestmark = pytest.mark.django_db

PATH = "/api/docs/"


@pytest.fixture(autouse=True)
def _english_home():
    factories.home_page().copy_for_translation(factories.english()).save_revision().publish()


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [
        (PATH, "vi", "API dành cho các hệ thống khác"),
        (f"/en{PATH}", "en", "The API for other systems"),
    ],
)
def test_language_is_that_of_the_address(path, language, title):
    reader = Client(headers={"accept-language": "en" if language == "vi" else "vi"})
    text = reader.get(path).content.decode()
    assert f'<html lang="{language}">' in text
    assert f"<h1>{title}</h1>" in text
    assert f'hreflang="en" href="http://localhost/en{PATH}"' in text
    assert '<a href="/api/v2/openapi.json">' in text
    assert "<noscript>" in text


@pytest.mark.parametrize("path", [PATH, f"/en{PATH}"])
def test_shared_caches_may_keep_it(client, path):
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert first.headers["Vary"] == "Accept-Encoding"
    assert not first.cookies
    assert client.get(path, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    editor = Client()
    editor.force_login(factories.UserFactory())
    assert editor.get(path).content == first.content


def test_policy_is_that_of_the_whole_site(client):
    policy = client.get(PATH).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_errors_are_those_of_the_api():
    client = Client(enforce_csrf_checks=True)
    refused = client.post(PATH)
    check_error(refused, 405)
    assert refused.headers["Allow"] == "GET, HEAD"
    Site.objects.all().delete()
    check_error(client.get(PATH), 404)


def test_address_without_its_slash_leads_on(client):
    assert client.get("/api/docs").headers["Location"].rstrip("?") == PATH
