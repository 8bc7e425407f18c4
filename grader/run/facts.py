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

    The data is plain: built-in types, `Raised` for exceptions, `Opaque` for other objects.  The data came
    from another process, and no method of the learner's is ever called on it.
    """

    def __init__(self, message: dict[str, Any], call: str):
        self.message, self.call = message, call
        self.outcome: str = message["outcome"]
        self.expected_trace: Trace | None = None
        self.replay: str | None = None  # after exploring: how the schedule that fails is had again

    @cached_property
    def result(self) -> Any:
        """What the call returned.

        Example:
            >>> run.result
            ['A', 'B', 'C']
        """
        return decode(self.message.get("value"))

    @cached_property
    def error(self) -> Raised | None:
        """What the call raised, or None.

        Example:
            >>> simulate(calls("fetch", a=OSError("gone")), "a").error
            OSError('gone')
        """
        return decode(self.message.get("error"))

    @property
    def elapsed(self) -> float:
        """Seconds from the call to its return.

        Example:
            >>> run.elapsed
            3.0
        """
        return self.message.get("elapsed", 0) / 1e9

    @property
    def output(self) -> str:
        r"""What was printed, as one string.

        Example:
            >>> simulate(print, "hello").output
            'hello\n'
        """
        return "".join(text for _, _, text in self.message.get("output", ()))

    @cached_property
    def log(self) -> list:
        """The values that were noted with ``log``, in order.

        Example:
            >>> def driver():
            ...     log("begun")
            ...     log(42)
            >>> simulate(driver).log
            ['begun', 42]
        """
        return [decode(value) for *_, value in self.message.get("log", ())]

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
        return [row[0] / 1e9 for row in self.message.get("log", ())]

    @cached_property
    def yielded(self) -> list:
        """The items that an iterator yielded, in order.

        Example:
            >>> def countdown():
            ...     yield from (3, 2, 1)
            >>> simulate(countdown).yielded
            [3, 2, 1]
        """
        return [decode(value) for _, value in self.message.get("yields", ())]

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
        return [row[0] / 1e9 for row in self.message.get("yields", ())]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What the simulation noticed: busy waits, blocked event loops, errors that nobody read, …

        Example:
            >>> run.findings
            []
            >>> def forget():
            ...     asyncio.sleep(1)
            >>> [finding["kind"] for finding in simulate(forget).findings]
            ['never awaited']
        """
        return self.message.get("findings", [])

    @property
    def choices(self) -> list[int]:
        """The schedule: which of the threads that could go on was chosen, at each choice; 0 is the default.

        Example:
            >>> simulate(download, fetch, "ab", schedule="0.1").choices[:2]
            [0, 1]
        """
        return self.message.get("choices", [])

    @cached_property
    def trace(self) -> Timeline:
        """The `Timeline` of the run: which thread, task or process did what, and when.

        Example:
            >>> [lane.name for lane in run.trace.lanes]
            ['main', 'pool-0_0', 'pool-0_1']
        """
        return Timeline.of(trace_of(self.message)) if "events" in self.message else Timeline()

    @cached_property
    def calls(self) -> list[tuple[str, int, int | None]]:
        """Every call of a fake in the order of their starts: label, start and end in nanoseconds.

        The end is None if the call was still running when the run ended.

        Example:
            >>> run.calls[1]
            ('fetch b', 0, 1000000000)
        """
        return [(label, start, end) for label, start, end, _, _ in self._fakes]

    def notes(self, why: str | None) -> str:
        """Return ``why``, and a warning if the same schedule has run differently the second time.

        Example:
            >>> run.notes("Two workers are enough.")
            'Two workers are enough.'
        """
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
