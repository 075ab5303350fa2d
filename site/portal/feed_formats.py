"""What all feeds have in common: Atom and RSS as the portal writes them."""

import re
from datetime import UTC, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

# What an empty feed was changed at: any moment that does not move.
NEVER = timezone.localtime(datetime(2000, 1, 1, tzinfo=UTC))

# XML 1.0 section 2.2. The generator fails on some of the others and writes the rest.
_NO_CHARACTERS = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _NO_CHARACTERS.sub("", text)


def to_second(moment: datetime) -> datetime:
    """Return `moment` in the portal's time zone, without fractions of a second."""
    return timezone.localtime(moment).replace(microsecond=0)


class StillFeed(Feed):
    """A feed whose entries can be withdrawn."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer without `Last-Modified`: it goes backwards when the newest text is withdrawn."""
        response: HttpResponse = super().__call__(request, *args, **kwargs)
        response.headers.pop("Last-Modified", None)
        return response


class StillWhenEmpty:
    """A feed without entries says the same each time, so that its ETag stays."""

    items: list

    def latest_post_date(self) -> datetime:
        """Return the moment of the latest change."""
        latest: datetime = super().latest_post_date()  # type: ignore[misc]
        return latest if self.items else NEVER


class AtomGenerator(StillWhenEmpty, Atom1Feed):
    """Atom (RFC 4287), where a length that nobody knows is left out."""

    name = "atom"

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write the enclosures without a length."""
        super().add_item_elements(handler, item | {"enclosures": []})
        for enclosure in item["enclosures"]:
            link = {"rel": "enclosure", "href": enclosure.url, "type": enclosure.mime_type}
            handler.addQuickElement("link", "", link)


class RssGenerator(StillWhenEmpty, Rss201rev2Feed):
    """RSS 2.0."""

    name = "rss"
