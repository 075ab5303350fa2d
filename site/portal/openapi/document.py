"""The description of the API: OpenAPI 3.1, composed of what the viewsets and shapes say."""

import json
from functools import cache
from typing import Any

from portal.site_endpoint import SCHEMA

from . import previews
from .answers import endpoints
from .operations import paths_of, tags
from .responses import HEADERS, PARAMETERS, RESPONSES, SECURITY, SECURITY_SCHEMES
from .schemas import schemas

ABOUT = """Everything public of a portal, as JSON, for whoever asks: no key, no cookie.

To show a few things, ask for lists. To hold a copy of everything, follow `changes/`: it tells what
is new and what is gone, and misses nothing.

The contract only grows: more keys, types, blocks, parameters and codes may come; what is there
keeps its name and its meaning. Pass over what you do not know. `meta.schema` of `site/` is the
version, which is also that of this description.

Every error is `{"message": …}`; another method than `GET`, `HEAD` and `OPTIONS` is answered 405
(`preview/` takes `POST`). A value in a query has at most 1,000 characters, and no NUL."""


def compose() -> dict[str, Any]:
    """Return the description.

    It names no host, so that it is the same for every portal of an installation, and in every
    process: what it is made of comes in the order of the code.
    """
    paths: dict[str, Any] = {}
    for endpoint, viewset in endpoints().items():
        paths |= paths_of(endpoint, viewset)
    paths |= previews.paths()
    return {
        "openapi": "3.1.1",
        "info": {"title": "API of the portal", "version": str(SCHEMA), "description": ABOUT},
        "servers": [{"url": "/api/v2", "description": "This portal"}],
        "tags": [*tags(), previews.TAG],
        "security": SECURITY,
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "responses": RESPONSES,
            "parameters": PARAMETERS,
            "headers": HEADERS,
            "securitySchemes": SECURITY_SCHEMES,
        },
    }


@cache
def document() -> bytes:
    """Return the description as JSON, composed once in each process."""
    return json.dumps(compose(), ensure_ascii=False, separators=(",", ":")).encode()
