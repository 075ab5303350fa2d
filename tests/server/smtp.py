"""An SMTP server on loopback that keeps what it gets, and may hang at first."""

import select
import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self


class _Session(socketserver.StreamRequestHandler):
    server: "SmtpSink"

    def handle(self) -> None:
        if self.server.is_to_hang() and not self.hang():
            self.server.abandoned.set()
            return
        self.answer("220 sink")
        for line in self.rfile:
            verb = line.split()[0].upper() if line.strip() else b""
            if verb == b"DATA":
                self.answer("354 go on")
                self.server.messages.append(self.read_message())
            if verb == b"QUIT":
                self.answer("221 bye")
                return
            self.answer("250 ok")

    def hang(self) -> bool:
        """Keep the client waiting for a greeting; return False if it goes away meanwhile."""
        self.server.hanging.set()
        while not self.server.released.wait(0.1):
            readable, _, _ = select.select([self.request], [], [], 0)
            # A client that waits for its greeting says nothing: what can be read is the end.
            if readable:
                return False
        return True

    def answer(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def read_message(self) -> EmailMessage:
        lines = iter(self.rfile.readline, b".\r\n")
        content = b"".join(line.removeprefix(b".") for line in lines)
        return message_from_bytes(content, policy=policy.default)


class SmtpSink(socketserver.ThreadingTCPServer):
    """Listens while the context is open.

    The first `hangs` connections get no greeting before `released` is set; `hanging` says that one
    of them waits, `abandoned` that its client has gone.
    """

    daemon_threads = True

    def __init__(self, hangs: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.messages: list[EmailMessage] = []
        self.hanging = threading.Event()
        self.abandoned = threading.Event()
        self.released = threading.Event()
        self._hangs = hangs
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """The EMAIL_URL of this server."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def is_to_hang(self) -> bool:
        """Tell whether the connection just made is one of the first `hangs`."""
        with self._lock:
            self._hangs -= 1
            return self._hangs >= 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception) -> None:
        self.shutdown()
        self.server_close()
