"""Clients that are made of the description compile, and read the demonstration."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from portal.syndication.models import PublishedItem
from tests.server.processes import wait_until

from . import API
from .snapshot import ROOT

pytestmark = pytest.mark.server

SOURCES = ROOT / "tests" / "clients"
# What `make clients` installs.
TOOLS = ROOT / "var" / "clients" / "node_modules" / ".bin"


def run(*command, folder):
    """Run a command that has to succeed; return what it prints."""
    done = subprocess.run(
        [str(word) for word in command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def description(portal, tmp_path):
    """Return the file that holds the description of a portal of which everything is built."""

    def is_built():
        with portal.orm():
            return PublishedItem.objects.filter(is_public=True).count() > 100

    wait_until(is_built, "the demonstration is in the store")
    path = tmp_path / "openapi.json"
    path.write_bytes(requests.get(f"{portal.root}{API}/openapi.json", timeout=30).content)
    return path


def published(portal, label):
    """Return how many objects of a type are in the store."""
    with portal.orm():
        return PublishedItem.objects.filter(is_public=True, type=label).count()


@pytest.fixture
def typescript(description):
    """Return a folder with a client in TypeScript, ready to be compiled."""
    node = shutil.which("node")
    if node is None or not (TOOLS / "tsc").exists():
        refuse = pytest.fail if os.environ.get("REQUIRE_CLIENTS") == "1" else pytest.skip
        refuse("Node or its packages are missing; install Node and run `make clients`")
    folder = description.parent
    run(TOOLS / "openapi-typescript", description, "-o", folder / "portal.d.ts", folder=folder)
    for name in ("read_portal.ts", "tsconfig.json"):
        shutil.copy(SOURCES / name, folder)
    # Outside of `tests/clients` its package.json does not say that modules are ES modules.
    shutil.copy(SOURCES / "package.json", folder)
    return folder


def test_client_in_typescript_reads_everything(portal, typescript):
    run(TOOLS / "tsc", "-p", ".", folder=typescript)
    found = json.loads(run("node", "out/read_portal.js", portal.root, folder=typescript))
    assert found["announcements"] == published(portal, "announcements.AnnouncementPage") > 0
    assert found["words"] > 1000
    assert {"home.HomePage", "media.PortalDocument", "media.Organisation"} <= set(found["types"])
    assert found["portal"]
    assert len(found["document"]) == 64


def test_compiler_would_find_a_field_that_is_none(typescript):
    source = typescript / "read_portal.ts"
    source.write_text(source.read_text().replace("site.portal", "site.colour"))
    done = subprocess.run(
        [str(TOOLS / "tsc"), "-p", "."], cwd=typescript, capture_output=True, text=True, check=False
    )
    assert "Property 'colour' does not exist" in done.stdout


def test_client_in_python_reads_everything(portal, description):
    path = description.with_name("portal_client.py")
    run(
        Path(sys.executable).with_name("datamodel-codegen"),
        "--input", description, "--input-file-type", "openapi", "--output", path,
        "--output-model-type", "pydantic_v2.BaseModel", "--target-python-version", "3.11",
        folder=description.parent,
    )  # fmt: skip
    client = module_at(path)
    types: dict[str, int] = {}
    since, more = "", True
    while more:
        page = client.Changes.model_validate_json(
            get(portal, f"changes/?include=object&limit=100&since={since}")
        )
        for item in page.items:
            shown = innermost(item)
            if shown.action == "upsert":
                name = type(innermost(shown.object)).__name__
                types[name] = types.get(name, 0) + 1
        since, more = page.meta.next, page.meta.more
    assert types["Announcement"] == published(portal, "announcements.AnnouncementPage") > 0
    assert types["Document"] == published(portal, "media.PortalDocument")
    assert types.keys() >= {"Home", "AnnouncementIndex", "StandardPage", "Category", "Organisation"}
    pages = client.PageList.model_validate_json(get(portal, "pages/?limit=5"))
    assert {type(innermost(item)).__name__ for item in pages.items} == {"PageSummary"}
    assert client.Site.model_validate_json(get(portal, "site/")).meta.schema_ >= 1


def get(portal, path):
    return requests.get(f"{portal.root}{API}/{path}", timeout=30).content


def module_at(path):
    """Return the module in a file, imported."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def innermost(value):
    """Return what the wrappers of a union hold."""
    while hasattr(value, "root"):
        value = value.root
    return value
