"""Prepare a trace for showing: fold many lanes into few rows, and make endless waits long enough to be seen.

Lanes that differ only in a number (`worker-1`, `worker-2`, …) belong together: the first ones stay, the rest
become one row that tells how many of them are in which state.

In a deadlock the clock stops at the very moment at which the last thread begins to wait, so that its wait has no
length.  `with_tail` gives all endless waits the same visible length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from grader.trace.model import Lane, Span, Trace

PART = 5
"""The tail is a fifth of the time before it."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Several lanes shown as one row; `depth` is how deep its lanes are below the main lane."""

    name: str
    lanes: tuple[Lane, ...]
    depth: int = 0

    def counts(self, state: str) -> list[tuple[int, int]]:
        """Return `(nanoseconds, how many)` for every moment at which the number of lanes in that state changes."""
        changes: Counter[int] = Counter()
        for span in (span for lane in self.lanes for span in lane.spans if span.state == state):
            changes[span.start] += 1
            changes[span.end] -= 1
        total, steps = 0, []
        for time in sorted(time for time, change in changes.items() if change):
            total += changes[time]
            steps.append((time, total))
        return steps


@dataclass(frozen=True, slots=True)
class Row:
    """One lane shown as one row."""

    lane: Lane
    depth: int = 0

    @property
    def name(self) -> str:
        """The lane's name."""
        return self.lane.name


def rows(trace: Trace, at_most: int = 40, keep: Collection[str] = ()) -> list[Row | Fold]:
    """Return the trace as about `at_most` rows or fewer; lanes named in `keep` are never folded."""
    family = [Row(lane, depth) for depth, lane in trace.family()]
    if len(family) <= at_most:
        return list(family)
    groups = _groups(family)
    room = max(2, at_most // max(1, len(groups)))
    return [row for group in groups for row in _folded(group, room, keep)]


def stem(name: str) -> str:
    """Return the name without its number: `ThreadPoolExecutor-0_12` and `ThreadPoolExecutor-0_3` have one stem."""
    return re.sub(r"\d+(?=\D*$)", "", name)


def with_tail(trace: Trace) -> Trace:
    """Return the trace; if threads wait for each other for ever, with every last wait made longer."""
    if not trace.waiters():
        return trace
    end = trace.end
    tail = max(1, (end - trace.start) // PART)
    return replace(trace, lanes=[_longer(lane, end, tail) for lane in trace.lanes])


def _groups(family: list[Row]) -> list[list[Row]]:
    """Return the lanes in groups of one kind, owner and stem, in the order of the first of each."""
    groups: dict[tuple[str, str | None, str], list[Row]] = {}
    for row in family:
        groups.setdefault((row.lane.kind, row.lane.parent, stem(row.name)), []).append(row)
    return list(groups.values())


def _folded(group: list[Row], room: int, keep: Collection[str]) -> list[Row | Fold]:
    if len(group) <= room:
        return list(group)
    kept = [row for number, row in enumerate(group) if number < room - 1 or row.name in keep]
    rest = tuple(row.lane for row in group if row not in kept)
    return [
        *kept,
        Fold(f"{len(rest)} more {stem(group[0].name)}…", rest, group[0].depth),
    ]


def _longer(lane: Lane, end: int, tail: int) -> Lane:
    return replace(lane, spans=[_long_wait(span, end, tail) for span in lane.spans])


def _long_wait(span: Span, end: int, tail: int) -> Span:
    for_ever = span.state == "waiting" and span.end == end
    return replace(span, end=end + tail) if for_ever else span
