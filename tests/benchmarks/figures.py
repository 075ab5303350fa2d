"""What was measured: figures with their targets, and the table that shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Times:
    """What the same thing took, each time it was done, in seconds."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def minimum(self) -> float:
        return min(self.seconds)

    def __str__(self) -> str:
        return f"{self.median * 1000:.2f} ({self.minimum * 1000:.2f})"


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Attributes:
        what: was measured; empty where it is that of the line above.
        value: the ratio, or what `unit` says.
        at_least: the target, where more is better.
        at_most: the target, where less is better.
        measured: the times of ours.
        against: the times that they are compared with.
        note: what else there is to say.
    """

    what: str
    value: float
    unit: str = "×"
    at_least: float | None = None
    at_most: float | None = None
    measured: Times | None = None
    against: Times | None = None
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the target is reached; true where there is none."""
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.at_most is None or self.value <= self.at_most

    def __str__(self) -> str:
        return "  ".join(filter(None, self.cells()))

    def cells(self) -> list[str]:
        """Return the columns of the table."""
        target = ""
        if self.at_least is not None:
            target = f"≥ {self.at_least:g} {self.unit}"
        elif self.at_most is not None:
            target = f"≤ {self.at_most:g} {self.unit}"
        verdict = ("met" if self.is_met else "MISSED") if target else ""
        times = [str(times or "") for times in (self.measured, self.against)]
        return [self.what, f"{self.value:.2f} {self.unit}", target, verdict, *times, self.note]


HEADINGS = ["", "result", "target", "", "ours, ms", "against, ms", ""]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as text; times are the median, with the minimum behind it."""
    rows = [HEADINGS, *(figure.cells() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if place in {1, 2, 4, 5} else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
