"""One POST to a receiver that may be slow, dead or hostile.

The name is resolved once, and the connection made to what was found and looked at; there is no
second look that could be answered otherwise. Nothing here knows of proxies or follows redirects.
"""

import io
import socket
import ssl
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any

from django.core.exceptions import ValidationError

from .destinations import Destination, ForbiddenError, Peer, parse, resolve
from .results import Outcome, Result

CONNECT_SECONDS = 4.0
TOTAL_SECONDS = 10.0
ANSWER_BYTES = 4096
# What comes before it: status and headers.
HEADER_BYTES = 16 * 1024
EXCERPT = 500

# The first that fits; the later ones are more general.
_FAILURES: tuple[tuple[type[Exception], Result], ...] = (
    (TimeoutError, Result.TIMEOUT),
    (ssl.SSLCertVerificationError, Result.CERTIFICATE),
    (ssl.SSLError, Result.TLS),
    (ConnectionResetError, Result.BROKEN_OFF),
    (BrokenPipeError, Result.BROKEN_OFF),
    (HTTPException, Result.GARBAGE),
    (OSError, Result.UNREACHABLE),
)


def post(
    address: str, body: bytes, headers: Mapping[str, str], seconds: float = TOTAL_SECONDS
) -> Outcome:
    """Send `body` to `address`; return how it ended, whatever the receiver does.

    Args:
        address: as an editor has entered it.
        body: JSON.
        headers: those of the message; what HTTP needs is added.
        seconds: after which it has failed, from the first connection on.
    """
    try:
        destination = parse(address)
        peers = resolve(destination)
    except (ValidationError, ForbiddenError):
        return Outcome(Result.FORBIDDEN)
    except (OSError, UnicodeError):
        return Outcome(Result.UNRESOLVED)
    end = time.monotonic() + seconds
    try:
        with _connect(peers, end) as plain, _secured(plain, destination, end) as secured:
            return _exchange(_Line(secured, end), destination, body, headers)
    except (OSError, HTTPException) as problem:
        return Outcome(next(result for kind, result in _FAILURES if isinstance(problem, kind)))


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _connect(peers: list[Peer], end: float) -> socket.socket:
    """Return a connection to the first of `peers` that takes one."""
    problem: OSError = ConnectionRefusedError()
    for peer in peers:
        line = socket.socket(peer.family, socket.SOCK_STREAM)
        try:
            line.settimeout(min(CONNECT_SECONDS, _left(end)))
            line.connect(peer.sockaddr)
        except OSError as failed:
            line.close()
            problem = failed
        else:
            return line
    raise problem


def _secured(line: socket.socket, destination: Destination, end: float) -> socket.socket:
    if destination.scheme == "http":
        return line
    line.settimeout(_left(end))
    # Made anew each time: the system's certificates change while the worker runs.
    return ssl.create_default_context().wrap_socket(line, server_hostname=destination.host)


def _exchange(
    line: "_Line", destination: Destination, body: bytes, headers: Mapping[str, str]
) -> Outcome:
    connection = HTTPConnection(destination.host, destination.port)
    connection.sock = line
    connection.request(
        "POST",
        destination.target,
        body,
        {
            "Host": destination.host_header,
            "Content-Type": "application/json",
            "User-Agent": "portal-webhooks",
            "Connection": "close",
            **headers,
        },
    )
    response = connection.getresponse()
    result = _judge(response.status)
    answer = "" if result is Result.ACCEPTED else _excerpt(response)
    return Outcome(result, response.status, answer)


def _judge(status: int) -> Result:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Result.ACCEPTED
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return Result.REDIRECT
    return Result.GONE if status == HTTPStatus.GONE else Result.ERROR


def _excerpt(response: HTTPResponse) -> str:
    """Return the beginning of what came, even where more was promised."""
    read = b""
    try:
        while len(read) < ANSWER_BYTES and (chunk := response.read1(ANSWER_BYTES - len(read))):
            read += chunk
    except (OSError, HTTPException, ValueError):
        # The status stands; what is said besides is only for a person who looks for the reason.
        pass
    # No database keeps a NUL in a text.
    return read.decode(errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")[:EXCERPT]


class _Line:
    """A connection with one deadline for all that is sent and read, and a limit to the latter.

    The timeout of a socket alone is one of each step: who sends a byte now and then never meets it.
    """

    def __init__(self, line: socket.socket, end: float) -> None:
        self._line = line
        self._end = end
        self._may_read = HEADER_BYTES + ANSWER_BYTES

    def sendall(self, data: Any) -> None:
        """Send all of `data`."""
        self._line.settimeout(_left(self._end))
        self._line.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return what `http.client` reads the answer from."""
        return io.BufferedReader(_Incoming(self), ANSWER_BYTES)

    def read_into(self, buffer: Any) -> int:
        """Read what is there, or wait for it; return how many bytes came."""
        self._line.settimeout(_left(self._end))
        count = self._line.recv_into(buffer)
        self._may_read -= count
        if self._may_read < 0:
            raise HTTPException("the answer has no end")
        return count

    def close(self) -> None:
        """Leave the connection to its context: the answer is still to be read."""


class _Incoming(io.RawIOBase):
    """The readable end of a line."""

    def __init__(self, line: _Line) -> None:
        self._from = line

    def readable(self) -> bool:
        """Say so."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into `buffer`."""
        return self._from.read_into(buffer)
