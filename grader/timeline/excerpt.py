"""Show the part of a trace that matters in a few lines, for a card.

A race is a table, as in textbooks: one column for each thread, one line for each step.

    worker-1               worker-2
    old = counter
                           old = counter
    counter = old + 1
                           counter = old + 1

Of any other trace, the few lanes that matter most are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from grader.timeline.rows import Row
from grader.timeline.scale import Scale
from grader.timeline.text import Painter, comparable, shorten
from grader.trace.model import Lane, Trace
from grader.trace.questions import first_difference

LATEST = 3
"""How many rows of one thread's turn are shown at most if there is not enough room for all."""


def excerpt(
    trace: Trace, expected: Trace | None = None, room: int = 6, width: int = 80
) -> list[str]:
    """Return at most `room` lines: a table, or lanes with axis and first difference; none if nothing can be seen."""
    if is_table(trace) and room >= 4:
        return to_table(trace, width, room - 1)
    trace, expected = comparable(trace, expected)
    if expected is not None and room >= 5:
        return _comparison(trace, expected, room, width)
    return _single(trace, room, width)


def is_table(trace: Trace) -> bool:
    """Return True if the trace is shown as a table: a race, step by step."""
    return trace.stands_still() and len({step.lane for step in steps(trace)}) > 1


def most_telling(trace: Trace, at_most: int, subject: str = "") -> list[Lane]:
    """Return the lanes that matter most, in their order in the trace.

    First come lanes with a span labelled `subject`, then lanes that wait for each other, then lanes with calls.
    """
    waiters = trace.waiters()
    ranked = sorted(trace.lanes, key=lambda lane: _rank(lane, subject, waiters))
    chosen = {lane.name for lane in [lane for lane in ranked if _shows(lane)][:at_most]}
    return [lane for lane in trace.lanes if lane.name in chosen]


class Step(NamedTuple):
    """One step of a thread; steps sort by their places in the run."""

    at: int
    order: int
    lane: str
    text: str
    detail: str = ""


def steps(trace: Trace) -> list[Step]:
    """Return all labelled steps in the order in which they were taken."""
    return sorted(step for lane in trace.lanes for step in _steps(lane))


def to_table(trace: Trace, width: int = 78, lines: int = 40) -> list[str]:
    """Return a heading and at most `lines` steps; only threads that do something have a column.

    If there are more steps, the first and the last ones of each turn are shown, and only the latest turns,
    because there the run went wrong.
    """
    shown = _latest(_whole_lines(steps(trace)), lines)
    acting = {step.lane for step in shown}
    names = [lane.name for lane in trace.lanes if lane.name in acting]
    column = max(8, width // max(1, len(names)))
    heading = "".join(shorten(name, column - 2).ljust(column) for name in names)
    return [line.rstrip() for line in [heading, *(_line(step, names, column) for step in shown)]]


def _single(trace: Trace, room: int, width: int) -> list[str]:
    chosen = most_telling(trace, room - 1)
    if room < 2 or not chosen or (trace.clock == "steps" and len(chosen) < 2):
        return []
    names = min(max(len(lane.name) for lane in chosen) + 2, width // 3)
    painter = Painter(Scale.of([trace], width - names), names)
    lines = [painter.line(lane.name, Row(lane)) for lane in chosen]
    return [*lines, painter.axis()]


def _comparison(trace: Trace, expected: Trace, room: int, width: int) -> list[str]:
    """Return the expected lanes above the real ones; the names of threads may differ and are left out."""
    each, subject = (room - 2) // 2, _subject(trace, expected)
    painter = Painter(Scale.of([trace, expected], width - 10), 10)
    lines = [
        painter.line(title if number == 0 else "", Row(lane))
        for title, shown in (("expected", expected), ("yours", trace))
        for number, lane in enumerate(most_telling(shown, each, subject))
    ]
    return [*lines, *painter.difference(trace, expected), painter.axis()]


def _shows(lane: Lane) -> bool:
    """Return True if the lane has a span that can be seen; a wait of no length cannot."""
    return any(span.length or span.state == "call" for span in lane.spans)


def _subject(trace: Trace, expected: Trace) -> str:
    """Return the label of the call at which the traces first differ."""
    difference = first_difference(trace, expected)
    said = (difference.got or difference.expected or "") if difference else ""
    return said.rpartition(" ")[0]


def _rank(lane: Lane, subject: str, waiters: frozenset[str]) -> tuple[bool, ...]:
    calls = any(span.state in ("call", "running", "held") for span in lane.spans)
    told = any(span.label == subject for span in lane.spans)
    return (not told, lane.name not in waiters, not calls, not lane.spans)


def _whole_lines(taken: list[Step]) -> list[Step]:
    """Return one row for each line that a thread runs; it tells the line's parts if other threads came between."""
    rows = [list(group) for _, group in groupby(taken, _place)]
    counts = Counter(_place(row[0]) for row in rows)
    return [_row(row, whole=counts[_place(row[0])] == 1) for row in rows]


def _place(step: Step) -> tuple[str, str]:
    """Return the lane and the place of a step: the line's number if there is one, else the whole text."""
    number = step.text.partition(" ")[0]
    return step.lane, number if number.isdecimal() else step.text


def _row(row: list[Step], *, whole: bool) -> Step:
    first, parts = row[0], ", ".join(dict.fromkeys(step.detail for step in row if step.detail))
    if whole or not parts:
        return first
    number, _, text = first.text.partition(" ")
    return first._replace(text=f"{number} {parts}: {text}")


def _latest(rows: list[Step], room: int) -> list[Step]:
    """Return all rows if there is room; else the last rows, and of each turn only the first and the last ones."""
    if len(rows) <= room:
        return rows
    turns = [list(group) for _, group in groupby(rows, lambda step: step.lane)]
    return [step for turn in turns for step in _ends(turn)][-room:]


def _ends(turn: list[Step]) -> list[Step]:
    """Return the first step of a turn and its last ones; an ellipsis stands for those between."""
    if len(turn) <= LATEST:
        return turn
    first, (after, *last) = turn[0], turn[1 - LATEST :]
    return [first, after._replace(text=f"… {after.text}"), *last]


def _steps(lane: Lane) -> Iterator[Step]:
    for mark in lane.marks:
        if mark.kind == "step" and mark.label:
            yield Step(mark.at, mark.order, lane.name, mark.label, mark.detail)


def _line(step: Step, names: list[str], column: int) -> str:
    return " " * (names.index(step.lane) * column) + shorten(step.text, column - 2)
