"""This module holds what happened in one run, as plain data.

`Evidence` is what the judge knows of a run: what the child reported, and how the child ended.  `Facts`
answers questions about the evidence in seconds and Python values; the properties of a `Run` build on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from grader.attempt.history import Encoded, Finding, History, Place, empty
from grader.attempt.messages import (
    NOTHING,
    Broken,
    Ending,
    Explored,
    Forged,
    Heard,
    Outcome,
    RunReport,
    Stuck,
    Unsteady,
    value_of,
)
from grader.attempt.values import Raised
from grader.run.places import Drivers
from grader.run.trace_of import trace_of
from grader.timeline import Timeline
from grader.trace.model import Trace

Said = RunReport | Forged | Broken | Stuck
"""A child sends one of these messages about a run as a whole."""


class Evidence(Struct, frozen=True):
    """An `Evidence` holds the outcome and the history of one run, and what explains the outcome."""

    outcome: Outcome
    history: History = field(default_factory=empty)
    value: Encoded = NOTHING
    error: Encoded = NOTHING
    place: Place | None = None  # where the code was when the child gave the run up
    seconds: float | None = None  # the time that the run was allowed
    why: str | None = None  # the reason for which the report is not believed
    ending: Ending | None = None
    unsteady: Unsteady | None = None  # how a second run of the same schedule differed
    drivers: Drivers = Drivers()
    nth: int | None = None  # the number of schedules that an exploration had tried by then
    stuck: Stuck | None = None  # what the child said when the child gave the run up

    @property
    def impatient(self) -> bool:
        """Return True if the run was given up and more patience could still show its outcome."""
        return self.stuck is not None and not self.stuck.alone


def evidence_of(said: Said, ending: Ending | None = None) -> Evidence:
    """Return the evidence that a child's message about a run contains."""
    match said:
        case Forged():
            told = evidence_of(said.report, ending)
            return replace(told, outcome=Outcome.FORGED, why=said.why)
        case RunReport():
            nth = said.nth if isinstance(said, Explored) else None
            found, ended = (said.value, said.error), (said.place, said.seconds)
            return Evidence(Outcome(said.outcome), said, *found, *ended, ending=ending, nth=nth)
        case Broken():
            return Evidence(Outcome(said.outcome), error=said.error, ending=ending)
        case Stuck():
            history = empty(said.elapsed, said.choices)
            return Evidence(Outcome.STUCK, history, place=said.place, ending=ending, stuck=said)


def complete(said: Said | None, ending: Ending, before: Stuck | None = None) -> Evidence:
    """Return what the child said if the child ended properly; otherwise return how the child ended.

    ``before`` is what an earlier attempt at the same run, with less patience, reported.
    """
    if said is not None and (ending.end == "done" or isinstance(said, Stuck)):
        return evidence_of(said, ending)
    elapsed, place = (before.elapsed, before.place) if before else (0, None)
    return Evidence(ending.outcome, empty(elapsed), place=place, ending=ending)


def last_said(heard: list[Heard], before: Stuck | None = None) -> Evidence:
    """Return the evidence in the messages about one run; the last message is the ending."""
    *messages, ending = heard
    assert isinstance(ending, Ending)
    said = [each for each in messages if isinstance(each, Said)]
    unsteady = [each for each in messages if isinstance(each, Unsteady)]
    evidence = complete(said[-1] if said else None, ending, before)
    return replace(evidence, unsteady=unsteady[-1]) if unsteady else evidence


@dataclass(slots=True)
class FakeCall:
    """A `FakeCall` tells when a call of a fake began and ended, in ns and as the number of events before."""

    label: str
    start: int
    first: int
    end: int | None = None
    last: int | None = None


