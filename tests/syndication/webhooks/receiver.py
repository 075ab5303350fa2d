"""A receiver on loopback that answers as it is told, well or badly."""

import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Self

Behaviour = Callable[["Receiver", socket.socket], None]
SECONDS = 30


@dataclass
class Request:
    """What came.

    Attributes:
        at: when it had come, by `time.time`.
    """

    line: str
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=time.time)


class Receiver:
    """Listens while the context is open.

    Attributes:
        requests: what came whole, in order.
        connections: how many were made, those that said nothing included.
        behaviours: what befalls the next requests; then `usual` does.
        open: how many requests are being answered, and `most_open` at once so far.
        released: ends what hangs.
        refused: set when somebody has gone away from an endless answer.
    """

    def __init__(
        self,
        usual: Behaviour | None = None,
        *,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.usual = usual or answer(204)
        self.behaviours: deque[Behaviour] = deque()
        self.requests: list[Request] = []
        self.connections = 0
        self.open = self.most_open = 0
        self.released = threading.Event()
        self.refused = threading.Event()
        self.names: list[str] = []
        self._tls = tls
        if tls:
            tls.sni_callback = lambda _line, name, _context: self.names.append(name)
        self._socket = socket.create_server(("127.0.0.1", port))
        self.port = self._socket.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://localhost:{self.port}/hook"

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        # `close` alone does not wake `accept`.
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    @property
    def ids(self) -> list[str]:
        """Return the ids of the messages that came."""
        return [request.headers["webhook-id"] for request in self.requests]

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _peer = self._socket.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError), line:
            line.settimeout(SECONDS)
            if self._tls:
                line = self._tls.wrap_socket(line, server_side=True)
            request = _read(line)
            if request is None:
                return
            self.open += 1
            self.most_open = max(self.open, self.most_open)
            self.requests.append(request)
            try:
                behave = self.behaviours.popleft() if self.behaviours else self.usual
                behave(self, line)
            finally:
                self.open -= 1
                line.close()


def _read(line: socket.socket) -> Request | None:
    with line.makefile("rb") as reader:
        first = reader.readline().decode("latin-1").strip()
        if not first:
            return None
        headers = {}
        while (header := reader.readline().decode("latin-1").strip()) != "":
            name, _, value = header.partition(":")
            headers[name.lower()] = value.strip()
        body = reader.read(int(headers.get("content-length", 0)))
    return Request(first, headers, body)


def answer(status: int, body: bytes = b"", *headers: str) -> Behaviour:
    """Answer properly."""

    def behave(_receiver: Receiver, line: socket.socket) -> None:
        said = "".join(f"{header}\r\n" for header in headers)
        head = f"HTTP/1.1 {status} So\r\nContent-Length: {len(body)}\r\n{said}\r\n"
        line.sendall(head.encode() + body)

    return behave


def redirect(to: str) -> Behaviour:
    """Refer to another address."""
    return answer(307, b"", f"Location: {to}")


def say(text: bytes) -> Behaviour:
    """Say `text` instead of an answer, and hang up."""
    return lambda _receiver, line: line.sendall(text)


def wait(seconds: float, then: Behaviour) -> Behaviour:
    """Answer late."""

    def behave(receiver: Receiver, line: socket.socket) -> None:
        receiver.released.wait(seconds)
        then(receiver, line)

    return behave


def hang(receiver: Receiver, _line: socket.socket) -> None:
    """Say nothing until it is released."""
    receiver.released.wait(SECONDS)


def _repeat(
    receiver: Receiver, line: socket.socket, head: bytes, rest: bytes, pause: float
) -> None:
    try:
        line.sendall(head)
        while not receiver.released.wait(pause):
            line.sendall(rest)
    except OSError:
        receiver.refused.set()


endless: Behaviour = partial(_repeat, head=b"HTTP/1.1 500 So\r\n\r\n", rest=b"la" * 5000, pause=0)
endless_headers: Behaviour = partial(
    _repeat, head=b"HTTP/1.1 200 So\r\n", rest=b"X-La: " + b"la" * 500 + b"\r\n", pause=0
)
endless_continue: Behaviour = partial(
    _repeat, head=b"", rest=b"HTTP/1.1 100 Continue\r\n\r\n", pause=0
)
dripping: Behaviour = partial(_repeat, head=b"HTTP/1.1 ", rest=b"2", pause=0.05)
dripping_headers: Behaviour = partial(
    _repeat, head=b"HTTP/1.1 200 So\r\nX-La: ", rest=b"a", pause=0.05
)
dripping_body: Behaviour = partial(
    _repeat, head=b"HTTP/1.1 500 So\r\nContent-Length: 99999\r\n\r\n", rest=b"la", pause=0.05
)
