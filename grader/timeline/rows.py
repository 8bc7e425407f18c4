"""Waits that never end, made long enough to be seen.

In a deadlock the clock stops at the very moment at which the last thread begins to wait: its wait has no length.

Two hundred lanes on one page: what does not fit becomes one row that counts.

Lanes that differ only in a number (`worker-1`, `worker-2`, …) belong together: the first ones stay,
the rest fold into a row that tells how many of them are in which state.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from grader.trace.model import Lane, Span, Trace


@dataclass(frozen=True, slots=True)
class Fold:
    """Several lanes shown as one row. `depth` is that of its lanes in the family."""

    name: str
    lanes: tuple[Lane, ...]
    depth: int = 0

    def counts(self, state: str) -> list[tuple[int, int]]:
        """`(nanoseconds, how many)` at every moment where the number of lanes in that state changes."""
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
    """One lane shown as itself."""

    lane: Lane
    depth: int = 0

    @property
    def name(self) -> str:
        """The lane's name."""
        return self.lane.name


def rows(trace: Trace, at_most: int = 40, keep: Collection[str] = ()) -> list[Row | Fold]:
    """The trace in at most about `at_most` rows; lanes named in `keep` are never folded."""
    family = [Row(lane, depth) for depth, lane in trace.family()]
    if len(family) <= at_most:
        return list(family)
    groups = _groups(family)
    room = max(2, at_most // max(1, len(groups)))
    return [row for group in groups for row in _folded(group, room, keep)]


def _groups(family: list[Row]) -> list[list[Row]]:
    """Lanes of one kind, owner and stem, in the order of the first of each."""
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


def stem(name: str) -> str:
    """The name without its number: `ThreadPoolExecutor-0_12` and `ThreadPoolExecutor-0_3` are of one stem."""
    return re.sub(r"\d+(?=\D*$)", "", name)


PART = 5
"""The tail is a fifth of what happened before."""


def with_tail(trace: Trace) -> Trace:
    """The same trace; where threads wait for each other for ever, every last wait goes on for a while."""
    if not trace.waiters():
        return trace
    end = trace.end
    tail = max(1, (end - trace.start) // PART)
    return replace(trace, lanes=[_longer(lane, end, tail) for lane in trace.lanes])


def _longer(lane: Lane, end: int, tail: int) -> Lane:
    return replace(lane, spans=[_long_wait(span, end, tail) for span in lane.spans])


def _long_wait(span: Span, end: int, tail: int) -> Span:
    for_ever = span.state == "waiting" and span.end == end
    return replace(span, end=end + tail) if for_ever else span
