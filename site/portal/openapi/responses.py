"""What every operation of the description has in common: headers, errors, the token."""

from typing import Any

from portal.changes_endpoint import CursorGoneError
from portal.previewing.refusals import OtherPageError, UsedLinkError

Part = dict[str, Any]

SECURITY_SCHEMES: Part = {
    "bearerAuth": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token gives a higher limit of requests. It shows nothing more.",
    }
}
# Without a token, or with one.
SECURITY = [{}, {"bearerAuth": []}]

_TAG = '"9f86d081884c7d659a2feaa0c55ad015"'

PARAMETERS: Part = {
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The `ETag` of an earlier answer: nothing new, no body.",
        "schema": {"type": "string", "examples": [_TAG]},
    }
}

HEADERS: Part = {
    "ETag": {
        "description": "Changes with the bytes of the answer. A proxy that compresses makes it "
        'weak (`W/"…"`); either form may be sent back.',
        "required": True,
        "schema": {"type": "string"},
        "example": _TAG,
    },
    "CacheControl": {
        "description": "How long a shared cache may keep the answer.",
        "required": True,
        "schema": {"type": "string"},
        "example": "public, max-age=0, s-maxage=30",
    },
    "NoStore": {
        "description": "No cache keeps an error.",
        "required": True,
        "schema": {"type": "string", "const": "no-store"},
    },
    "RetryAfter": {
        "description": "How many seconds to wait.",
        "required": True,
        "schema": {"type": "integer", "minimum": 0},
    },
    "Location": {
        "description": "Where the object is answered.",
        "required": True,
        "schema": {"type": "string", "format": "uri"},
    },
}

KEPT: Part = {
    "ETag": {"$ref": "#/components/headers/ETag"},
    "Cache-Control": {"$ref": "#/components/headers/CacheControl"},
}


def _error(description: str, message: str, **headers: Part) -> Part:
    return {
        "description": description,
        "headers": {"Cache-Control": {"$ref": "#/components/headers/NoStore"}, **headers},
        "content": {
            "application/json": {
                "schema": {"$ref": "#/components/schemas/Error"},
                "example": {"message": message},
            }
        },
    }


RESPONSES: Part = {
    "NotModified": {
        "description": "What `If-None-Match` names is still the answer. No body.",
        "headers": KEPT,
    },
    "Found": {
        "description": "The object was found.",
        "headers": {"Location": {"$ref": "#/components/headers/Location"}},
    },
    "BadRequest": _error(
        "A parameter that is unknown, or has a value that cannot be.",
        "published_after must be a date (2022-04-09) or a time (2022-04-09T10:28:00)",
    ),
    "Unauthorized": _error(
        "A token that is unknown or was revoked.",
        "this token is unknown or revoked; ask the portal for another one, or ask without",
    ),
    "NotFound": _error(
        "What does not exist, or is not public: nobody can tell which.", "not found"
    ),
    "MethodNotAllowed": _error(
        "Another method than `GET`, `HEAD` and `OPTIONS`.",
        'Method "POST" not allowed.',
        Allow={"required": True, "schema": {"type": "string"}},
    ),
    "NotAcceptable": _error(
        "`Accept` asks for another form than JSON.",
        "Could not satisfy the request Accept header.",
    ),
    "Gone": _error(
        "A cursor that this portal did not give out, or that is more than a year old. Keep the "
        "copy, forget the cursor, and begin again without `since`.",
        CursorGoneError.default_detail,
    ),
    "Forbidden": _error(
        "A preview that is for another page or another front end, or whose maker may not show it.",
        OtherPageError.default_detail,
    ),
    "LinkGone": _error(
        "A preview link that has been used or has expired.", UsedLinkError.default_detail
    ),
    "UnsupportedMediaType": _error(
        "The form comes in another form than `application/x-www-form-urlencoded`.",
        'Unsupported media type "text/plain" in request.',
    ),
    "UriTooLong": {
        "description": "The address has more than 4,000 bytes. No answer of the API: the server "
        "gives it up before."
    },
    "TooManyRequests": _error(
        "Asked too often.",
        "Request was throttled. Expected available in 12 seconds.",
        **{"Retry-After": {"$ref": "#/components/headers/RetryAfter"}},
    ),
    "ServerError": _error(
        "The portal has failed. Try again later.", "something went wrong here; try again later"
    ),
}

# What every operation can answer besides what it is for.
ERRORS = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "404": "NotFound",
    "406": "NotAcceptable",
    "414": "UriTooLong",
    "429": "TooManyRequests",
    "500": "ServerError",
}


def responses(**further: str) -> Part:
    """Return references to what every operation answers, and to what this one does besides."""
    named = ERRORS | {status.removeprefix("_"): name for status, name in further.items()}
    return {
        status: {"$ref": f"#/components/responses/{name}"} for status, name in sorted(named.items())
    }
