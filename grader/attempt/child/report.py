"""The report of a run as plain data, which JSON can hold; `attempt.history` has the types.

Every report is written here: those of simulated runs, and those of runs on the real clock, in a child or in the
judge's own process.  A simulated child has no recording, so that this module imports none.
"""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING, Any

from grader.attempt.limits import MOST_EVENTS, MOST_LANES
from grader.attempt.values import encode
from grader.source_files import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grader.recording.facts import Facts, LaneFacts
    from grader.recording.record import Recording
    from grader.trace.model import Lane, Span, Trace

MATTER = ("call", "held")
"""States of the spans that are kept before all others."""


def message(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report with every raw object encoded, and with as many events as the judge takes."""
    plain = {"type": "run", **report}
    plain["value"], plain["error"] = encode(report["value"]), encode(report["error"])
    plain["log"] = [[*row[:-1], encode(row[-1])] for row in report["log"]]
    plain["yields"] = [[*row[:-1], encode(row[-1])] for row in report["yields"]]
    plain["events"] = report["events"][:MOST_EVENTS]
    return plain


# -- a run on the real clock -------------------------------------------------------------------


def report_of(recording: Recording, alive: Iterable[LaneFacts], **more: Any) -> dict[str, Any]:
    """Return the report of a recorded call that has left these lanes alive; ``more`` replaces parts of it."""
    facts, error, elapsed = recording.facts, recording.error, recording.elapsed
    return {
        "outcome": "returned" if error is None else "raised",
        "value": recording.result,
        "error": error,
        "place": place_of(error),
        "elapsed": elapsed,
        "lanes": _lane_rows(facts),
        "events": facts.events,
        "output": [[elapsed, 0, recording.output]] if recording.output else [],
        "log": facts.logged,
        "yields": facts.yields,
        "findings": [],
        "alive": [_left(lane) for lane in alive],
        **more,
    }


def _lane_rows(facts: Facts) -> list[list[Any]]:
    """Return a row for each lane; see `attempt.history.LaneRow`."""
    return [
        [lane.number, lane.name, lane.kind, None, lane.start - facts.zero, _since(lane.end, facts)]
        for lane in sorted(facts.lanes, key=lambda lane: lane.number)
    ]


def _since(moment: int | None, facts: Facts) -> int | None:
    return None if moment is None else moment - facts.zero


def _left(lane: LaneFacts) -> dict[str, Any]:
    return {"lane": lane.number, "kind": lane.kind, "why": "", "where": None, "cancelling": 0}


# -- its trace ---------------------------------------------------------------------------------


def rows_of(trace: Trace) -> dict[str, list[list[Any]]]:
    """Return a trace as rows, in which lanes have numbers; see `attempt.history.Traced`.

    Of more than the judge takes, the first lanes and the longest spans are kept.
    """
    lanes = trace.lanes[:MOST_LANES]
    numbers = {lane.name: number for number, lane in enumerate(lanes)}
    marks = [(number, mark) for number, lane in enumerate(lanes) for mark in lane.marks]
    arrows = [each for each in trace.arrows if {each.from_lane, each.to_lane} <= numbers.keys()]
    return {
        "lanes": [_traced_lane(lane, numbers) for lane in lanes],
        "spans": [[number, *_traced_span(span)] for number, span in _most_telling(lanes)],
        "marks": [
            [number, mark.at, mark.kind, mark.label, mark.where]
            for number, mark in marks[:MOST_EVENTS]
        ],
        "arrows": [
            [
                numbers[each.from_lane],
                each.from_time,
                numbers[each.to_lane],
                each.to_time,
                each.kind,
            ]
            for each in arrows[:MOST_EVENTS]
        ],
    }


def _most_telling(lanes: list[Lane]) -> list[tuple[int, Span]]:
    """Return the spans of these lanes, each with the number of its lane, but no more than the judge takes."""
    spans = [(number, span) for number, lane in enumerate(lanes) for span in lane.spans]
    if len(spans) <= MOST_EVENTS:
        return spans
    kept = nlargest(MOST_EVENTS, spans, key=lambda row: (row[1].state in MATTER, row[1].length))
    return sorted(kept, key=lambda row: (row[0], row[1].start, -row[1].end))


def _traced_lane(lane: Lane, numbers: dict[str, int]) -> list[Any]:
    parent = None if lane.parent is None else numbers.get(lane.parent)
    return [lane.name, lane.kind, parent, lane.start, lane.end]


def _traced_span(span: Span) -> list[Any]:
    return [span.start, span.end, span.state, span.label, span.where]
