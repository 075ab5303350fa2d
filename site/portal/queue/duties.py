"""What other apps want done by the clock: each registers it from its `AppConfig.ready`.

This module imports nothing of ours, so that any app may import it.
"""

from collections.abc import Callable

Duty = Callable[[], object]

HOURLY: list[Duty] = []


def each_hour(duty: Duty) -> None:
    """Have the worker call `duty` once an hour, in a transaction of its own."""
    if duty not in HOURLY:
        HOURLY.append(duty)
