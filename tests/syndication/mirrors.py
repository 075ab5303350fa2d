"""Mirrors: what a careful consumer of the feed does, on bad lines.

A mirror keeps what a host shows, by the path of `detail_url`. One kind takes the objects that stand
in the feed, the other asks for each; it keeps an answer only if it is the one that the feed spoke
of (`etag`), for a later one may be taken back before anybody has built it.
"""

import http.client
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from random import Random
from urllib.parse import quote, urlsplit

from .words import MARKER

SECONDS = 60
CUT = 0.1
STARTS_ANEW = 0.005
# The cursor is of another site, which had this host; there is no site at this host.
GONE = (HTTPStatus.GONE, HTTPStatus.NOT_FOUND)
_decoder = json.JSONDecoder()


class CutError(Exception):
    """The connection broke in the middle of an answer."""


@dataclass
class Answer:
    """What the portal answered."""

    status: int
    etag: str
    body: bytes


@dataclass
class Line:
    """The way to a portal, which breaks at times; it knows all that ever came over it.

    Attributes:
        port: where the portal listens.
        rng: decides when it breaks; None for a line that never does.
        leaks: answers that held what nobody may read.
        statuses: how often which status came.
        errors: answers that no server should give.
    """

    port: int
    rng: Random | None = None
    leaks: list[str] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def get(self, host: str, path: str, etag: str = "") -> Answer:
        """Ask the portal for `path` under the name `host`.

        Raises:
            CutError: the line broke.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            headers = {"Host": host} | ({"If-None-Match": etag} if etag else {})
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            if self.rng and self.rng.random() < CUT:
                size = int(response.headers.get("Content-Length", 1))
                self._look(host, path, response.read(self.rng.randint(0, size - 1 if size else 0)))
                self.statuses["cut"] += 1
                raise CutError
            body = response.read()
        finally:
            connection.close()
        self._look(host, path, body)
        self.statuses[response.status] += 1
        if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.errors.append(f"{host}{path}: {response.status}")
        return Answer(response.status, response.headers.get("ETag", ""), body)

    def _look(self, host: str, path: str, body: bytes) -> None:
        if MARKER.encode() in body:
            at = body.index(MARKER.encode())
            self.leaks.append(f"{host}{path}: …{body[max(0, at - 300) : at + 60]!r}…")


class Mirror:
    """A copy of what one host shows.

    Attributes:
        kept: the bytes of each object, by the path of its `detail_url`.
        is_behind: whether the feed has more, or something could not be fetched yet.
        problems: what the feed should not have said.
    """

    def __init__(self, line: Line, host: str, rng: Random, *, takes_objects: bool) -> None:
        self.line = line
        self.host = host
        self.rng = rng
        self.takes_objects = takes_objects
        self.problems: list[str] = []
        self.passes = 0
        self.start_anew()

    def start_anew(self) -> None:
        """Forget everything."""
        self.kept: dict[str, bytes] = {}
        self.since = ""
        self.is_behind = True
        self._wanted: dict[str, tuple[str, str]] = {}
        self._known_tag = ("", "")
        self.passes += 1

    def step(self) -> None:
        """Ask for what follows, and apply it; a broken line loses nothing."""
        if self.line.rng and self.rng.random() < STARTS_ANEW:
            self.start_anew()
        try:
            self._follow()
            self._fetch()
        except CutError:
            self.is_behind = True

    def _follow(self) -> None:
        limit = min(500, int(1 + self.rng.expovariate(1 / 30)))
        if self.rng.random() < 0.1:
            limit = 500
        path = f"/api/v2/changes/?limit={limit}"
        path += "&include=object" if self.takes_objects else ""
        path += f"&since={quote(self.since)}" if self.since else ""
        known = self._known_tag[1] if self._known_tag[0] == path else ""
        answer = self.line.get(self.host, path, etag=known)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return
        if answer.status in GONE:
            self.start_anew()
            self.is_behind = answer.status == HTTPStatus.GONE
            return
        if answer.status != HTTPStatus.OK:
            self.problems.append(f"{self.host}{path}: {answer.status} {answer.body[:200]!r}")
            return
        self._known_tag = path, answer.etag
        meta, items = read_page(answer.body.decode())
        if items and self.line.rng and self.rng.random() < 0.1:
            # The cursor of each item is one as well.
            items = items[: self.rng.randint(1, len(items))]
            meta = {"next": items[-1][0]["cursor"], "more": True}
        for item, source in items:
            self._apply(item, source)
        self.since = meta["next"]
        self.is_behind = meta["more"]

    def _apply(self, item: dict, source: bytes | None) -> None:
        url = urlsplit(item["detail_url"])
        if item["action"] == "delete":
            self.kept.pop(url.path, None)
            self._wanted.pop(url.path, None)
            return
        if not self.takes_objects:
            self._wanted[url.path] = url.netloc, item["etag"]
            return
        if source is None or item["etag"] != tag_of(source):
            self.problems.append(f"{self.host}: etag is not that of the object: {item}")
            return
        self.kept[url.path] = source

    def _fetch(self) -> None:
        for path, (host, etag) in list(self._wanted.items()):
            answer = self.line.get(host, path)
            if answer.status == HTTPStatus.OK and answer.etag == etag:
                self.kept[path] = answer.body
                del self._wanted[path]
            else:
                # It has changed again: the feed will tell.
                self.is_behind = True


def read_page(text: str) -> tuple[dict, list[tuple[dict, bytes | None]]]:
    """Return `meta`, and each item with the very bytes of its object."""
    page = json.loads(text)
    items = []
    at = text.index('"items":[') + len('"items":[')
    for _ in page["items"]:
        item, end = _decoder.raw_decode(text, at)
        source = next((value for name, value in _members(text, at) if name == "object"), None)
        items.append((item, source.encode() if source is not None else None))
        at = end + 1
    return page["meta"], items


def _members(text: str, at: int) -> Iterator[tuple[str, str]]:
    """Yield the names in the JSON object at `at`, and how their values are written."""
    at += 1
    while text[at] != "}":
        name, end = _decoder.raw_decode(text, at)
        start = end + 1
        _value, at = _decoder.raw_decode(text, start)
        yield name, text[start:at]
        if text[at] == ",":
            at += 1


def tag_of(content: bytes) -> str:
    """Return the entity tag that goes with `content`."""
    return f'"{sha256(content).hexdigest()[:32]}"'


ENDPOINTS = ("pages", "images", "documents", "categories", "organisations")
_ID = re.compile(r'"id":\s*(\d+)')


def crawl(line: Line, host: str) -> dict[str, bytes]:
    """Return what `host` shows, asked in ways that no stored answer serves."""
    found = {}
    for endpoint in ENDPOINTS:
        for pk in _ids(line, host, endpoint):
            path = f"/api/v2/{endpoint}/{pk}/"
            answer = line.get(host, f"{path}?fields=*&_=1")
            if answer.status == HTTPStatus.OK:
                found[path] = answer.body
            else:
                found[path] = f"listed, and answers {answer.status}".encode()
    return found


def _ids(line: Line, host: str, endpoint: str) -> list[int]:
    ids: list[int] = []
    while True:
        path = f"/api/v2/{endpoint}/?fields=_,id&limit=100&offset={len(ids)}"
        page = json.loads(line.get(host, path).body)
        ids += [item["id"] for item in page["items"]]
        if not page["items"] or len(ids) >= page["meta"]["total_count"]:
            return ids
