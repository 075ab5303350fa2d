"""What other apps want done by the clock: each registers it from its `AppConfig.ready`.

This module imports nothing of ours, so that any app may import it.
"""

import threading
from collections.abc import Callable

Duty = Callable[[], object]
Loop = Callable[[threading.Event], object]

HOURLY: list[Duty] = []
MINUTELY: list[Duty] = []
CONSTANT: list[Duty] = []
ALONGSIDE: list[Loop] = []


def each_hour(duty: Duty) -> None:
    """Have the worker call `duty` once an hour, in a transaction of its own."""
    if duty not in HOURLY:
        HOURLY.append(duty)


def each_minute(duty: Duty) -> None:
    """Have the worker call `duty` once a minute, outside of any transaction."""
    if duty not in MINUTELY:
        MINUTELY.append(duty)


def each_moment(duty: Duty) -> None:
    """Have the worker call `duty` twice a second; it must be quick where there is nothing to do."""
    if duty not in CONSTANT:
        CONSTANT.append(duty)


def alongside(loop: Loop) -> None:
    """Have the worker run `loop` in a thread of its own, for what must not hold up the clock.

    It is given an event, ends soon after that is set, and is started again when it fails.
    """
    if loop not in ALONGSIDE:
        ALONGSIDE.append(loop)
