"""A portal that is played: its feed and its files over HTTP, with the faults of a bad day."""

import json
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, urlsplit

Key = tuple[str, int]
PAGE, DOCUMENT = "announcements.AnnouncementPage", "media.PortalDocument"
FEED = "/api/v2/changes/"
FLOOD = 200


@dataclass
class Answer:
    """What is answered, before a fault has its way with it."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


Fault = Callable[["Handler", Answer], None]


@dataclass
class Entry:
    """Where an object stands in the feed; without a body it is withdrawn."""

    place: int
    body: bytes | None
    file: str = ""


class PlayedPortal:
    """Listens while the context is open.

    Attributes:
        asked: path and query of each question, with the status of its answer.
        faults: what befalls the next questions, each with what their path begins with.
        files: the files by path, which may be changed behind the feed's back.
        bodies: every body that an object ever had.
        hanging: set when a `hang` holds an answer back.
        refused: set when the client has gone away from a `flood`.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], int]] = []
        self.faults: deque[tuple[str, Fault]] = deque()
        self.files: dict[str, bytes] = {}
        self.bodies: set[bytes] = set()
        self.hanging = threading.Event()
        self.refused = threading.Event()
        self.entries: dict[Key, Entry] = {}
        self.place, self.token = 0, "0"
        self.lock = threading.RLock()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.portal = self
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def publish(self, type_name: str, pk: int, *, file: bytes | None = None, **fields: str) -> None:
        """Publish an object, or publish it anew; a document has a file."""
        made = {"id": pk, "meta": {"type": type_name, "html_url": f"{self.url}/{pk}/"}, **fields}
        path = ""
        if file is not None:
            path = f"/documents/{pk}/tep.pdf"
            made["meta"]["download_url"] = self.url + path
            made |= {"size": len(file), "sha256": sha256(file).hexdigest()}
            self.files[path] = file
        self.publish_bytes(type_name, pk, json.dumps(made, ensure_ascii=False).encode(), path)

    def publish_bytes(self, type_name: str, pk: int, body: bytes, path: str = "") -> None:
        """Publish an object as it is written."""
        with self.lock:
            self.place += 1
            self.bodies.add(body)
            self.entries[type_name, pk] = Entry(self.place, body, path)

    def withdraw(self, type_name: str, pk: int) -> None:
        """Withdraw an object and its file."""
        with self.lock:
            self.place += 1
            self.files.pop(self.entries[type_name, pk].file, None)
            self.entries[type_name, pk] = Entry(self.place, None)

    def restore(self, *lost: Key) -> None:
        """Go back to a backup that does not know the `lost` objects, nor any cursor."""
        with self.lock:
            self.token += "0"
            for key in lost:
                self.files.pop(self.entries.pop(key).file, None)

    def public(self) -> dict[Key, bytes]:
        """Return what is public."""
        return {key: entry.body for key, entry in self.entries.items() if entry.body is not None}

    def public_files(self) -> dict[str, bytes]:
        """Return the files of what is public, by their SHA-256."""
        return {sha256(content).hexdigest(): content for content in self.files.values()}

    def questions(self, path: str = FEED) -> list[dict[str, str]]:
        """Return the queries of all questions for `path`."""
        return [query for asked, query, _ in self.asked if asked.startswith(path)]

    def answer(self, path: str, query: dict[str, str], known: str) -> Answer:
        """Answer one question."""
        with self.lock:
            if path != FEED:
                content = self.files.get(path)
                return Answer(404, b"not found") if content is None else Answer(200, content)
            try:
                answer = self.feed(query)
            except LookupError:
                return Answer(410, b'{"message": "start again without since"}')
        if answer.headers["ETag"] == known:
            answer.status, answer.body = 304, b""
        return answer

    def feed(self, query: dict[str, str]) -> Answer:
        """Answer a question for the feed.

        Raises:
            LookupError: the cursor is not known.
        """
        since, began = 0, self.place
        if "since" in query:
            since, began, token = query["since"].split("-")
            if token != self.token:
                raise LookupError
        since, began, limit = int(since), int(began), int(query["limit"])
        found = [
            (key, entry)
            for key, entry in sorted(self.entries.items(), key=lambda item: item[1].place)
            if entry.place > since and (entry.body is not None or entry.place > began)
        ]
        last = found[:limit][-1][1].place if found else since
        meta = {"next": f"{last}-{began}-{self.token}", "more": len(found) > limit}
        items = b",".join(self.item(*pair) for pair in found[:limit])
        body = b'{"meta":%s,"items":[%s]}' % (json.dumps(meta).encode(), items)
        return Answer(200, body, {"ETag": f'"{sha256(body).hexdigest()[:32]}"'})

    def item(self, key: Key, entry: Entry) -> bytes:
        """Return an item of the feed."""
        said = {
            "cursor": f"{entry.place}-0-{self.token}",
            "action": "delete" if entry.body is None else "upsert",
            "type": key[0],
            "id": key[1],
            "translation_key": "",
            "locale": "",
            "detail_url": f"{self.url}/api/v2/{key[0]}/{key[1]}/",
            "html_url": f"{self.url}/{key[1]}/",
            "changed_at": "2022-04-09T10:28:00+07:00",
        }
        if entry.body is None:
            return json.dumps(said).encode()
        said["etag"] = f'"{sha256(entry.body).hexdigest()[:32]}"'
        return b'%s,"object":%s}' % (json.dumps(said).encode()[:-1], entry.body)


