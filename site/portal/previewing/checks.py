"""What can be wrong with the settings of previews."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning

from .front_end import front_end, read_front_end

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@register(Tags.security)
def front_end_has_an_address(**kwargs: Any) -> list[CheckMessage]:
    """Fail for a HEADLESS_PREVIEW_URL to which no link could lead."""
    address = settings.HEADLESS_PREVIEW_URL
    if not address:
        return []
    try:
        read_front_end(address)
    except ValueError as problem:
        return [
            Error(
                f"HEADLESS_PREVIEW_URL {address!r} {problem}.",
                hint="Write https://front.example.vn/preview, or leave it empty.",
                id="previewing.E001",
            )
        ]
    return []


@register(Tags.security)
def links_live_for_a_while(**kwargs: Any) -> list[CheckMessage]:
    """Fail for links that have expired before they are shown."""
    if settings.PREVIEW_LINK_SECONDS > 0:
        return []
    return [
        Error(
            f"PREVIEW_LINK_SECONDS cannot be {settings.PREVIEW_LINK_SECONDS}.",
            hint="Write how many seconds a preview link is good for: 600.",
            id="previewing.E002",
        )
    ]


@register(Tags.security, deploy=True)
def drafts_travel_encrypted(**kwargs: Any) -> list[CheckMessage]:
    """Warn of a front end elsewhere without TLS: drafts and tokens would be read on the way."""
    known = front_end()
    if known is None or urlsplit(known.origin).hostname in LOOPBACK:
        return []
    if known.origin.startswith("https:"):
        return []
    return [
        CheckWarning(
            f"Drafts are shown at {known.origin}, without TLS.",
            hint="Let HEADLESS_PREVIEW_URL begin with https://.",
            id="previewing.W001",
        )
    ]
