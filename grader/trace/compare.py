"""Find where one trace first differs from another.

Two right answers may name their threads differently and wait in different ways.  So what a user of the code can
see (calls, results, prints) is compared first, without lanes; everything is compared only if that agrees and the
lanes have the same names.  On the real clock no two runs take the same time: there only the order counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from grader.trace.model import Difference, Lane, Trace

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
