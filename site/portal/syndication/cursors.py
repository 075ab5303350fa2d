"""Cursors: places in the feed that name the build which gave them out."""

import re
from dataclasses import dataclass, replace

from .models import Build

_PLACE = r"([0-9]{1,18})\.([0-9a-f]{16})"
_CURSOR = re.compile(rf"{_PLACE}(?:\.{_PLACE})?-([0-9]{{1,18}})")


class UnknownCursorError(Exception):
    """A cursor that this feed never gave out, or more than a year ago."""


@dataclass(frozen=True)
class Place:
    """A place in the feed, and the token of the build that gave it out."""

    number: int
    token: str

    def __str__(self) -> str:
        return f"{self.number}.{self.token}"


@dataclass(frozen=True)
class Cursor:
    """Where a reader stands.

    Attributes:
        site_id: whose feed he reads. A host may come to another site, whose feed knows nothing of
            what he holds.
        at: behind what he has read last.
        began: where the feed ended when his first pass began; None when he is through with it.
            What was withdrawn before concerns him not.
    """

    site_id: int
    at: Place
    began: Place | None = None

    def __str__(self) -> str:
        places = f"{self.at}.{self.began}" if self.began else str(self.at)
        return f"{places}-{self.site_id}"

    def moved(self, place: Place) -> "Cursor":
        """Return the cursor of who has read up to `place`."""
        is_through = self.began is None or place.number >= self.began.number
        return replace(self, at=place, began=None if is_through else self.began)


def _builds(tokens: list[str]) -> list[Build]:
    """Return the builds that `tokens` name, the first one and the latest."""
    places = ", ".join(["%s"] * len(tokens)) or "NULL"
    statement = f"""
        SELECT id, token, first_place, last_place FROM syndication_build
        WHERE token IN ({places}) OR last_place = 0
        OR id = (SELECT MAX(id) FROM syndication_build)
    """  # noqa: S608 - places alone
    # Written out, as in `store`: each reader of the feed asks it.
    return list(Build.objects.raw(statement, tokens))


def read_cursor(text: str, site_id: int) -> tuple[Cursor, Place]:
    """Return the cursor that `text` means, and where the feed ends now.

    Args:
        text: as it was given out; empty for a reader who has nothing yet.
        site_id: whose feed is read.

    Raises:
        UnknownCursorError: this database does not hold its build, or it is of another feed.
    """
    match = _CURSOR.fullmatch(text)
    if text and (match is None or int(match[5]) != site_id):
        raise UnknownCursorError
    asked = []
    if match:
        pairs = (match.group(1, 2), match.group(3, 4))
        asked = [Place(int(number), token) for number, token in pairs if token]
    builds = _builds([place.token for place in asked])
    first, end = (choose(builds, key=lambda build: build.pk) for choose in (min, max))
    by_token = {build.token: build for build in builds}
    for place in asked:
        build = by_token.get(place.token)
        if build is None or not build.first_place <= place.number <= build.last_place:
            raise UnknownCursorError
    now = Place(end.last_place, end.token)
    if not asked:
        return Cursor(site_id, Place(0, first.token), began=now), now
    return Cursor(site_id, *asked), now