class Handler(BaseHTTPRequestHandler):
    """Answers, unless a fault does."""

    protocol_version = "HTTP/1.1"
    server: ThreadingHTTPServer

    def do_GET(self) -> None:
        portal: PlayedPortal = self.server.portal
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        answer = portal.answer(parts.path, query, self.headers.get("If-None-Match", ""))
        fault = send
        if portal.faults and parts.path.startswith(portal.faults[0][0]):
            fault = portal.faults.popleft()[1]
        portal.asked.append((parts.path, query, answer.status))
        with suppress(ConnectionError):
            fault(self, answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def send(handler: Handler, answer: Answer) -> None:
    """Answer as one should."""
    send_head(handler, answer)
    handler.wfile.write(answer.body)


def send_head(handler: Handler, answer: Answer) -> None:
    """Send status and headers."""
    handler.send_response(answer.status)
    for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
        handler.send_header(name, value)
    handler.end_headers()


def fail(status: int, **headers: str) -> Fault:
    """Return the fault of answering with an error."""

    def fault(handler: Handler, answer: Answer) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        send(handler, Answer(status, b'{"message": "not now"}', named))

    return fault


def replace_answer(body: Callable[[bytes], bytes]) -> Fault:
    """Return the fault of answering something else."""

    def fault(handler: Handler, answer: Answer) -> None:
        send(handler, Answer(answer.status, body(answer.body), answer.headers))

    return fault


def drop(handler: Handler, answer: Answer) -> None:
    """Close the connection without a word."""
    handler.close_connection = True


def cut(handler: Handler, answer: Answer) -> None:
    """Close the connection in the middle of the body."""
    send_head(handler, answer)
    handler.wfile.write(answer.body[: len(answer.body) // 2])
    handler.close_connection = True


def cut_unnoticed(handler: Handler, answer: Answer) -> None:
    """Send half of the body as if it were the whole."""
    answer.body = answer.body[: len(answer.body) // 2]
    send(handler, answer)


def flood(handler: Handler, answer: Answer) -> None:
    """Send far more than was promised."""
    handler.send_response(answer.status)
    handler.end_headers()
    handler.close_connection = True
    try:
        for _ in range(FLOOD):
            handler.wfile.write(answer.body)
    except ConnectionError:
        handler.server.portal.refused.set()


def hang(handler: Handler, answer: Answer) -> None:
    """Send half of the body, and then nothing until the client goes away."""
    send_head(handler, answer)
    handler.wfile.write(answer.body[: len(answer.body) // 2])
    handler.wfile.flush()
    handler.server.portal.hanging.set()
    handler.rfile.read(1)
    handler.close_connection = True
