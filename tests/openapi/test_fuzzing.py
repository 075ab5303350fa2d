"""Whatever is asked of a running portal: no failure, and no answer outside of the description."""

import re

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from .fuzzing import SHORT, closed, fuzz

pytestmark = pytest.mark.server


def test_schemathesis_finds_nothing(portal):
    with portal.orm():
        page = Page.objects.get(pk=Site.objects.get().root_page_id)
        Redirect.add_redirect("/cu", page)
    done = fuzz(portal.root, *SHORT)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    assert re.search(r"\b[1-9][0-9]+ generated", done.stdout), done.stdout


def test_closed_schema_knows_no_other_keys():
    schema = {"items": [{"type": "object", "properties": {"id": {"type": "integer"}}}]}
    assert closed(schema)["items"][0]["additionalProperties"] is False
