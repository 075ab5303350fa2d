"""Who is told of what a build has put into the feed, in the transaction that puts it there.

This module imports nothing of ours, so that whoever listens may import it from `AppConfig.ready`.
"""

from collections.abc import Callable, Sequence
from typing import Any

Listener = Callable[[Sequence[Any]], object]

LISTENERS: list[Listener] = []


def on_build(listener: Listener) -> None:
    """Have `listener` called with the items that stand at new places, by place.

    It runs under the builder's lock and must be quick. What it writes is undone with the build.
    """
    if listener not in LISTENERS:
        LISTENERS.append(listener)
