"""Addresses are read as UTF-8, whatever charset a request names."""

import io

import pytest
from django.core.handlers.base import BaseHandler

from portal.utf8_request import Utf8Request
from portal.wsgi import application
from tests import factories
from tests.search.index import index_everything

pytestmark = pytest.mark.django_db

CHARSETS = ["utf-8", "hex", "rot13", "utf-7", "cp037", "unicode_escape", "nonsense", ""]


def ask(charset, query, path="/search/"):
    """Return status and text of the answer to a request that names a charset."""
    handler = BaseHandler()
    handler.load_middleware()
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "192.0.2.1",
        "CONTENT_TYPE": f"text/plain; charset={charset}",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }
    response = handler.get_response(Utf8Request(environ))
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("charset", CHARSETS)
def test_charset_of_a_request_changes_nothing(charset):
    page = factories.AnnouncementFactory(title="Kế hoạch")
    index_everything()
    status, text = ask(charset, "q=k%E1%BA%BF+hoach")
    assert status == 200
    assert page.url in text
    for query in ("q=%2B2AA-", "q=tin&category=%2B2AA-", "q=%5Cud800"):
        assert ask(charset, query)[0] == 200
        assert ask(charset, query, "/search/suggestions/")[0] == 200


def test_portal_reads_its_requests_so():
    assert application.request_class is Utf8Request
