"""Write a trace as a file for ui.perfetto.dev and chrome://tracing.

The format is Chrome's Trace Event JSON, which both read: one process for each process lane, one row for
each thread and task, flow arrows from submit to start. Its unit is the microsecond.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.trace.model import Arrow, Lane, Mark, Span, Trace

Event = dict[str, Any]
COLOURS = {
    "call": "thread_state_runnable",
    "running": "thread_state_running",
    "held": "terrible",
    "ready": "bad",
    "waiting": "thread_state_sleeping",
    "sleeping": "thread_state_sleeping",
}


def to_perfetto(trace: Trace, path: str | Path) -> Path:
    """Write the file and return its path."""
    path = Path(path)
    path.write_text(
        json.dumps({"traceEvents": list(events(trace)), "displayTimeUnit": "ms"}), encoding="utf-8"
    )
    return path


def events(trace: Trace) -> Iterator[Event]:
    """Yield the names of the rows, then what happens on them, then the arrows between them."""
    rows = _rows(trace)
    for number, (_depth, lane) in enumerate(trace.family()):
        yield from _names(lane, rows[lane.name], number)
        yield from (_span(span, rows[lane.name]) for span in lane.spans)
        yield from (_mark(mark, rows[lane.name]) for mark in lane.marks)
    lanes = {lane.name: lane for lane in trace.lanes}
    for number, arrow in enumerate(trace.arrows):
        if arrow.from_lane in rows and arrow.to_lane in rows:
            yield from _flow(arrow, lanes, rows, number)


def _rows(trace: Trace) -> dict[str, Event]:
    """Return each lane's process and row number; a lane belongs to the process lane above it, or to the first."""
    process, rows = 1, {}
    for number, (depth, lane) in enumerate(trace.family(), start=1):
        if depth == 0 or lane.kind == "process":
            process = number if lane.kind == "process" else 1
        rows[lane.name] = {"pid": process, "tid": number}
    return rows


def _names(lane: Lane, row: Event, number: int) -> Iterator[Event]:
    if row["pid"] == row["tid"]:
        yield {"ph": "M", "name": "process_name", **row, "args": {"name": lane.name}}
    title = f"task {lane.name}" if lane.kind == "task" else lane.name
    yield {"ph": "M", "name": "thread_name", **row, "args": {"name": title}}
    yield {"ph": "M", "name": "thread_sort_index", **row, "args": {"sort_index": number}}


def _span(span: Span, row: Event) -> Event:
    look = {"name": span.label or span.state, "cat": span.state, "cname": COLOURS[span.state]}
    times = {"ts": span.start / 1000, "dur": span.length / 1000}
    return {"ph": "X", **look, **times, **row, "args": {"where": span.where or ""}}


def _mark(mark: Mark, row: Event) -> Event:
    look = {"name": f"{mark.kind} {mark.label}".strip(), "cat": mark.kind}
    return {
        "ph": "i",
        "s": "t",
        **look,
        "ts": mark.at / 1000,
        **row,
        "args": {"where": mark.where or ""},
    }


def _flow(
    arrow: Arrow, lanes: dict[str, Lane], rows: dict[str, Event], number: int
) -> Iterator[Event]:
    """Yield both ends of an arrow, each at the nearest bar: viewers drop a flow whose end is not on a bar."""
    begin = _last_bar(lanes[arrow.from_lane], arrow.from_time)
    end = _next_bar(lanes[arrow.to_lane], arrow.to_time)
    if begin is None or end is None or begin > end:
        return
    common = {"name": arrow.kind, "cat": arrow.kind, "id": number}
    yield {"ph": "s", **common, "ts": begin / 1000, **rows[arrow.from_lane]}
    yield {"ph": "f", "bp": "e", **common, "ts": end / 1000, **rows[arrow.to_lane]}


def _last_bar(lane: Lane, time: int) -> int | None:
    """Return the last moment up to `time` at which the lane has a bar; if there is none, the first one after it."""
    before = [min(time, span.end) for span in lane.spans if span.start <= time]
    return max(before) if before else min((span.start for span in lane.spans), default=None)


def _next_bar(lane: Lane, time: int) -> int | None:
    """Return the first moment from `time` on at which the lane has a bar; if there is none, the last one before it."""
    after = [max(time, span.start) for span in lane.spans if span.end >= time]
    return min(after) if after else max((span.end for span in lane.spans), default=None)
