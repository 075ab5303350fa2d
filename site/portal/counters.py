"""Counters in the shared cache, over all processes of the portal.

The cache itself raises them, so that none is lost however many are counted at once; the caches of
files and of the database cannot, and lose some.
"""

from django.core.cache import cache


def raise_counter(key: str, seconds: int, number: int = 1) -> int:
    """Count `number` more; return how many there are by now.

    Args:
        key: the counter's key in the cache.
        seconds: how long the counter is kept, from its first one on.
        number: how many more.
    """
    try:
        return cache.incr(key, number)
    except ValueError:
        # The first one, or two that both are the first.
        return number if cache.add(key, number, seconds) else cache.incr(key, number)


def lower_counter(key: str) -> None:
    """Take back one; nothing where the cache has dropped the counter."""
    try:
        cache.decr(key)
    except ValueError:
        return


def take_counter(key: str) -> int:
    """Return how many were counted, and count them no more: whoever takes them keeps them."""
    number: int = cache.get(key, 0)
    if number <= 0:
        return 0
    try:
        if cache.decr(key, number) >= 0:
            return number
        # Another process was quicker: they are its own.
        cache.incr(key, number)
    except ValueError:
        # The cache has dropped it in this very moment.
        return 0
    return 0
