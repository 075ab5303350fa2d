"""`openapi.json`: valid, the same everywhere, and complete."""

import json
import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openapi_spec_validator import validate
from wagtail.models import Site

from announcements.viewsets import PagesAPIViewSet
from portal.openapi.document import document
from portal.openapi.parameters import list_parameters
from portal.site_endpoint import SCHEMA
from tests import factories
from tests.privacy.ways_out import lists, parameters

from . import API
from .snapshot import ROOT, SNAPSHOT, composed

PATH = f"{API}/openapi.json"


def described():
    return json.loads(document())


def test_description_is_valid():
    validate(described())


def test_every_change_of_the_contract_is_agreed_to():
    agreed = SNAPSHOT.read_text(encoding="utf-8")
    assert composed() == agreed, "python -m tests.openapi.snapshot, and look at the difference"


def test_version_is_that_of_the_contract():
    assert described()["info"]["version"] == str(SCHEMA)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_every_process_has_the_same_bytes(seed):
    code = (
        "import sys, django; sys.path[:0] = ['.', 'site']; django.setup();"
        "from portal.openapi.document import document; sys.stdout.buffer.write(document())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    environment["DJANGO_SETTINGS_MODULE"] = settings.SETTINGS_MODULE
    made = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert made.stdout == document()


@pytest.mark.django_db
def test_answer_costs_no_query(client):
    with CaptureQueriesContext(connection) as asked:
        response = client.get(PATH)
    assert response.status_code == 200
    assert len(asked) == 0


@pytest.mark.django_db
def test_answer_is_the_same_for_whoever_asks_and_names_no_host(client):
    Site.objects.update(hostname="binhson.test")
    editor = Client(headers={"accept-language": "en", "host": "khac.test"})
    editor.force_login(factories.UserFactory())
    first, other = client.get(PATH, headers={"host": "binhson.test"}), editor.get(PATH)
    assert first.content == other.content == document()
    assert b"binhson.test" not in first.content
    assert settings.WAGTAILADMIN_BASE_URL.encode() not in first.content
    assert json.loads(first.content)["servers"][0]["url"] == API


@pytest.mark.django_db
def test_answer_is_kept_like_every_other_one(client):
    first = client.get(PATH, headers={"origin": "https://quangngai.test"})
    assert first.headers["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert first.headers["Content-Type"] == "application/json"
    assert first.headers["Vary"] == "Accept-Encoding"
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(PATH, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(PATH).headers["ETag"] == first.headers["ETag"]
    assert client.options(PATH).headers["Allow"] == "GET, HEAD, OPTIONS"


# What it says


def said_of(path):
    """Return the query parameters that are described at `path`, by name."""
    said = described()["paths"][path]["get"]["parameters"]
    return {each["name"]: each for each in said if each.get("in") == "query"}


@pytest.mark.parametrize("endpoint", sorted({name for name, _, _ in lists()}))
def test_every_parameter_that_a_list_knows_is_described(endpoint):
    known = set().union(
        *(parameters(name, model) for name, _, model in lists() if name == endpoint)
    )
    assert said_of(f"/{endpoint}/").keys() == known


def test_parameter_of_which_nothing_is_said_is_told():
    class New(PagesAPIViewSet):
        known_query_parameters = PagesAPIViewSet.known_query_parameters | {"colour"}

    with pytest.raises(LookupError, match="colour"):
        list_parameters(New)


@pytest.mark.django_db
def test_every_example_is_taken(client):
    page = factories.AnnouncementFactory()
    asking = {path: item["get"] for path, item in described()["paths"].items() if "get" in item}
    for path, operation in asking.items():
        for name, parameter in said_of(path).items():
            for example in parameter["schema"].get("examples", ()):
                # Ids are of the portal that is asked.
                value = page.pk if example == 12 else example
                asked = f"{API}{path.format(id=page.pk)}?{name}={quote(str(value))}"
                response = client.get(asked)
                allowed = operation["responses"].keys() - {"400"}
                assert str(response.status_code) in allowed, (asked, response.content)


def test_unknown_keys_are_allowed_to_come():
    """The contract grows: a client made of it must not refuse what it does not know."""
    assert '"additionalProperties":false' not in document().decode()


def test_every_object_says_what_it_is():
    for name, schema in described()["components"]["schemas"].items():
        is_union = "oneOf" in schema or "anyOf" in schema
        assert is_union or schema.get("description"), name
