"""The years that a list of announcements offers, and those that it takes."""

import re

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    index = factories.IndexFactory()
    for title, date in (
        ("Thời trước", "1954-07-20T00:00+07:00"),
        ("Giao thừa", "2021-12-31T23:59:59.999999+07:00"),
        ("Năm mới", "2022-01-01T00:00+07:00"),
        ("Mai sau", "9999-06-01T00:00+07:00"),
    ):
        factories.AnnouncementFactory(parent=index, title=title, date=date)
    return index


def titles(client, index, year):
    """Return the titles that a year leaves, and the years offered, the chosen one marked."""
    html = client.get(index.url, {"year": year}).content.decode()
    found = re.findall("Thời trước|Giao thừa|Năm mới|Mai sau", html)
    return list(dict.fromkeys(found)), re.findall(r'value="(\d+)"\s+selected', html)


@pytest.mark.parametrize(
    ("year", "title"),
    [("1954", "Thời trước"), ("2021", "Giao thừa"), ("2022", "Năm mới"), ("9999", "Mai sau")],
)
def test_year_that_is_offered_is_taken(client, index, year, title):
    html = client.get(index.url).content.decode()
    assert re.findall(r'<option value="(\d+)"', html) == ["9999", "2022", "2021", "1954"]
    assert titles(client, index, year) == ([title], [year])


def test_year_that_cannot_be_asked_for_is_not_offered(client):
    index = factories.IndexFactory()
    factories.AnnouncementFactory(parent=index, title="Gõ nhầm", date="0001-07-20T00:00+07:00")
    html = client.get(index.url, {"year": "1"}).content.decode()
    assert 'option value="1"' not in html
    assert "Gõ nhầm" not in html
    assert "Gõ nhầm" in client.get(index.url).content.decode()


@pytest.mark.parametrize("year", ["1953", "2023", "0", "02022", "+2022", "٢٠٢٢", "9" * 5000, "x"])
def test_year_that_is_not_offered_finds_nothing(client, index, year):
    assert titles(client, index, year) == ([], [])
