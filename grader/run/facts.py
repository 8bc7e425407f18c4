"""What happened in one run, as plain data.

`Evidence` is what the judge knows of a run: what its child has said, and how the child has ended.  `Facts`
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
"""What a child may say of a run as a whole."""


class Evidence(Struct, frozen=True):
    """One run: its outcome and history, and what else tells why it is so."""

    outcome: Outcome
    history: History = field(default_factory=empty)
    value: Encoded = NOTHING
    error: Encoded = NOTHING
    place: Place | None = None  # where it was when its child gave it up
    seconds: float | None = None  # that it was allowed
    why: str | None = None  # its report is not believed
    ending: Ending | None = None
    unsteady: Unsteady | None = None  # how a second run of the same schedule differed
    drivers: Drivers = Drivers()
    nth: int | None = None  # schedules that an exploration had tried by then
    stuck: Stuck | None = None  # what its child had said when it gave the run up

    @property
    def impatient(self) -> bool:
        """True if the run was given up where more patience could have shown what it is."""
        return self.stuck is not None and not self.stuck.alone


def evidence_of(said: Said, ending: Ending | None = None) -> Evidence:
    """Return what a child has said of a run, as evidence."""
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
    """Return what a child has said, if it came to a proper end; otherwise how it ended.

    ``before`` is what the same run was found to be with less patience.
    """
    if said is not None and (ending.end == "done" or isinstance(said, Stuck)):
        return evidence_of(said, ending)
    elapsed, place = (before.elapsed, before.place) if before else (0, None)
    return Evidence(ending.outcome, empty(elapsed), place=place, ending=ending)


def last_said(heard: list[Heard], before: Stuck | None = None) -> Evidence:
    """Return the evidence of a conversation about one run, of which the last is the ending."""
    *messages, ending = heard
    assert isinstance(ending, Ending)
    said = [each for each in messages if isinstance(each, Said)]
    unsteady = [each for each in messages if isinstance(each, Unsteady)]
    evidence = complete(said[-1] if said else None, ending, before)
    return replace(evidence, unsteady=unsteady[-1]) if unsteady else evidence


@dataclass(slots=True)
class FakeCall:
    """A call of a fake: when it began and ended (ns), and after how many events of the run."""

    label: str
    start: int
    first: int
    end: int | None = None
    last: int | None = None


class Facts:
    """What happened in one run; times in seconds of the run's own clock.

    The data is plain: built-in types, `Raised` for exceptions, `Opaque` for other objects.  The data came
    from another process, and no method of the learner's is ever called on it.
    """

    def __init__(self, evidence: Evidence, call: str) -> None:
        self.evidence, self.call = evidence, call
        self.history = evidence.history
        self.outcome: Outcome = evidence.outcome
        self.expected_trace: Trace | None = None
        self.replay: str | None = None  # after exploring: how the schedule that fails is had again

    @cached_property
    def result(self) -> Any:
        """What the call returned.

        Example:
            >>> run.result
            ['A', 'B', 'C']
        """
        return value_of(self.evidence.value)

    @cached_property
    def error(self) -> Raised | None:
        """What the call raised, or None.

        Example:
            >>> simulate(calls("fetch", a=OSError("gone")), "a").error
            OSError('gone')
        """
        error: Raised | None = value_of(self.evidence.error)
        return error

    @property
    def elapsed(self) -> float:
        """Seconds from the call to its return.

        Example:
            >>> run.elapsed
            3.0
        """
        return self.history.elapsed / 1e9

    @property
    def output(self) -> str:
        r"""What was printed, as one string.

        Example:
            >>> simulate(print, "hello").output
            'hello\n'
        """
        return "".join(each.text for each in self.history.output)

    @cached_property
    def log(self) -> list[Any]:
        """The values that were noted with ``log``, in order.

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
        """The seconds at which values were noted with ``log``, in order.

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
        """The items that an iterator yielded, in order.

        Example:
            >>> def countdown():
            ...     yield from (3, 2, 1)
            >>> simulate(countdown).yielded
            [3, 2, 1]
        """
        return [value_of(each.item) for each in self.history.yields]

    @cached_property
    def yield_times(self) -> list[float]:
        """The seconds at which the consumer got each item, in order.

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
        """What the simulation noticed: busy waits, blocked event loops, errors that nobody read, …

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
        """The schedule: which of the threads that could go on was chosen, at each choice; 0 is the default.

        Example:
            >>> simulate(download, fetch, "ab", schedule="0.1").choices[:2]
            [0, 1]
        """
        return self.history.choices

    @property
    def processes(self) -> int:
        """How many worker processes there were, on the real clock.

        Example:
            >>> run.processes
            0
        """
        return self.history.processes

    @cached_property
    def trace(self) -> Timeline:
        """The `Timeline` of the run: which thread, task or process did what, and when.

        Example:
            >>> [lane.name for lane in run.trace.lanes]
            ['main', 'pool-0_0', 'pool-0_1']
        """
        return Timeline.of(trace_of(self.history, self.evidence.drivers))

    @cached_property
    def calls(self) -> list[tuple[str, int, int | None]]:
        """Every call of a fake in the order of their starts: label, start and end in nanoseconds.

        The end is None if the call was still running when the run ended.

        Example:
            >>> run.calls[1]
            ('fetch b', 0, 1000000000)
        """
        return [(each.label, each.start, each.end) for each in self._fakes]

    def notes(self, why: str | None) -> str:
        """Return ``why``, and a warning if the same schedule has run differently the second time.

        Example:
            >>> run.notes("Two workers are enough.")
            'Two workers are enough.'
        """
        return " ".join(part for part in (why, self._unsteady()) if part)

    def _unsteady(self) -> str | None:
        """What differed when the same schedule was run twice; None: nothing, as it should be."""
        if (differing := self.evidence.unsteady) is None:
            return None
        both = f"{differing.first}, then {differing.second}"
        return f"Run twice, it differs ({both}): random numbers, order of a set?"

    @cached_property
    def _fakes(self) -> list[FakeCall]:
        """Every call of a fake, in the order of their starts."""
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
        return [
            each for each in self._fakes if each.label == name or each.label.startswith(name + " ")
        ]
