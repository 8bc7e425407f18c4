"""The few lanes that matter, for a failure card with only a few lines to spare."""

from __future__ import annotations

from grader.timeline.scale import Scale
from grader.timeline.table import steps, to_table
from grader.timeline.text import Painter, comparable
from grader.trace import Lane, Trace
from grader.trace_fold import Row


def excerpt(
    trace: Trace, expected: Trace | None = None, room: int = 6, width: int = 80
) -> list[str]:
    """At most `room` lines: lanes, axis, first difference; a race as a table; nothing where nothing can be seen."""
    if is_table(trace) and room >= 4:
        return to_table(trace, width, room - 1)
    trace, expected = comparable(trace, expected)
    if expected is not None and room >= 5:
        return _comparison(trace, expected, room, width)
    return _single(trace, room, width)


def is_table(trace: Trace) -> bool:
    """Is it a race, told turn by turn?"""
    return trace.stands_still() and len({step.lane for step in steps(trace)}) > 1


def _single(trace: Trace, room: int, width: int) -> list[str]:
    chosen = telling(trace, room - 1)
    if room < 2 or not chosen or (trace.clock == "steps" and len(chosen) < 2):
        return []
    names = min(max(len(lane.name) for lane in chosen) + 2, width // 3)
    painter = Painter(Scale.of([trace], width - names), names)
    lines = [painter.line(lane.name, Row(lane)) for lane in chosen]
    return [*lines, painter.axis()]


def _comparison(trace: Trace, expected: Trace, room: int, width: int) -> list[str]:
    """Expected lanes above yours; their threads' names do not matter and may differ."""
    each, subject = (room - 2) // 2, _subject(trace, expected)
    painter = Painter(Scale.of([trace, expected], width - 10), 10)
    lines = [
        painter.line(title if number == 0 else "", Row(lane))
        for title, shown in (("expected", expected), ("yours", trace))
        for number, lane in enumerate(telling(shown, each, subject))
    ]
    return [*lines, *painter.difference(trace, expected), painter.axis()]


def telling(trace: Trace, at_most: int, subject: str = "") -> list[Lane]:
    """The lanes that tell most: those with `subject`, those that wait for each other, that call.

    They stay in their own order.
    """
    waiters = trace.waiters()
    ranked = sorted(trace.lanes, key=lambda lane: _dullness(lane, subject, waiters))
    chosen = {lane.name for lane in [lane for lane in ranked if _shows(lane)][:at_most]}
    return [lane for lane in trace.lanes if lane.name in chosen]


def _shows(lane: Lane) -> bool:
    """Is there anything to see on it? A wait of no length is not."""
    return any(span.length or span.state == "call" for span in lane.spans)


def _subject(trace: Trace, expected: Trace) -> str:
    """The label of the call that is the first difference."""
    difference = trace.first_difference(expected)
    said = (difference.got or difference.expected or "") if difference else ""
    return said.rpartition(" ")[0]


def _dullness(lane: Lane, subject: str, waiters: frozenset[str]) -> tuple[bool, ...]:
    calls = any(span.state in ("call", "running", "held") for span in lane.spans)
    told = any(span.label == subject for span in lane.spans)
    return (not told, lane.name not in waiters, not calls, not lane.spans)
