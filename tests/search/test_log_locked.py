"""The log of searches while another process writes, in a database of its own."""

import time
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import Client

from tests import factories

from .index import index_everything
from .test_log import READER, look, rows

# Seconds, of a machine that does much else meanwhile.
PATIENT = 10


@contextmanager
def another_writer():
    """Write into the table, in a transaction that does not end."""
    # A second connection, as another process would have it.
    other = connections["default"].copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("UPDATE search_searchedwords SET times = times + 1")
            yield
    finally:
        other.rollback()
        other.close()


@pytest.mark.server
def test_another_writer_is_not_waited_for(make_portal, caplog):
    portal = make_portal("log")
    reader = Client()
    with portal.orm():
        page = factories.AnnouncementFactory(title="Đề án")
        index_everything()
        look(reader, "de an")
        with another_writer():
            began = time.monotonic()
            response = reader.get("/search/?q=de+an", headers=READER)
            assert page.title in response.content.decode()
            # Not the 20 seconds for which everything else waits.
            assert time.monotonic() - began < PATIENT
            assert "could not be counted" in caplog.text
        look(reader, "de an")
        assert rows() == [("de an", 2, 1)]
