#!/usr/bin/env python3
"""Listens for a portal's webhooks; `mirror.py --listen` uses it. Needs Python 3.9 and nothing else.

    WEBHOOK_SECRET=whsec_… python pokes.py 127.0.0.1:8001   # by itself: to see whether they come

A webhook only says that the feed has gone on. What has changed the feed tells, so that nothing is
lost where a webhook is: who is poked twice, or by one that is older than what he has, reads twice.
"""

import base64
import hmac
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONGEST, OLDEST = 4096, 300  # bytes, seconds


def listen(address, secret, news):
    """Set the event `news` whenever the portal says that something has changed.

    Behind a proxy that speaks TLS: `address` (`127.0.0.1:8001`) is for that proxy alone.
    """
    host, _, port = address.rpartition(":")
    server = ThreadingHTTPServer((host, int(port)), Receiver)
    server.secret, server.news = secret, news
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Receiver(BaseHTTPRequestHandler):
    """Answers at once; whatever takes time is done by whoever waits for the news."""

    timeout = 10

    def do_POST(self):
        """Take in what the portal has signed, refuse everything else."""
        size = self.headers.get("Content-Length", "")
        if not size.isdecimal() or int(size) > LONGEST:
            self.send_error(413)
        elif not is_signed(self.headers, self.rfile.read(int(size)), self.server.secret):
            self.send_error(401)
        else:
            self.server.news.set()
            self.send_response(204)
            self.end_headers()

    def log_message(self, *_):
        """Leave the log to what is done."""


def is_signed(headers, body, secret):
    """Tell whether the portal sent `body`, and lately (https://www.standardwebhooks.com)."""
    moment = headers.get("webhook-timestamp", "")
    if not moment.isdecimal() or abs(time.time() - int(moment)) > OLDEST:
        return False
    key = base64.b64decode(secret.replace("whsec_", ""))
    content = f"{headers.get('webhook-id')}.{moment}.".encode() + body
    signature = b"v1," + base64.b64encode(hmac.new(key, content, "sha256").digest())
    given = headers.get("webhook-signature", "").encode().split()
    return any(hmac.compare_digest(signature, one) for one in given)


if __name__ == "__main__":
    poked = threading.Event()
    listen(sys.argv[1], os.environ["WEBHOOK_SECRET"], poked)
    while poked.wait():
        poked.clear()
        print(time.strftime("%H:%M:%S"), "something has changed", flush=True)  # noqa: T201 - for eyes
