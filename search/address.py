"""What an address of the search page asks for, and the addresses that lead on from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from .folding import legible
from .found import Order
from .registry import all_filters

MAX_QUERY = 200
# No short address and no code is longer.
_LONGEST_VALUE = 100


@dataclass(frozen=True)
class Address:
    """What is asked for.

    Attributes:
        text: what is looked for, as it was typed, cut to `MAX_QUERY` characters.
        is_too_long: whether something was cut.
        filters: the chosen values by the names of their filters.
        order: in which the results stand.
    """

    text: str
    is_too_long: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)
    order: Order = "fit"

    @classmethod
    def read(cls, query: QueryDict) -> "Address":
        """Read what somebody asks for; whatever is no value of a parameter is left out."""
        text = _read(query, "q")
        values = {name: _read(query, name)[:_LONGEST_VALUE] for name in all_filters()}
        return cls(
            text=text[:MAX_QUERY].rstrip(),
            is_too_long=len(text) > MAX_QUERY,
            filters={name: value for name, value in values.items() if value},
            order="date" if _read(query, "sort") == "date" else "fit",
        )

    @property
    def query(self) -> str:
        """The canonical query, without `page`, `&` at its end, ready for `page=2`."""
        sort = {"sort": self.order} if self.order != "fit" else {}
        filters = {name: self.filters[name] for name in all_filters() if name in self.filters}
        encoded = urlencode({"q": self.text, **filters, **sort})
        return f"{encoded}&"

    @property
    def href(self) -> str:
        """The canonical address, in the language that is active."""
        return f"{reverse('search:search')}?{self.query.removesuffix('&')}"

    def without(self, *names: str) -> "Address":
        """Return the same, not narrowed by some filters."""
        kept = {name: value for name, value in self.filters.items() if name not in names}
        return replace(self, filters=kept)

    def in_order(self, order: Order) -> "Address":
        """Return the same in an order."""
        return replace(self, order=order)

    def for_text(self, text: str) -> "Address":
        """Return the same for another text."""
        return replace(self, text=text)


def _read(query: QueryDict, name: str) -> str:
    """Return a parameter as a database can compare it."""
    return legible(query.get(name, "")).strip()
