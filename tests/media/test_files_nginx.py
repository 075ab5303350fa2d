"""Files that nginx sends in the place of the application."""

import os
import re
import shutil
import subprocess
import threading
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
import requests
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections

from tests import factories
from tests.server.processes import free_port, wait_until

from .files import BYTES, ROOT, SIZE, text_document

pytestmark = pytest.mark.django_db


def test_nginx_is_told_where_the_file_is(client, settings):
    settings.ACCEL_REDIRECT_PREFIX = "/protected/"
    document = text_document()
    document.file.name = document.file.storage.save("documents/Bản 100%.txt", ContentFile(BYTES))
    document.save()
    response = client.get(document.url)
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["X-Accel-Redirect"].startswith(
        "/protected/documents/B%E1%BA%A3n%20100%25"
    )
    assert response.headers["ETag"] == f'"{document.sha256}"'
    known = client.get(document.url, headers={"If-None-Match": f'"{document.sha256}"'})
    assert known.status_code == 304
    assert "X-Accel-Redirect" not in known.headers


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@contextmanager
def application():
    """Serve the application on a port, in this test's own transaction; yield the port."""
    django, mine = get_wsgi_application(), connections["default"]

    def within(environ, start_response):
        connections["default"] = mine
        return django(environ, start_response)

    mine.inc_thread_sharing()
    # They would end the transaction, as Django's own test client knows.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with make_server("127.0.0.1", 0, within, handler_class=_Quiet) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()
            for signal in (request_started, request_finished):
                signal.connect(close_old_connections)
            mine.dec_thread_sharing()


def nginx_configuration(folder, port, backend):
    """Return deploy/nginx.conf for this machine: without TLS, on `port`, before `backend`."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = re.sub(r"(?ms)^server \{\n    listen 80.*?^\}\n", "", text)
    text = re.sub(r"(?m)^ *(ssl_|listen \[).*\n", "", text)
    for there, here in {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "unix:/run/portal/gunicorn.sock": f"127.0.0.1:{backend}",
        "/var/lib/portal/media/": f"{settings.MEDIA_ROOT}/",
    }.items():
        assert text.count(there) == 1
        text = text.replace(there, here)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user} daemon off; pid {folder}/pid; events {{}}\n"
        f"http {{ access_log off; default_type application/octet-stream;\n{folders}\n{text} }}"
    )


@pytest.fixture
def nginx(settings, tmp_path):
    """Start nginx with our configuration before the application; return its address."""
    settings.ACCEL_REDIRECT_PREFIX = "/protected/"
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        refuse = pytest.fail if os.environ.get("REQUIRE_NGINX") == "1" else pytest.skip
        refuse("nginx is not installed")
    port = free_port()
    with application() as backend:
        file = tmp_path / "nginx.conf"
        file.write_text(nginx_configuration(tmp_path, port, backend))
        command = [program, "-e", str(tmp_path / "error.log"), "-c", str(file)]
        with subprocess.Popen(command) as process:
            try:
                wait_until((tmp_path / "pid").exists, "nginx")
                yield f"http://127.0.0.1:{port}"
            finally:
                process.terminate()


def test_nginx_sends_what_the_application_lets_it(nginx):
    document = text_document()
    secret = text_document(collection=factories.PrivateCollectionFactory())
    url, etag = nginx + document.url, f'"{document.sha256}"'

    def get(**headers):
        # Compressed, as text is where the client can read it, an answer has no ranges.
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.get(url, headers={"Accept-Encoding": "identity", **named})

    whole = get()
    assert (whole.status_code, whole.content) == (200, BYTES)
    expected = {
        "ETag": etag,
        "Cache-Control": "public, max-age=0, s-maxage=30",
        "Content-Type": "text/plain",
        "Content-Length": str(SIZE),
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
    }
    assert {name: whole.headers.get(name) for name in expected} == expected
    assert "sandbox" in whole.headers["Content-Security-Policy"]
    assert "filename*=UTF-8''K%E1%BA%BF%20" in whole.headers["Content-Disposition"]
    assert not {"X-Accel-Redirect", "Last-Modified"} & set(whole.headers)

    part = get(Range="bytes=2-5")
    assert (part.status_code, part.content) == (206, b"2345")
    assert part.headers["Content-Range"] == f"bytes 2-5/{SIZE}"
    assert get(Range="bytes=2-5", If_Range=etag).status_code == 206
    assert get(Range="bytes=2-5", If_Range='"old"').status_code == 200
    assert get(Range="bytes=0-1,4-5").status_code == 200
    assert get(Range=f"bytes={SIZE}-").status_code == 416
    zipped = get(Accept_Encoding="gzip")
    assert (zipped.headers["ETag"], zipped.content) == (f"W/{etag}", BYTES)
    for known in (etag, f"W/{etag}"):
        unchanged = get(If_None_Match=known)
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["Cache-Control"] == expected["Cache-Control"]
    head = requests.head(url, headers={"Accept-Encoding": "identity"})
    assert head.headers["Content-Length"] == str(SIZE)

    assert requests.get(nginx + secret.url).status_code == 404
    for stored in (document.file.name, secret.file.name):
        assert requests.get(f"{nginx}/protected/{stored}").status_code == 404
        assert requests.get(f"{nginx}/media/{stored}").status_code == 404
