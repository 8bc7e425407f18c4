"""A recording in this process as a Run, so that the same properties can be asked of it."""

from __future__ import annotations

from typing import Any

from grader.attempt.message import message
from grader.recording.facts import LaneFacts
from grader.recording.record import Recording, record_trace
from grader.run import Run
from grader.timeline import Timeline


class RecordedRun(Run):
    """A run of live code: its result is the object itself, its trace knows every thread and task."""

    def __init__(self, recording: Recording, call: str) -> None:
        super().__init__(message(report(recording)), call)
        self.recording = recording

    @property
    def result(self) -> Any:
        """What the call returned."""
        return self.recording.result

    @property
    def trace(self) -> Timeline:
        """What ran when."""
        return self.recording.trace


def record_here(call: tuple[Any, tuple[Any, ...], dict[str, Any]], words: str) -> RecordedRun:
    """Record `(function, args, kwargs)`; `words` tell the call in messages."""
    return RecordedRun(record_trace(*call), words)


def report(recording: Recording) -> dict[str, Any]:
    """The recording in the form in which a child reports a run."""
    facts, scene = recording.facts, recording.scene
    return {
        "outcome": "returned" if recording.error is None else "raised",
        "value": None,
        "error": recording.error,
        "place": None,
        "elapsed": recording.elapsed,
        "lanes": [_row(number, lane, facts.zero) for number, lane in enumerate(facts.lanes)],
        "events": scene.events,
        "output": [[recording.elapsed, 0, recording.output]] if recording.output else [],
        "log": scene.logged,
        "yields": scene.yields,
        "findings": [],
        "alive": [_left(number, lane) for number, lane in enumerate(facts.lanes) if _lives(lane)],
        "choices": [],
        "waits": [],
    }


def _row(number: int, lane: LaneFacts, zero: int) -> list[Any]:
    end = None if lane.end is None else lane.end - zero
    return [number, lane.name, lane.kind, None, lane.start - zero, end]


def _lives(lane: LaneFacts) -> bool:
    """Was it started by the recorded code, and is it still there?"""
    return lane.end is None and not lane.hidden and lane.kind in ("thread", "task") and lane.started


def _left(number: int, lane: LaneFacts) -> dict[str, Any]:
    return {"lane": number, "kind": lane.kind, "why": "", "where": None, "cancelling": 0}
