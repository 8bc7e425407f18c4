"""A race step by step: one column for each thread, one line for each step, as textbooks write it.

worker-1               worker-2
old = counter
old = counter
counter = old + 1
counter = old + 1
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from grader.timeline.text import shorten
from grader.trace import Lane, Trace


class Step(NamedTuple):
    """What a thread does at its turn; sorts by its place in the run."""

    at: int
    order: int
    lane: str
    text: str


def steps(trace: Trace) -> list[Step]:
    """All labelled steps in the order in which they were taken."""
    return sorted(step for lane in trace.lanes for step in _steps(lane))


def to_table(trace: Trace, width: int = 78, lines: int = 40) -> list[str]:
    """A heading and at most `lines` steps; the last ones, where it went wrong, if there are more."""
    taken = _one_for_each_line(steps(trace))
    names = list(
        dict.fromkeys(
            lane.name for lane in trace.lanes if any(step.lane == lane.name for step in taken)
        )
    )
    column = max(8, width // max(1, len(names)))
    shown = taken[-lines:]
    heading = "".join(shorten(name, column - 2).ljust(column) for name in names)
    return [line.rstrip() for line in [heading, *(_line(step, names, column) for step in shown)]]


def _one_for_each_line(taken: list[Step]) -> list[Step]:
    """A thread that goes on in the same line has not taken another turn."""
    kept: list[Step] = []
    for step in taken:
        if not (kept and kept[-1].lane == step.lane and _same_line(kept[-1].text, step.text)):
            kept.append(step)
    return kept


def _same_line(one: str, other: str) -> bool:
    """Whether both begin with the same line's number."""
    number = one.partition(" ")[0]
    return number.isdecimal() and number == other.partition(" ")[0]


def _steps(lane: Lane) -> Iterator[Step]:
    for mark in lane.marks:
        if mark.kind == "step" and mark.label:
            yield Step(mark.at, mark.order, lane.name, mark.label)


def _line(step: Step, names: list[str], column: int) -> str:
    return " " * (names.index(step.lane) * column) + shorten(step.text, column - 2)
