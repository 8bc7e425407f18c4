"""What happened in one run, as plain data."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from grader.attempt.values import Raised, decode
from grader.run.trace_of import trace_of
from grader.timeline import Timeline
from grader.trace.model import Trace


class Facts:
    """What happened in one run; times in seconds of the run's own clock.

    The data is plain (built-in types, `Raised` for exceptions, `Opaque` for the rest): it came
    from another process, and no method of the learner's is ever called on it.
    """

    def __init__(self, message: dict[str, Any], call: str):
        self.message, self.call = message, call
        self.outcome: str = message["outcome"]
        self.expected_trace: Trace | None = None
        self.replay: str | None = None  # after exploring: how the schedule that fails is had again

    @cached_property
    def result(self) -> Any:
        """What the call returned."""
        return decode(self.message.get("value"))

    @cached_property
    def error(self) -> Raised | None:
        """What the call raised, or None."""
        return decode(self.message.get("error"))

    @property
    def elapsed(self) -> float:
        """Seconds from the call to its return."""
        return self.message.get("elapsed", 0) / 1e9

    @property
    def output(self) -> str:
        """What was printed."""
        return "".join(text for _, _, text in self.message.get("output", ()))

    @cached_property
    def log(self) -> list:
        """What drivers noted with ``log``, in order."""
        return [decode(value) for *_, value in self.message.get("log", ())]

    @cached_property
    def log_times(self) -> list[float]:
        """When, in seconds."""
        return [row[0] / 1e9 for row in self.message.get("log", ())]

    @cached_property
    def yielded(self) -> list:
        """What an iterator yielded, in order."""
        return [decode(value) for _, value in self.message.get("yields", ())]

    @cached_property
    def yield_times(self) -> list[float]:
        """When the consumer got each, in seconds."""
        return [row[0] / 1e9 for row in self.message.get("yields", ())]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What the simulation noticed: busy waits, blocked loops, unread errors, …"""
        return self.message.get("findings", [])

    @property
    def choices(self) -> list[int]:
        """The schedule."""
        return self.message.get("choices", [])

    @cached_property
    def trace(self) -> Timeline:
        """What ran when."""
        return Timeline.of(trace_of(self.message)) if "events" in self.message else Timeline()

    @cached_property
    def calls(self) -> list[tuple[str, int, int | None]]:
        """Every call of a fake in the order of their starts: (label, start, end) in ns."""
        return [(label, start, end) for label, start, end, _, _ in self._fakes]

    def notes(self, why: str | None) -> str:
        """Why, and whether that can be relied on."""
        return " ".join(part for part in (why, self._unsteady()) if part)

    def _unsteady(self) -> str | None:
        """What differed when the same schedule was run twice; None: nothing, as it should be."""
        if not self.message.get("unsteady"):
            return None
        first, second = (event and event[2:4] for event in self.message["unsteady"])
        return f"Run twice, it differs ({first}, then {second}): random numbers, order of a set?"

    @cached_property
    def _fakes(self) -> list[list]:
        """[label, start, end, place in the sequence of events of start and end]."""
        rows: list[list] = []
        running: dict[tuple, list] = {}
        for order, (at, lane, kind, what, _) in enumerate(self.message.get("events", ())):
            if kind == "call":
                rows.append([what, at, None, order, None])
                running[lane, what] = rows[-1]
            elif kind == "called" and (lane, what[0]) in running:
                running.pop((lane, what[0]))[2:5:2] = [at, order]
        return rows

    def _named(self, name: str) -> list[list]:
        return [row for row in self._fakes if row[0] == name or row[0].startswith(name + " ")]

    def _spans(self, name: str) -> list[tuple[str, int, int | None]]:
        return [(row[0], row[1], row[2]) for row in self._named(name)]
