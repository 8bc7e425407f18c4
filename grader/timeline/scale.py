"""From nanoseconds to columns of text, and an axis of round numbers."""

from __future__ import annotations

from grader.trace import Trace
from grader.units import HOUR, MICROSECOND, MILLISECOND, MINUTE, SECOND, say

ROUND = (
    [1, 2, 5, 10, 20, 50, 100, 200, 500]
    + [n * unit for unit in (MICROSECOND, MILLISECOND) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500)]
    + [n * SECOND for n in (1, 2, 5, 10, 15, 30)]
    + [n * MINUTE for n in (1, 2, 5, 10, 15, 30)]
    + [n * HOUR for n in (1, 2, 3, 6, 12, 24, 48, 168)]
)
"""Distances between ticks that people count in, in nanoseconds."""


def tick_step(length: int, at_most: int) -> int:
    """The smallest round distance that puts at most `at_most` ticks on `length` nanoseconds."""
    return next((step for step in ROUND if length / step <= at_most), max(1, length))


class Scale:
    """Time from `start` to `end` laid on `columns` characters."""

    def __init__(self, start: int, end: int, columns: int, clock: str = "virtual") -> None:
        self.start, self.columns, self.clock = start, columns, clock
        self.length = max(1, end - start)

    @classmethod
    def of(cls, traces: list[Trace], columns: int) -> Scale:
        """One scale for all of them."""
        return cls(min(t.start for t in traces), max(t.end for t in traces), columns, traces[0].clock)

    def column(self, time: int) -> int:
        """The column of a moment; `columns` itself is the end."""
        return round((time - self.start) * self.columns / self.length)

    def ticks(self) -> list[int]:
        """Moments to label."""
        step = tick_step(self.length, max(2, self.columns // 12))
        first = -(-self.start // step) * step
        return list(range(first, self.start + self.length + 1, step))

    def axis(self) -> str:
        """The labels of the ticks, each beginning at its column; the last one ends at the edge."""
        cells = " " * self.columns
        for tick in self.ticks():
            label = self.label(tick)
            column = min(self.column(tick), self.columns - len(label))
            if not cells[max(0, column - 1) : column + len(label)].strip():
                cells = cells[:column] + label + cells[column + len(label) :]
        return cells

    def label(self, tick: int) -> str:
        """A moment in words; a number where steps are counted."""
        return f"step {tick}" if self.clock == "steps" else say(tick)
