"""Visits every view of the admin that a user can reach by links, and notes what each shows."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from tests.english_words import Shown, strings_of, texts_of

_ADDRESS = re.compile(r"/admin/[^\s\"'<>\\]*")
_JSON = re.compile(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', re.DOTALL)
# Views that change something, or that show no words to people.
_NOT_VISITED = re.compile(
    r"/localize/translate/[0-9]+/(strings|overrides)/"
    r"|/logout/|/jsi18n/|/sprite/|/editing-sessions/|/set_position/|/preview"
)


@dataclass
class Crawl:
    """A walk through the admin.

    Attributes:
        shown: the texts of each visited address.
        failed: status and address of each answer that was an error of the server.
    """

    client: Client
    shown: dict[str, list[str]] = field(default_factory=dict)
    failed: list[tuple[int, str]] = field(default_factory=list)

    def run(self, *starts: str) -> None:
        """Visit all `starts`, and whatever they lead to, one address of each shape."""
        waiting = [link for start in starts for link in self.visit(start)]
        known = {_shape(start) for start in starts}
        while waiting:
            address = waiting.pop(0).rstrip(".,);")
            if _shape(address) in known or _NOT_VISITED.search(address):
                continue
            known.add(_shape(address))
            waiting += self.visit(address)

    def visit(self, address: str) -> list[str]:
        """Note what `address` shows, and with its forms sent empty; return where it leads."""
        links = []
        response = self.client.get(address, follow=True)
        links += self._note(address, response)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            for number, form in enumerate(Forms(response.content.decode(), address).editing()):
                answer = self.client.post(address, form)
                # A form that saved has nothing to show.
                if answer.status_code == 200:
                    self._note(f"{address} sent empty, form {number}", answer)
        return links

    def _note(self, address: str, response: Any) -> list[str]:
        kind = response.headers.get("Content-Type", "")
        if response.status_code >= 500:
            self.failed.append((response.status_code, address))
        if kind.startswith("text/html"):
            body = response.content.decode()
            texts = Shown(body).texts
            texts += [text for data in _JSON.findall(body) for text in texts_of(json.loads(data))]
        elif kind.startswith("application/json"):
            data = response.json()
            body = " ".join(strings_of(data))
            texts = list(texts_of(data))
        elif kind.startswith("text/csv"):
            body, texts = "", response.getvalue().decode("utf-8-sig").splitlines()[:1]
        else:
            return []
        self.shown[address] = texts
        return _ADDRESS.findall(unescape(body))


class Forms(HTMLParser):
    """The forms of a page that send what somebody has typed, with the values they would send."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self._address = address
        self._forms: list[dict[str, Any]] = []
        self._typed: list[bool] = []
        self._open = False
        self.feed(html)

    def editing(self) -> Iterator[dict[str, Any]]:
        """Yield the data of each, all that can be typed left empty.

        A form without the token is no form for people: a script uses its fields.
        """
        forms = zip(self._forms, self._typed, strict=True)
        return (form for form, typed in forms if typed and "csrfmiddlewaretoken" in form)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self._open = (values.get("method") or "").lower() == "post"
            # Elsewhere: what another view is asked to do.
            self._open &= values.get("action") in {None, "", self._address.split("?")[0]}
            if self._open:
                self._forms.append({})
                self._typed.append(False)
        if not self._open:
            return
        if "w-block" in (values.get("data-controller") or "").split():
            # A StreamField, whose own fields a browser would draw: without any block.
            self._forms[-1][f"{values['id']}-count"] = "0"
        name = values.get("name")
        if not name:
            return
        if tag == "input" and values.get("type") == "hidden":
            self._forms[-1][name] = values.get("value") or ""
        elif tag in {"input", "textarea"} and values.get("type") not in {"submit", "button"}:
            self._typed[-1] = True
            if values.get("type") not in {"checkbox", "radio", "file"}:
                self._forms[-1][name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False


def _shape(address: str) -> str:
    """Return `address` with its numbers and values left out: pages of one kind show the same."""
    path, _, query = address.partition("?")
    names = sorted({part.split("=")[0] for part in query.split("#")[0].split("&")})
    return f"{re.sub(r'[0-9]+', 'N', path.split('#')[0])}?{','.join(names)}"
