"""The search page, as it is read."""

from datetime import UTC, datetime

from bs4 import BeautifulSoup

from tests import factories


def announce(title, day=1, **fields):
    date = datetime(2022, 3, day, 8, tzinfo=UTC)
    return factories.AnnouncementFactory(title=title, **{"date": date, **fields})


def read(client, path="/search/", status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser").main


def titles(client, **query):
    return [link.text for link in read(client, **query).select(".item h3 a")]