class Facts:
    """`Facts` tells what happened in one run; times are seconds of the run's own clock.

    The data is plain: built-in types, `Raised` for exceptions, `Opaque` for other objects.  The data came
    from another process, and no method of the learner's classes is ever called.
    """

    def __init__(self, evidence: Evidence, call: str) -> None:
        self.evidence, self.call = evidence, call
        self.history = evidence.history
        self.outcome: Outcome = evidence.outcome
        self.expected_trace: Trace | None = None
        self.replay: str | None = None  # after exploring: the arguments that replay the schedule

    @cached_property
    def result(self) -> Any:
        """Return the value that the call returned.

        Example:
            >>> run.result
            ['A', 'B', 'C']
        """
        return value_of(self.evidence.value)

    @cached_property
    def error(self) -> Raised | None:
        """Return the exception that the call raised, or None.

        Example:
            >>> simulate(calls("fetch", a=OSError("gone")), "a").error
            OSError('gone')
        """
        error: Raised | None = value_of(self.evidence.error)
        return error

    @property
    def elapsed(self) -> float:
        """Return the seconds from the call to its return.

        Example:
            >>> run.elapsed
            3.0
        """
        return self.history.elapsed / 1e9

    @property
    def output(self) -> str:
        r"""Return what was printed, as one string.

        Example:
            >>> simulate(print, "hello").output
            'hello\n'
        """
        return "".join(each.text for each in self.history.output)

    @cached_property
    def log(self) -> list[Any]:
        """Return the values that were noted with ``log``, in order.

        Example:
            >>> def driver():
            ...     log("begun")
            ...     log(42)
            >>> simulate(driver).log
            ['begun', 42]
        """
        return [value_of(each.value) for each in self.history.log]

    @cached_property
    def log_times(self) -> list[float]:
        """Return the seconds at which values were noted with ``log``, in order.

        Example:
            >>> def driver():
            ...     log("begun")
            ...     time.sleep(2)
            ...     log("done")
            >>> simulate(driver).log_times
            [0.0, 2.0]
        """
        return [each.at / 1e9 for each in self.history.log]

    @cached_property
    def yielded(self) -> list[Any]:
        """Return the items that an iterator yielded, in order.

        Example:
            >>> def countdown():
            ...     yield from (3, 2, 1)
            >>> simulate(countdown).yielded
            [3, 2, 1]
        """
        return [value_of(each.item) for each in self.history.yields]

    @cached_property
    def yield_times(self) -> list[float]:
        """Return the seconds at which the consumer got each item, in order.

        Example:
            >>> def ticks():
            ...     for tick in (1, 2):
            ...         time.sleep(0.5)
            ...         yield tick
            >>> simulate(ticks).yield_times
            [0.5, 1.0]
        """
        return [each.at / 1e9 for each in self.history.yields]

    @property
    def findings(self) -> list[Finding]:
        """Return what the simulation noticed: busy waits, blocked event loops, unread errors, …

        Example:
            >>> run.findings
            []
            >>> def forget():
            ...     asyncio.sleep(1)
            >>> [finding.kind for finding in simulate(forget).findings]
            ['never awaited']
        """
        return self.history.findings

    @property
    def choices(self) -> list[int]:
        """Return the schedule: for each choice, the number of the thread that went on; 0 is the default.

        Example:
            >>> simulate(download, fetch, "ab", schedule="0.1").choices[:2]
            [0, 1]
        """
        return self.history.choices

    @property
    def processes(self) -> int:
        """Return the number of worker processes of a run on the real clock.

        Example:
            >>> run.processes
            0
        """
        return self.history.processes

    @cached_property
    def trace(self) -> Timeline:
        """Return the `Timeline` of the run: which thread, task or process did what, and when.

        Example:
            >>> [lane.name for lane in run.trace.lanes]
            ['main', 'pool-0_0', 'pool-0_1']
        """
        return Timeline.of(trace_of(self.history, self.evidence.drivers))

    @cached_property
    def calls(self) -> list[tuple[str, int, int | None]]:
        """Return the label, the start and the end of every call of a fake, in nanoseconds, ordered by start.

        The end is None if the call was still running when the run ended.

        Example:
            >>> run.calls[1]
            ('fetch b', 0, 1000000000)
        """
        return [(each.label, each.start, each.end) for each in self._fakes]

    def notes(self, why: str | None) -> str:
        """Return ``why``, and a warning if a second run of the same schedule differed from the first.

        Example:
            >>> run.notes("Two workers are enough.")
            'Two workers are enough.'
        """
        return " ".join(part for part in (why, self._unsteady()) if part)

    def _unsteady(self) -> str | None:
        """Return a warning that two runs of the same schedule differed; None if they did not."""
        if (differing := self.evidence.unsteady) is None:
            return None
        both = f"{differing.first}, then {differing.second}"
        return f"Run twice, it differs ({both}): random numbers, order of a set?"

    @cached_property
    def _fakes(self) -> list[FakeCall]:
        """Return every call of a fake, ordered by start."""
        calls: list[FakeCall] = []
        running: dict[tuple[int, str], FakeCall] = {}
        for order, event in enumerate(self.history.events):
            key = (event.lane, event.label)
            if event.kind == "call":
                calls.append(FakeCall(event.label, event.at, order))
                running[key] = calls[-1]
            elif event.kind == "called" and key in running:
                call = running.pop(key)
                call.end, call.last = event.at, order
        return calls

    def _named(self, name: str) -> list[FakeCall]:
        """Return the calls of the fake ``name``, or of one label such as ``fetch a``."""
        return [
            each for each in self._fakes if each.label == name or each.label.startswith(name + " ")
        ]
