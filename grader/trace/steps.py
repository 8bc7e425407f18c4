"""Put a trace on a clock that counts events.

In virtual time computing takes no time, so a race or a deadlock may happen in a run whose clock never moves.
There the order of events matters: each distinct place in the sequence becomes one step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from grader.trace.model import Arrow, Lane, Span, Trace

Moment = tuple[int, int]


def by_steps(trace: Trace) -> Trace:
    """Return the same trace on a clock that counts events: for runs in which time stands still.

    Example:
        >>> by_steps(run.trace).clock
        'steps'
    """
    moments = sorted({moment for lane in trace.lanes for moment in _moments(lane)})
    rank = {moment: number for number, moment in enumerate(moments)}
    lanes = [_ranked(lane, rank) for lane in trace.lanes]
    waits = [_wait(arrow, lanes) for arrow in trace.arrows if arrow.kind == "waits-for"]
    return Trace(lanes, waits, "steps")


def _moments(lane: Lane) -> Iterator[Moment]:
    for span in lane.spans:
        yield span.start, span.first
        yield span.end, span.last
    for mark in lane.marks:
        yield mark.at, mark.order


def _ranked(lane: Lane, rank: dict[Moment, int]) -> Lane:
    spans = [replace(s, start=rank[s.start, s.first], end=rank[s.end, s.last]) for s in lane.spans]
    marks = [replace(mark, at=rank[mark.at, mark.order]) for mark in lane.marks]
    spans += [Span(m.at, m.at + 1, "running", m.label, m.where) for m in marks if m.kind == "step"]
    times = [time for span in spans for time in (span.start, span.end)] + [
        mark.at for mark in marks
    ]
    end = None if lane.end is None else max(times, default=0)
    return replace(lane, spans=spans, marks=marks, start=min(times, default=0), end=end)


def _wait(arrow: Arrow, lanes: list[Lane]) -> Arrow:
    """Return a wait on the new clock, from the waiter's last moment: arrows carry no place in the sequence."""
    ends = {lane.name: max((span.end for span in lane.spans), default=lane.start) for lane in lanes}
    times = ends.get(arrow.from_lane, 0), ends.get(arrow.to_lane, 0)
    return replace(arrow, from_time=times[0], to_time=times[1])
