"""The filters of the search page, as readers are offered them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .address import Address
from .registry import Choice, Filter, all_filters


@dataclass(frozen=True)
class Offer:
    """A filter, with its values.

    Attributes:
        name: in the address.
        filter: what readers call it.
        choices: its values, the chosen one among them even where nothing found has it.
        chosen: the value that is chosen, or None.
        removal: the address that is not narrowed by it.
    """

    name: str
    filter: Filter
    choices: Sequence[Choice]
    chosen: Choice | None
    removal: str


def offers(
    address: Address, facets: Mapping[str, Sequence[Choice]], language: str
) -> Iterator[Offer]:
    """Yield the filters that have something to choose, or to take back.

    Args:
        address: what is asked for.
        facets: what each filter could be set to.
        language: in which readers are told of it.
    """
    for name, one in all_filters().items():
        choices = list(facets.get(name, ()))
        value = address.filters.get(name)
        chosen = next((choice for choice in choices if choice.value == value), None)
        if value is not None and chosen is None:
            # What nobody has is called as it was written.
            chosen = one.choice(value, language) or Choice(value, value)
            choices.append(chosen)
        if choices:
            yield Offer(name, one, choices, chosen, address.without(name).href)
