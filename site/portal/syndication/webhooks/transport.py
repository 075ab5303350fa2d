"""One POST to a receiver that may be slow, dead or hostile.

The name is resolved once, and the connection made to what was found and looked at; there is no
second look that could be answered otherwise. Nothing here knows of proxies or follows redirects.
"""

import socket
import ssl
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse

from django.core.exceptions import ValidationError

from .destinations import Destination, ForbiddenError, Peer, parse, resolve
from .line import Line, left
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
            return _exchange(
                Line(secured, end, HEADER_BYTES + ANSWER_BYTES), destination, body, headers
            )
    except (OSError, HTTPException) as problem:
        return Outcome(next(result for kind, result in _FAILURES if isinstance(problem, kind)))


def _connect(peers: list[Peer], end: float) -> socket.socket:
    """Return a connection to the first of `peers` that takes one."""
    problem: OSError = ConnectionRefusedError()
    for peer in peers:
        line = socket.socket(peer.family, socket.SOCK_STREAM)
        try:
            line.settimeout(min(CONNECT_SECONDS, left(end)))
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
    line.settimeout(left(end))
    # Made anew each time: the system's certificates change while the worker runs.
    return ssl.create_default_context().wrap_socket(line, server_hostname=destination.host)


def _exchange(
    line: Line, destination: Destination, body: bytes, headers: Mapping[str, str]
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
