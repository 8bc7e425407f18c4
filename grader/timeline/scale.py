"""Convert nanoseconds to columns of text, and label an axis with round numbers."""

from __future__ import annotations

from grader.trace.model import Trace
from grader.units import HOUR, MICROSECOND, MILLISECOND, MINUTE, SECOND, say

ROUND = (
    [1, 2, 5, 10, 20, 50, 100, 200, 500]
    + [
        n * unit
        for unit in (MICROSECOND, MILLISECOND)
        for n in (1, 2, 5, 10, 20, 50, 100, 200, 500)
    ]
    + [n * SECOND for n in (1, 2, 5, 10, 15, 30)]
    + [n * MINUTE for n in (1, 2, 5, 10, 15, 30)]
    + [n * HOUR for n in (1, 2, 3, 6, 12, 24, 48, 168)]
)
"""Distances between ticks, in nanoseconds, that are easy to count in."""
UNITS = ((SECOND, "s"), (MILLISECOND, "ms"), (MICROSECOND, "µs"))


def tick_step(length: int, at_most: int) -> int:
    """Return the smallest round distance with which at most `at_most` ticks fit on `length` nanoseconds."""
    return next((step for step in ROUND if length / step <= at_most), max(1, length))


def tick_label(tick: int, end: int, clock: str = "virtual") -> str:
    """Return a moment in the unit of the whole axis (0.5 s, 1 s); a number without a unit if the clock counts steps."""
    if clock == "steps":
        return str(tick)
    if end >= 2 * MINUTE:
        return say(tick)
    size, unit = next((pair for pair in UNITS if end >= pair[0]), (1, "ns"))
    return f"{tick / size:g} {unit}"


class Scale:
    """Maps the time from `start` to `end` to `columns` characters."""

    def __init__(self, start: int, end: int, columns: int, clock: str = "virtual") -> None:
        self.start, self.columns, self.clock = start, columns, clock
        self.length = max(1, end - start)

    @classmethod
    def of(cls, traces: list[Trace], columns: int) -> Scale:
        """Return one scale for all of the traces."""
        return cls(
            min(t.start for t in traces), max(t.end for t in traces), columns, traces[0].clock
        )

    def column(self, time: int) -> int:
        """Return the column of a moment; `columns` itself stands for the end."""
        return round((time - self.start) * self.columns / self.length)

    def ticks(self) -> list[int]:
        """Return the moments to label, in nanoseconds."""
        step = tick_step(self.length, max(2, self.columns // 12))
        first = -(-self.start // step) * step
        return list(range(first, self.start + self.length + 1, step))

    def axis(self) -> str:
        """Return the labels of the ticks, each beginning at its column; the last one ends at the edge."""
        cells = " " * self.columns
        for tick in self.ticks():
            label = tick_label(tick, self.start + self.length, self.clock)
            column = min(self.column(tick), self.columns - len(label))
            if not cells[max(0, column - 1) : column + len(label)].strip():
                cells = cells[:column] + label + cells[column + len(label) :]
        return cells
