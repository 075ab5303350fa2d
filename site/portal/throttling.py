"""How often one may ask: counted in the shared cache, over all processes of the portal.

Two counters for each who asks: of the present stretch of time, and of the one before it, of which
so much still counts as lies within the length of a stretch from now. A large limit costs no more
than a small one, and nobody gets twice his limit by asking at the end of a stretch and at the
beginning of the next.
"""

import re
import time
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

from django.core.cache import cache
from django.http import HttpRequest

from .client_address import client_address
from .counters import lower_counter, raise_counter

# Whoever has an IPv6 address has as many as he likes; networks are given out in this size.
IPV6_PREFIX = 64

_PERIODS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_RATE = re.compile(r"([1-9][0-9]*)/([smhd])[a-z]*")


class Rate(NamedTuple):
    """So many requests in so many seconds."""

    requests: int
    seconds: int


@lru_cache
def read_rate(text: str) -> Rate | None:
    """Return what `600/min` says, None where the text is empty: nothing is limited.

    Raises:
        ValueError: it is no number and time.
    """
    if not text:
        return None
    read = _RATE.fullmatch(text)
    if read is None:
        raise ValueError(f"{text!r} is no rate such as 600/min")
    return Rate(int(read[1]), _PERIODS[read[2]])


def seconds_to_wait(asker: str, rate: Rate | None) -> int:
    """Count a request; return 0 where it may be answered, else after how many seconds to ask again.

    A request that may not be answered does not count: who waits as long as he is told gets his
    answer, whatever he asked before.

    Args:
        asker: who asks, as he is called in the cache.
        rate: how often he may; None: as often as he likes.
    """
    if rate is None:
        return 0
    stretch, elapsed = divmod(time.time(), rate.seconds)
    key = f"throttle:{asker}:{rate.seconds}:{stretch:.0f}"
    before: int = cache.get(f"throttle:{asker}:{rate.seconds}:{stretch - 1:.0f}", 0)
    answered = raise_counter(key, 2 * rate.seconds) - 1
    left = rate.requests - answered
    if before * (1 - elapsed / rate.seconds) < left:
        return 0
    lower_counter(key)
    # With nothing left, the first of this stretch's requests ceases to count in the next one only.
    opens = rate.seconds * (1 - left / before if left > 0 else 1)
    return int(opens - elapsed) + 1


def network(request: HttpRequest) -> str:
    """Return the address that asks, of an IPv6 address the network."""
    text = client_address(request)
    try:
        address = ip_address(text)
    except ValueError:
        # A proxy that writes what is none (`unknown`): all of those share one count.
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, IPV6_PREFIX), strict=False).network_address)
    return str(address)
