"""A name server that is played: the one thing that cannot be had on loopback."""

import socket
from ipaddress import ip_address

import pytest


class Resolver:
    """Stands in for `socket.getaddrinfo`.

    Attributes:
        answers: the addresses of a name, at the first look, the second, and so on; the last ones
            are given for ever.
        asked: the names that were looked up.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: dict[str, list[list[str]]] = {}
        self.asked: list[str] = []
        self._real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", self)

    def __call__(self, host, port, *args, **kwargs):
        self.asked.append(host)
        if host not in self.answers:
            return self._real(host, port, *args, **kwargs)
        looks = self.answers[host]
        addresses = looks.pop(0) if len(looks) > 1 else looks[0]
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [_found(address, port) for address in addresses]


def _found(address, port):
    if ip_address(address.partition("%")[0]).version == 6:
        return (socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port, 0, 0))
    return (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))
