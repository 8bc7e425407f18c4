"""Waits that never end, made long enough to be seen.

In a deadlock the clock stops at the very moment at which the last thread begins to wait: its wait has no length.
"""

from __future__ import annotations

from dataclasses import replace

from grader.trace import Lane, Span, Trace

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
