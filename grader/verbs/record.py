"""``record`` runs the learner's code once on the real clock, in this process or in a child."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from grader import failure
from grader.attempt import Limits, start
from grader.attempt.child.report import message, report_of
from grader.attempt.limits import refuse_nested
from grader.attempt.messages import RunReport, report_from
from grader.attempt.pickling import Handle
from grader.choices import at_least
from grader.recording.record import Recording, record_trace
from grader.run import Run
from grader.run.facts import evidence_of, last_said
from grader.timeline import Timeline

RECORDED = "grader.attempt.child.recorded:record"
REAL_SECONDS = 60  # the most seconds that a run on the real clock may take
BUSY = 4  # on a busy machine, a run may take this many times as long


def record(
    fn: Callable[..., Any],
    /,
    *args: Any,
    apart: bool | None = None,
    within: float = REAL_SECONDS,
    still: float | None = None,
    cpu: int = REAL_SECONDS,
    **kwargs: Any,
) -> Run:
    """Run ``fn(*args, **kwargs)`` on the real clock and return the `Run`.

    A function runs in this process, and all of its threads, tasks and processes are in the trace.  With
    ``apart=True`` the function runs in a process of its own, as every judged answer does.  Such a
    run is ended after ``within`` seconds, or when nothing in the run has run for ``still`` seconds.  Both
    are counted in the run's own time: seconds in which the machine had no processor for the run do not
    count.  Each process in the run may compute for ``cpu`` seconds.

    Raise `NotWritten` if the function is still a stub, and ValueError for negative seconds.

    Example:
        >>> nap = calls("nap", {0.02: 0.02})
        >>> run = record(nap, 0.02)
        >>> run.takes(at_least=0.02)
        >>> run.trace.clock
        'real'
    """
    refuse_nested()  # a submission's own cells that draw and measure are not judged
    for name, seconds in {"within": within, "still": still, "cpu": cpu}.items():
        if seconds is not None:
            at_least(name, seconds, 0)
    call, words = (fn, args, kwargs), failure.call("record", fn, args, kwargs)
    if apart or _has_handle(fn, args, kwargs):
        limits = Limits(wall=max(within * BUSY, REAL_SECONDS), cpu=cpu)
        options = {"within": within, "still": still}
        heard = list(start(RECORDED, call, options, limits, world="real").messages())
        return Run(last_said(heard), words).attempted()
    return record_here(call, words).attempted()


def _has_handle(fn: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    return any(isinstance(each, Handle) for each in (fn, *args, *kwargs.values()))


class RecordedRun(Run):
    """A `RecordedRun` is a run in this process; the result is the object itself, not a decoded copy."""

    def __init__(self, recording: Recording, call: str) -> None:
        super().__init__(evidence_of(report(recording)), call)
        self.recording = recording

    @property
    def result(self) -> Any:
        """Return the object that the call returned."""
        return self.recording.result

    @cached_property
    def trace(self) -> Timeline:
        """Return the `Timeline` of the run."""
        return Timeline.of(self.recording.trace)


def record_here(call: tuple[Any, tuple[Any, ...], dict[str, Any]], words: str) -> RecordedRun:
    """Record `(function, args, kwargs)` in this process and return the run; messages show the call as `words`."""
    return RecordedRun(record_trace(*call), words)


def report(recording: Recording) -> RunReport:
    """Return the report that a child would send of the recording, without the value and the trace."""
    alive = recording.facts.alive()
    return report_from(message(report_of(recording, alive, value=None)))
