"""The one operation that is no question: a preview link is redeemed."""

from typing import Any

from portal.previewing.links import NEW
from portal.previewing.shapes import Draft

from .responses import responses

ABOUT = """Drafts, for the one separate front end that the operator of the portal has named. An
editor's preview leads there with a link, which works once."""

TAG = {"name": "preview", "description": ABOUT}


def paths() -> dict[str, Any]:
    """Return the path at which links are redeemed."""
    return {"/preview/": {"post": _REDEEM}}


_FORM = {
    "type": "object",
    "required": ["page", "token"],
    "properties": {
        "page": {
            "type": "string",
            "description": f"The page that the link names; `{NEW}` for one never saved.",
            "examples": ["12", NEW],
        },
        "token": {"type": "string", "description": "The token that the link holds."},
    },
}

_REDEEM = {
    "operationId": "redeemPreview",
    "tags": ["preview"],
    "summary": "A draft",
    "description": "The first answer uses the link up; a refusal does not.",
    "requestBody": {
        "required": True,
        "content": {"application/x-www-form-urlencoded": {"schema": _FORM}},
    },
    "responses": {
        "200": {
            "description": "The draft. Show it, and keep nothing of it.",
            "headers": {"Cache-Control": {"$ref": "#/components/headers/NoStore"}},
            "content": {
                "application/json": {"schema": {"$ref": f"#/components/schemas/{Draft.__name__}"}}
            },
        },
        **responses(_403="Forbidden", _410="LinkGone", _415="UnsupportedMediaType"),
    },
}
