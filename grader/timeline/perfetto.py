"""A trace as a file for ui.perfetto.dev and chrome://tracing.

The format is Chrome's Trace Event JSON, which both read: one process for each process lane, one row for
each thread and task, flow arrows from submit to start. Its unit is the microsecond.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.trace import Arrow, Lane, Mark, Span, Trace

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
    """The file, written."""
    path = Path(path)
    path.write_text(
        json.dumps({"traceEvents": list(events(trace)), "displayTimeUnit": "ms"}), encoding="utf-8"
    )
    return path


def events(trace: Trace) -> Iterator[Event]:
    """Names of the rows, then what happens on them, then the arrows between them."""
    rows = _rows(trace)
    for number, (_depth, lane) in enumerate(trace.family()):
        yield from _names(lane, rows[lane.name], number)
        yield from (_span(span, rows[lane.name]) for span in lane.spans)
        yield from (_mark(mark, rows[lane.name]) for mark in lane.marks)
    for number, arrow in enumerate(trace.arrows):
        if arrow.from_lane in rows and arrow.to_lane in rows:
            yield from _flow(arrow, rows, number)


def _rows(trace: Trace) -> dict[str, Event]:
    """Each lane's process and row number; a lane belongs to the process lane above it, or else to the first."""
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


def _flow(arrow: Arrow, rows: dict[str, Event], number: int) -> Iterator[Event]:
    common = {"name": arrow.kind, "cat": arrow.kind, "id": number}
    yield {"ph": "s", **common, "ts": arrow.from_time / 1000, **rows[arrow.from_lane]}
    yield {"ph": "f", "bp": "e", **common, "ts": arrow.to_time / 1000, **rows[arrow.to_lane]}
