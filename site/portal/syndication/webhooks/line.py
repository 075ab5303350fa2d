"""A connection that takes no longer, and reads no more, than it was given."""

import io
import socket
import time
from http.client import HTTPException
from typing import Any


def left(end: float) -> float:
    """Return the seconds until `end`, a moment of `time.monotonic`.

    Raises:
        TimeoutError: there are none.
    """
    seconds = end - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


class Line:
    """A connection with one deadline for all that is sent and read, and a limit to the latter.

    The timeout of a socket alone is one of each step: who sends a byte now and then never meets it.
    """

    def __init__(self, line: socket.socket, end: float, may_read: int) -> None:
        self._line = line
        self._end = end
        self._may_read = may_read

    def sendall(self, data: Any) -> None:
        """Send all of `data`."""
        self._line.settimeout(left(self._end))
        self._line.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """Return what `http.client` reads the answer from."""
        return io.BufferedReader(_Incoming(self))

    def read_into(self, buffer: Any) -> int:
        """Read what is there, or wait for it; return how many bytes came."""
        self._line.settimeout(left(self._end))
        count = self._line.recv_into(buffer)
        self._may_read -= count
        if self._may_read < 0:
            raise HTTPException("the answer has no end")
        return count

    def close(self) -> None:
        """Leave the connection to its context: the answer is still to be read."""


class _Incoming(io.RawIOBase):
    """The readable end of a line."""

    def __init__(self, line: Line) -> None:
        self._from = line

    def readable(self) -> bool:
        """Say so."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into `buffer`."""
        return self._from.read_into(buffer)
