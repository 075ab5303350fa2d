"""The examples of docs/api.md and docs/api.vi.md, run against the demonstration."""

import json
import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command

from portal.api import router
from portal.syndication.builder import drain

pytestmark = pytest.mark.django_db

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXTS = {name: (DOCS / name).read_text(encoding="utf-8") for name in ("api.md", "api.vi.md")}
ANYTHING = "…"
# Commands, and what is promised below them (of the last one of a block).
EXAMPLES = re.compile(r"```sh\n(.*?)```(?:\n+```(json|http)\n(.*?)```)?", re.DOTALL)


@pytest.fixture
def demo(client):
    call_command("load_demo", port=8000, verbosity=0)
    drain()
    return client


def ask(client, command):
    """Do what a command of curl does, with Django's client."""
    words = shlex.split(command)
    assert words.pop(0) == "curl"
    method, follow, headers, address = "GET", False, {}, ""
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word.startswith("-"):
            assert set(word) <= set("-siL"), word
            follow = "L" in word
        else:
            address = word
    parts = urlsplit(address)
    assert parts.netloc == "localhost:8000"
    path = f"{parts.path}?{parts.query}"
    return client.generic(method, path, headers={"host": parts.netloc, **headers}), follow


def test_every_example_answers_as_the_page_says(demo):
    commands = 0
    for block, kind, promised in EXAMPLES.findall("\n".join(TEXTS.values())):
        for command in block.strip().splitlines():
            response, follow = ask(demo, command)
            if follow:
                assert response.status_code == 302, command
                response = demo.get(
                    response.headers["Location"], headers={"host": "localhost:8000"}
                )
            assert response.status_code < 500, command
            commands += 1
        if kind == "json":
            assert fits(json.loads(promised), response.json()), (command, response.json())
        elif kind == "http":
            status, *lines = promised.strip().splitlines()
            assert response.status_code == int(status)
            for line in lines:
                name, _, value = line.partition(": ")
                assert response.headers[name] == value
        else:
            assert response.status_code == 200, command
            assert response.json()["meta"]["total_count"] >= 0
    assert commands >= len(router._endpoints)


def test_every_endpoint_has_an_example():
    asked = " ".join(block for block, _, _ in EXAMPLES.findall(TEXTS["api.md"]))
    for name in router._endpoints:
        assert f"/api/v2/{name}/" in asked, name


def fits(promised, said):
    """Tell whether `said` is what was promised."""
    if promised == ANYTHING:
        return True
    if isinstance(promised, dict):
        return (
            isinstance(said, dict)
            and promised.keys() == said.keys()
            and all(fits(value, said[name]) for name, value in promised.items())
        )
    if isinstance(promised, list):
        return len(promised) == len(said) and all(map(fits, promised, said))
    return promised == said
