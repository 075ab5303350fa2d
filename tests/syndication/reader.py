"""A reader of the feed, from outside: what he is told after each change, and that it is true."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Model
from django.test import Client

from portal.syndication import builder

CHANGES = "/api/v2/changes/"

# What an entry says: action, type and id.
Change = tuple[str, str, int]


class Reader:
    """Follows the feed by `meta.next`, as an anonymous client; begins at the feed's end.

    Args:
        host: the host that he asks.
        query: what he asks besides `since`, `locale=en&limit=5`.
    """

    def __init__(self, host: str = "localhost", query: str = "") -> None:
        self.client = Client()
        self.host = host
        self.query = query
        self.cursor = ""
        builder.drain()
        self.read()

    @classmethod
    def from_nothing(cls, host: str = "localhost", query: str = "") -> "Reader":
        """Return a reader who has nothing yet: he begins with a full copy."""
        reader = cls(host, query)
        reader.cursor = ""
        return reader

    def ask(self, **headers: str) -> Any:
        """Return the answer to the next question, as it comes."""
        path = f"{CHANGES}?since={self.cursor}&{self.query}"
        return self.client.get(path, headers={"host": self.host, **headers})

    def read(self) -> list[dict[str, Any]]:
        """Return the entries that follow, and go on behind them."""
        entries = []
        while True:
            answer = self.ask()
            assert answer.status_code == 200, answer.content
            page = answer.json()
            entries += page["items"]
            self.cursor = page["meta"]["next"]
            if not page["meta"]["more"]:
                return entries

    def news(self) -> list[dict[str, Any]]:
        """Return the entries that follow once all is built, each compared with what it leads to."""
        builder.drain()
        entries = self.read()
        for entry in entries:
            self.check(entry)
        return entries

    def changes(self) -> list[Change]:
        """Return the same in short, in a fixed order."""
        return sorted((entry["action"], entry["type"], entry["id"]) for entry in self.news())

    def check(self, entry: dict[str, Any]) -> None:
        """Demand that `detail_url` answers as the entry says, from the store and made anew."""
        url = urlsplit(entry["detail_url"])
        for query in ("", "?_=1"):
            answer = self.client.get(f"{url.path}{query}", headers={"host": url.netloc})
            if entry["action"] == "delete":
                assert answer.status_code == 404, entry
                assert entry.keys().isdisjoint({"etag", "object"})
            else:
                assert answer.status_code == 200, entry
                assert answer.headers["ETag"] == entry["etag"]
                assert answer.json()["id"] == entry["id"]


def upserts(*objects: Model) -> list[Change]:
    """Return what `Reader.changes` gives where `objects` have changed, each once."""
    return _told("upsert", objects)


def deletes(*objects: Model) -> list[Change]:
    """Return what it gives where they have been withdrawn."""
    return _told("delete", objects)


def _told(action: str, objects: tuple[Model, ...]) -> list[Change]:
    return sorted((action, instance._meta.label, int(instance.pk)) for instance in objects)


def get(client: Client, query: str = "", status: int = 200) -> Any:
    """Return the answer of the feed to one question.

    Raises:
        AssertionError: it has another status.
    """
    answer = client.get(f"{CHANGES}?{query}")
    assert answer.status_code == status, answer.content
    return answer


def page_of(client: Client, query: str = "") -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return entries and `meta` of one page of the feed."""
    answer = get(client, query).json()
    return answer["items"], answer["meta"]
