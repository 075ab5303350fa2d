"""Addresses of receivers: how one is written, and what its name leads to."""

import re
import socket
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .networks import Address, is_own, is_public

PORTS = {"http": 80, "https": 443}
FIRST_FREE_PORT = 1024
LONGEST_HOST = 253

_TARGET = re.compile(r"[!-\[\]-~]*")  # visible ASCII, without the backslash
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
_NUMBER = re.compile(r"([0-9]+|0x[0-9a-f]*)")


class ForbiddenError(Exception):
    """A name that leads into a network that is not for webhooks."""


@dataclass(frozen=True)
class Destination:
    """A receiver's address in its parts.

    Attributes:
        host: in ASCII and lower case; an address of IPv6 without brackets.
        target: path and query, as they stand in the request.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def host_header(self) -> str:
        """How the request names its host."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"


@dataclass(frozen=True)
class Peer:
    """Where a connection is made to: what `socket` wants, after the name has been resolved."""

    family: int
    sockaddr: tuple[Any, ...]


def parse(address: str) -> Destination:
    """Return the parts of `address`.

    Raises:
        ValidationError: it cannot be an address of a receiver; the sentence says why.
    """
    try:
        parts = urlsplit(address)
        port = PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError as problem:
        raise ValidationError(_("This is no address. Write https://host/path.")) from problem
    if parts.scheme not in PORTS or not host:
        raise ValidationError(_("Write the whole address: https://host/path."))
    if "@" in parts.netloc:
        raise ValidationError(_("Leave name and password out: the signature shows who sends."))
    if parts.fragment or address.endswith("#"):
        raise ValidationError(_("Leave out what follows #: it is never sent."))
    if port not in PORTS.values() and port < FIRST_FREE_PORT:
        raise ValidationError(
            _("Port %(port)d belongs to another service. Take 443, or one from 1024 on."),
            params={"port": port},
        )
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    # `urlsplit` leaves line breaks out by itself; what was written is judged.
    if not (_TARGET.fullmatch(target) and address.isprintable()):
        raise ValidationError(_("Path and query must be written in ASCII, without spaces."))
    return Destination(parts.scheme, _ascii_host(host), port, target)


def _ascii_host(host: str) -> str:
    if ":" in host:
        return _literal(host)
    try:
        name = host.encode("idna").decode().lower()
    except UnicodeError as problem:
        raise ValidationError(_("This is no host name.")) from problem
    if len(name) > LONGEST_HOST or not _HOST.fullmatch(name):
        raise ValidationError(_("This is no host name."))
    # `127.1`, `0x7f000001` and `2130706433` are addresses too, for the system's resolver.
    return _literal(name) if _NUMBER.fullmatch(name.rpartition(".")[2]) else name


def _literal(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError as problem:
        raise ValidationError(_("This is no IP address.")) from problem


def validate_address(address: str) -> None:
    """Refuse what can be seen to be wrong without asking for the name.

    Raises:
        ValidationError: it is no address, or one of an internal network.
    """
    destination = parse(address)
    try:
        literal = ip_address("127.0.0.1" if _is_local(destination.host) else destination.host)
    except ValueError:
        literal = None
    if literal is not None and not (is_own(literal) or is_public(literal)):
        raise ValidationError(
            _("This address is in an internal network. The operator can allow it.")
        )
    if destination.scheme == "http" and not (literal is None or is_own(literal)):
        raise ValidationError(_("On the public network only https is allowed."))


def _is_local(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")


def resolve(destination: Destination) -> list[Peer]:
    """Ask once for the addresses of a name; return them if each may be connected to.

    Raises:
        ForbiddenError: one of them is of an internal network, or of the public one and would be
            reached without TLS.
        OSError: the name is not known.
    """
    found = socket.getaddrinfo(
        destination.host, destination.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
    )
    peers = [Peer(family, sockaddr) for family, _kind, _proto, _name, sockaddr in found]
    if not all(_is_allowed(_address(peer), destination.scheme) for peer in peers):
        raise ForbiddenError
    return peers


def _is_allowed(address: Address, scheme: str) -> bool:
    return is_own(address) or (scheme == "https" and is_public(address))


def _address(peer: Peer) -> Address:
    return ip_address(str(peer.sockaddr[0]).partition("%")[0])
