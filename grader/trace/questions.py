"""Questions about traces: where does one first differ from another, and in which order did things happen?

Two right answers may name their threads differently and wait in different ways.  So `first_difference` compares
first what a user of the code can see (calls, results, prints), without lanes.  Only if that agrees, and the lanes are
the same, everything is compared.  On the real clock no two runs take the same time: there only the order counts.

In virtual time computing takes no time, so a race or a deadlock may happen in a run whose clock never moves.
There the order of events matters: `by_steps` puts a trace on a clock that counts events, on which each distinct
place in the sequence is one step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from grader.trace.model import Arrow, Difference, Lane, Span, Trace

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


VISIBLE = {"yield", "log", "print", "error"}


class Event(NamedTuple):
    """A start, an end or a mark; `lane` is empty when lanes do not matter."""

    at: int
    what: str
    lane: str = ""


def first_difference(got: Trace, expected: Trace) -> Difference | None:
    """Return the first `Difference` between ``got`` and ``expected``; None if the traces agree.

    What a user of the code can see (calls, results, prints) is compared first, without lanes.  If that
    agrees, and the lanes have the same names, everything is compared.

    Example:
        >>> slower = simulate(download, calls("fetch", a=3, b=2, c=2), "abc")
        >>> difference = first_difference(slower.trace, run.trace)
        >>> difference.at, difference.expected
        (1000000000, 'fetch b ends')
    """
    compare = _order_differs if "real" in (got.clock, expected.clock) else _times_differ
    same_lanes = {lane.name for lane in got.lanes} == {lane.name for lane in expected.lanes}
    return compare(_visible(got), _visible(expected)) or (
        compare(_all(got), _all(expected)) if same_lanes else None
    )


def _times_differ(got: list[Event], expected: list[Event]) -> Difference | None:
    """Return the earliest moment at which one trace has an event that the other has not."""
    extra, missing = Counter(got) - Counter(expected), Counter(expected) - Counter(got)
    at = min((event.at for event in (*extra, *missing)), default=None)
    return None if at is None else _difference(at, _first(extra, at), _first(missing, at))


def _order_differs(got: list[Event], expected: list[Event]) -> Difference | None:
    """Return the first place in the order at which different things happen, whenever they happen."""
    pairs = zip_longest(got, expected)
    different = ((a, b) for a, b in pairs if a is None or b is None or a[1:] != b[1:])
    return next((_difference(a.at if a else b.at, a, b) for a, b in different), None)


def _difference(at: int, got: Event | None, expected: Event | None) -> Difference:
    lane = next((event.lane for event in (got, expected) if event is not None), "")
    return Difference(at, _said(got), _said(expected), lane or None)


def _said(event: Event | None) -> str | None:
    """Return what an event says, with the lane's name if lanes matter."""
    if event is None:
        return None
    return f"{event.lane}: {event.what}" if event.lane else event.what


def _first(events: Counter[Event], at: int) -> Event | None:
    return min((event for event in events if event.at == at), default=None)


def _visible(trace: Trace) -> list[Event]:
    return sorted(
        event._replace(lane="")
        for lane in trace.lanes
        for event in _events(lane, {"call"}, VISIBLE)
    )


def _all(trace: Trace) -> list[Event]:
    return sorted(event for lane in trace.lanes for event in _events(lane, None, None))


def _events(lane: Lane, states: set[str] | None, kinds: set[str] | None) -> Iterator[Event]:
    for span in lane.spans:
        if states is None or span.state in states:
            name = span.label or span.state
            yield Event(span.start, f"{name} starts", lane.name)
            yield Event(span.end, f"{name} ends", lane.name)
    for mark in lane.marks:
        if kinds is None or mark.kind in kinds:
            yield Event(mark.at, f"{mark.kind} {mark.label}".strip(), lane.name)
