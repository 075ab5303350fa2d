"""Whatever a client sends: an answer, or a sentence that says what is wrong; never a failure."""

import random
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.test import Client, override_settings

from portal.api import router
from tests import factories
from tests.privacy.ways_out import lists, parameters
from tests.search.index import index_everything

pytestmark = pytest.mark.django_db

# As they stand in an address: percent-encoded where they are not plain.
VALUES = [
    "", "http://[", "-1", "1e5", "abc", "null", "*", ",", "%20",
    "99999999999999999999", "-99999999999999999999", "9" * 5000, "2147483648",
    "2022-13-45", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "2022-04-09T25:61",
    "%00", "a%00b", "%ff%fe", "%ed%a0%80", "%F0%9F%98%80", "%E2%80%AE", "%D9%A1%D9%A2", "%EF%BC%91",
    "%22", "%27)%20OR%201=1--", "%5C", "%25", "%7B%7D", "a:b:c", "localhost:99999",
    "a(b", "a(" * 300, "*,-a", "-title,-title", "--title", "a.b.c",
    "a" * 201, "a" * 10_000, quote("đề án " * 40),
]  # fmt: skip

ANSWERS = {200, 301, 302, 400, 404}


def check(response, path):
    """Fail for an answer that is none."""
    allowed = ANSWERS | ({HTTPStatus.GONE} if "/changes/" in path else set())
    assert response.status_code in allowed, f"{response.status_code} {path[:200]}"
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        assert set(response.json()) == {"message"}, path[:200]
        assert response.json()["message"], path[:200]


LISTS = [
    pytest.param(name, path, model, id=path.removeprefix("/api/v2/").rstrip("?&"))
    for name, path, model in lists()
]


@pytest.fixture
def page():
    return factories.AnnouncementFactory(category=factories.CategoryFactory())


@pytest.mark.parametrize(("name", "path", "model"), LISTS)
def test_every_parameter_with_every_value(client, page, name, path, model):
    for parameter in sorted(parameters(name, model)):
        for value in VALUES:
            asked = f"{path}{parameter}={value}"
            check(client.get(asked), asked)


@pytest.mark.parametrize("name", router._endpoints)
def test_finding_with_every_value(client, page, name):
    for parameter in ("id", "html_path", "site", "nothing"):
        for value in VALUES:
            asked = f"/api/v2/{name}/find/?{parameter}={value}"
            check(client.get(asked), asked)


@pytest.mark.parametrize("name", router._endpoints)
def test_numbers_that_are_none(client, page, name):
    for value in VALUES:
        check(client.get(f"/api/v2/{name}/{value}/"), f"{name}/{value}")


def test_detail_of_a_page_with_every_parameter(client, page):
    for parameter in ("fields", "site", "rich_text_format", "locale", "child_of", "search"):
        for value in VALUES:
            asked = f"/api/v2/pages/{page.pk}/?{parameter}={value}"
            check(client.get(asked), asked)


def test_parameters_together(client, page):
    pick = random.Random(20221105)
    for _ in range(400):
        name, path, model = pick.choice(list(lists()))
        known = sorted(parameters(name, model))
        query = (
            "&".join(
                f"{pick.choice(known)}={pick.choice(VALUES)}" for _ in range(pick.randint(2, 6))
            )
            if known
            else ""
        )
        check(client.get(path + query), path + query)


@pytest.mark.parametrize(
    "path",
    [
        "/en/search/?q={}",
        "/search/suggestions/?q={}",
        "/en/search/suggestions/?q={}",
        "{index}?page={}",
        "{index}?category={}",
        "{index}?year={}",
        "/{}/",
        "/files/documents/{}/a.pdf",
        "/files/first-pages/{}/a.webp",
        "/files/first-pages/1/{}",
        "/van-ban/?number={}",
        "/van-ban/?kind={}",
        "/van-ban/?issuer={}",
        "/van-ban/?year={}",
        "/van-ban/?page={}",
        "/van-ban/{}/",
        "/van-ban/{}-a/",
        "/van-ban/1-{}/",
        "/van-ban/atom.xml?number={}",
        "/files/documents/1/{}",
        "/files/renditions/1/{}",
        "/api/docs/?page={}",
        "/api/docs/{}",
        "/en/api/docs/?page={}",
        "/api/v2/openapi.json?format={}",
        "/api/v2/openapi.json?{}=1",
    ],
)
def test_pages_and_files_with_every_value(client, page, path):
    form = path.replace("{index}", page.get_parent().url)
    for value in VALUES:
        asked = form.format(value.replace("%", "%") or "x")
        response = client.get(asked)
        assert response.status_code in ANSWERS | {410}, f"{response.status_code} {asked[:200]}"


# What FTS5, PostgreSQL or a template would read as more than words.
OPERATORS = [
    '"', '"đề', "'", "NEAR(a b)", "a AND OR NOT", "title:a", "{title} : a", "^a", "a*", "* *", "-a",
    "a & | !", "a <-> b", ":*", "a:*B", "(", ")", "\\", "%s", "{{ 7 }}", "<b>", "a\x00b", "\u202e",
]  # fmt: skip


@pytest.mark.parametrize("parameter", ["q", "category", "year", "kind", "issuer", "sort", "page"])
def test_search_page_with_every_value(client, page, parameter):
    factories.DocumentFactory(
        title="Tin", kind="KH", issuer=factories.OrganisationFactory(), issued_on="2021-12-06"
    )
    index_everything()
    for value in (*VALUES, *map(quote, OPERATORS)):
        asked = f"/search/?q=tin&{parameter}={value}"
        assert client.get(asked).status_code == 200, asked[:200]


HEADERS = [
    {"accept": "*/*;q=x"},
    {"accept": "application/xml"},
    {"accept": ",;=" * 500},
    {"accept-language": "x" * 5000},
    {"accept-language": "\xff\xfe, en;q=nan"},
    {"if-none-match": '"'},
    {"if-none-match": "W/" * 500},
    {"if-none-match": ","},
    {"if-match": '"x"'},
    {"range": "bytes=5-1"},
    {"range": "bytes=" + "9" * 5000 + "-"},
    {"cookie": "sessionid=\x01; csrftoken=" + "x" * 3000},
    {"x-forwarded-for": "not an address, ,,"},
    {"x-forwarded-for": "::1%lo"},
    {"authorization": "Bearer \xff"},
    {"origin": "null"},
    {"content-type": "application/json; charset=nonsense"},
]


@pytest.mark.parametrize("headers", HEADERS)
@override_settings(TRUSTED_PROXIES=1, API_RATE="1000/min")
def test_headers_that_make_no_sense(page, headers):
    document = factories.DocumentFactory()
    for path in ("/api/v2/pages/", "/api/v2/site/", "/", document.url):
        for method in ("get", "head", "options"):
            response = getattr(Client(), method)(path, headers=headers)
            assert response.status_code in ANSWERS | {206, 401, 405, 406, 412, 416}, (path, method)


@override_settings(ALLOWED_HOSTS=["localhost"])
@pytest.mark.parametrize("host", ["", "a b", "evil.test", "localhost:abc", "[::1", "x" * 300])
def test_host_that_makes_no_sense(host):
    response = Client().get("/api/v2/pages/", headers={"host": host})
    assert response.status_code in (200, 400)
