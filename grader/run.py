"""A run and its properties: sentences that raise a readable failure where they do not hold."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from grader import render
from grader.attempt.equal import same
from grader.attempt.names import public_name
from grader.attempt.plain import Raised, decode
from grader.failure import Failure, NotWritten, card
from grader.outcomes import abnormal
from grader.places import quoted
from grader.trace import Trace
from grader.trace_build import trace_of

EXACT = 1_000  # nanoseconds: what a virtual duration may be off (a proven spin lets time creep)


class Run:
    """What happened in one run; times in seconds of the run's own clock.

    The data is plain (built-in types, `Raised` for exceptions, `Opaque` for the rest): it came
    from another process, and no method of the learner's is ever called on it.
    """

    def __init__(self, message: dict[str, Any], call: str):
        self.message, self.call = message, call
        self.outcome: str = message["outcome"]
        self.expected_trace: Trace | None = None
        self.schedule: str | None = None  # the token of the one that fails, after exploring

    # -- what happened -----------------------------------------------------------------------

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
    def trace(self) -> Trace:
        """What ran when."""
        return trace_of(self.message) if "events" in self.message else Trace()

    @cached_property
    def calls(self) -> list[tuple[str, int, int | None]]:
        """Every call of a fake in the order of their starts: (label, start, end) in ns."""
        return [(label, start, end) for label, start, end, _, _ in self._fakes]

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

    # -- properties --------------------------------------------------------------------------

    def returns(self, expected: Any, **more: Any) -> None:
        """The call returned ``expected`` (exact types; exceptions equal by type and arguments)."""
        self._ended()
        if not same(expected, self.result):
            pair = _Text(repr(expected)), _Text(repr(self.result))  # None, too, is a value
            self._fail("returns another value", *pair, **more)

    def raises(self, kind: type[BaseException], match: str | None = None, **more: Any) -> None:
        """The call raised ``kind``, bare or in a group, with ``match`` in its text."""
        if self.outcome != "raised":
            self._ended()
            wanted = kind.__name__ + (f": {match}" if match else "")
            self._fail("raises nothing", _Text(wanted), _Text(f"returned {self.result!r}"), **more)
        if not any(_matches(error, kind, match) for error in _flat(self.error)):
            self._unless_unwritten()
            wanted = _Text(kind.__name__ + (f": {match}" if match else ""))
            self._fail("raises another error", wanted, _Text(str(self.error)), **more)

    def yields(self, expected: list, any_order: bool = False, **more: Any) -> None:
        """The iterator yielded just these, in this order (or in any)."""
        self._ended()
        got = list(self.yielded)
        if any_order:
            got = _arranged_like(expected, got)
        if not same(list(expected), got):
            self._fail("yields something else", list(expected), self.yielded, **more)

    def yields_at(self, expected: list[float], **more: Any) -> None:
        """The consumer got each at these seconds."""
        self._ended()
        if not _same_times(expected, self.yield_times):
            title = "hands over at other times"
            self._fail(title, _seconds(expected), _seconds(self.yield_times), **more)

    def takes(
        self,
        seconds: float | None = None,
        *,
        at_least: float | None = None,
        at_most: float | None = None,
        **more: Any,
    ) -> None:
        """The call took exactly this long, or within these bounds; in seconds."""
        self._ended()
        low = seconds if at_least is None else at_least
        high = seconds if at_most is None else at_most
        if (low is not None and self.elapsed < low - EXACT / 1e9) or (
            high is not None and self.elapsed > high + EXACT / 1e9
        ):
            wanted = _bounds(seconds, at_least, at_most)
            self._fail(f"takes {wanted}", _Text(wanted), _Text(f"{self.elapsed:g} s"), **more)

    def peaks_at(self, count: int, name: str, **more: Any) -> None:
        """At most, and at some moment just, ``count`` calls of ``name`` ran at once."""
        self._ended()
        peak = self._peak(name)
        if peak != count:
            self._fail(f"runs {count} {name} at once, at most", count, peak, **more)

    def peaks_within(self, count: int, name: str, **more: Any) -> None:
        """Never more than ``count`` calls of ``name`` ran at once."""
        self._ended()
        if self._peak(name) > count:
            self._fail(f"runs no more than {count} {name} at once", count, self._peak(name), **more)

    def keeps_busy(self, count: int, name: str, **more: Any) -> None:
        """Never more than ``count`` calls of ``name`` ran at once, and just as many as long as
        another was still to start."""
        self.peaks_within(count, name, **more)
        at, running = self._slackest(name)
        if running is not None and running < count:
            title = f"keeps {count} {name} going while there is work"
            self._fail(title, count, _Text(f"{running} from {round(at / 1e9, 3):g} s on"), **more)

    def ends_with(self, name: str, **more: Any) -> None:
        """The call returned at the moment when the last call of ``name`` ended."""
        self._ended()
        last = max((end or 0 for *_, end in self._spans(name)), default=0)
        if abs(self.elapsed * 1e9 - last) > EXACT:
            title = f"returns when the last {name} has ended"
            self._fail(title, _seconds([last / 1e9]), _seconds([self.elapsed]), **more)

    def orders(self, first: str, second: str, **more: Any) -> None:
        """Every ``second`` starts only after every ``first`` has ended."""
        self._ended()
        ends = [end for *_, end in self._named(first)]
        starts = [start for *_, start, _ in self._named(second)]
        if not ends or not starts or None in ends or min(starts) < max(ends):
            title = f"starts {second} only after {first} has ended"
            self._fail(title, _Text("in this order"), _Text(self._story(first, second)), **more)

    def starts(self, label: str, at: float | list[float], **more: Any) -> None:
        """The calls of ``label`` start at these seconds."""
        self._ended()
        got = [start / 1e9 for _, start, *_ in self._named(label)]
        expected = at if isinstance(at, list) else [at]
        if not _same_times(expected, got):
            self._fail(f"starts {label} then", _seconds(expected), _seconds(got), **more)

    def called(self, name: str, times: int, **more: Any) -> None:
        """``name`` was called so many times, also after the return."""
        self._ended()
        if len(self._named(name)) != times:
            self._fail(f"calls {name} {times} times", times, len(self._named(name)), **more)

    def never(self, name: str, **more: Any) -> None:
        """``name`` was never called, not even after the return."""
        self._ended()
        if self._named(name):
            got = _Text(f"{name} started at {self._named(name)[0][1] / 1e9:g} s")
            self._fail(f"never calls {name}", _Text("no call"), got, **more)

    def logs(self, expected: list, **more: Any) -> None:
        """The drivers noted just these, in this order."""
        self._ended()
        if not same(list(expected), self.log):
            self._fail("goes another way; what the check noted:", list(expected), self.log, **more)

    def logs_at(self, expected: list[float], **more: Any) -> None:
        """The drivers noted at these seconds."""
        self._ended()
        if not _same_times(expected, self.log_times):
            title = "goes on at other times; when the check noted it:"
            self._fail(title, _seconds(expected), _seconds(self.log_times), **more)

    def prints(self, expected: str, **more: Any) -> None:
        """Just this was printed."""
        self._ended()
        if self.output != expected:
            self._fail("prints something else", expected, self.output, **more)

    def leaves_nothing(self, *, cancelled_ok: bool = False, **more: Any) -> None:
        """No thread or task of the call is left at its return, no error unread, nothing
        written to standard error.  ``cancelled_ok``: tasks being cancelled may still end."""
        self._ended()
        left = [row for row in self.message["alive"] if not (cancelled_ok and row["cancelling"])]
        if left:
            self._fail_left(left, **more)
        for finding in self.findings:
            if finding["kind"] in UNTIDY:
                got = _Text(finding["text"])
                where = quoted(finding["where"])
                self._fail(UNTIDY[finding["kind"]], None, got, **{"where": where, **more})

    def stays_idle(self, **more: Any) -> None:
        """It waits without using the processor: no polling loop."""
        self._ended()
        self._without("busy wait", "waits by asking again and again", **more)

    def keeps_loop_free(self, seconds: float = 0.05, **more: Any) -> None:
        """No step of a coroutine holds its event loop for longer than this."""
        self._ended()
        held = [event for event in self.message["events"] if event[2] == "held"]
        worst = max(held, key=lambda event: event[3][0], default=None)
        if worst is not None and worst[3][0] > seconds * 1e9:
            got = _Text(f"held for {worst[3][0] / 1e9:g} s by {worst[3][1]}")
            more = {"where": quoted(worst[4]), **more}
            self._fail(f"keeps the loop free ({seconds:g} s)", None, got, **more)

    def computes_in_parallel(self, count: int, **more: Any) -> None:
        """On the real clock: at least ``count`` worker processes computed at the same time."""
        self._ended()
        parallel, there = self.message.get("parallel", 0), self.message.get("processes", 0)
        if parallel < count:
            got = _Text(f"{parallel} at a time, {there} processes in all")
            title = f"computes in {count} processes at the same time"
            self._fail(title, count, got, **more)

    def holds(self, condition: Any, sentence: str, **more: Any) -> None:
        """A property of your own: ``sentence`` says what does not hold."""
        self._ended()
        if not condition:
            self._fail(sentence, None, None, **more)

    # -- inside ------------------------------------------------------------------------------

    def notes(self, why: str | None) -> str:
        """Why, and whether that can be relied on."""
        return " ".join(part for part in (why, self._unsteady()) if part)

    def _unsteady(self) -> str | None:
        """What differed when the same schedule was run twice; None: nothing, as it should be."""
        if not self.message.get("unsteady"):
            return None
        first, second = (event and event[2:4] for event in self.message["unsteady"])
        return f"Run twice, it differs ({first}, then {second}): random numbers, order of a set?"

    def _named(self, name: str) -> list[list]:
        return [row for row in self._fakes if row[0] == name or row[0].startswith(name + " ")]

    def _peak(self, name: str) -> int:
        """How many calls of ``name`` ran at once, at most."""
        last = len(self.message.get("events", ()))
        changes = [(row[3], 1) for row in self._named(name)]
        changes += [(last if row[4] is None else row[4], -1) for row in self._named(name)]
        now = peak = 0
        for _, change in sorted(changes):
            now += change
            peak = max(peak, now)
        return peak

    def _spans(self, name: str) -> list[tuple[str, int, int | None]]:
        return [(row[0], row[1], row[2]) for row in self._named(name)]

    def _slackest(self, name: str) -> tuple[int, int | None]:
        """When fewest calls of ``name`` ran before the last one started, and how many; in ns."""
        spans = self._spans(name)
        last = max((start for _, start, _ in spans), default=0)
        moments = sorted({0, *(at for _, *both in spans for at in both if at is not None)})
        counts = [
            (sum(start <= at and (end is None or end > at) for _, start, end in spans), at)
            for at in moments
            if at < last
        ]
        fewest, at = min(counts, default=(None, 0))
        return at, fewest

    def _story(self, *names: str) -> str:
        rows = [row for name in names for row in self._named(name)]
        return ", ".join(render.call_times(row) for row in rows[:4]) or "no such call"

    def _without(self, kind: str, title: str, **more: Any) -> None:
        for finding in self.findings:
            if finding["kind"] == kind:
                where = quoted(finding["where"])
                self._fail(title, None, _Text(finding["text"]), **{"where": where, **more})

    def _fail_left(self, left: list[dict], **more: Any) -> None:
        names = {row[0]: row[1] for row in self.message["lanes"]}
        who = ", ".join(f"{row['kind']} {names[row['lane']]}" for row in left[:3])
        first = left[0]
        why = f"It still waits in {first['why']}." if first["why"] else "It was still running."
        more = {"where": quoted(first["where"]), "why": why, **more}
        self._fail(
            "leaves something running", _Text("nothing left at the return"), _Text(who), **more
        )

    def _ended(self) -> None:
        """The call came to an end of its own; if not, say what happened instead."""
        if self.outcome != "returned":
            self._unless_unwritten()
            failure = Failure(abnormal(self))
            failure.outcome = self.outcome
            raise failure

    def _unless_unwritten(self) -> None:
        if self.outcome == "missing" or _unwritten(self.error):
            raise NotWritten(self.call)

    def _fail(
        self,
        title: str,
        expected: Any,
        got: Any,
        *,
        why: str | None = None,
        where: str | None = None,
        hint: str | None = None,
    ) -> None:
        pair = [None if value is None else render.value(value) for value in (expected, got)]
        note = self.notes(why)
        raise Failure(
            card(
                self.call,
                title,
                pair[0],
                pair[1],
                self.trace,
                note or None,
                where,
                hint,
                expected_trace=self.expected_trace,
                schedule=self.schedule,
            )
        )


UNTIDY = {
    "never awaited": "leaves a coroutine that was never awaited",
    "unread error": "leaves an error that nobody read",
    "task destroyed": "loses a task that was still pending",
    "thread died": "loses the error of a thread",
    "unclosed": "leaves something that was never closed",
    "stderr": "writes to standard error",
}
_Text = render.Text


def _unwritten(error: Raised | None) -> bool:
    """Whether a stub still stands: it raised, or the cell that it stands in did."""
    if not isinstance(error, Raised):
        return False
    if error.is_a("CellFailed") and isinstance(error.cause, Raised):
        return error.cause.is_a("NotImplementedError")
    return error.is_a("NotImplementedError")


def _matches(error: Raised, kind: type[BaseException], match: str | None) -> bool:
    of_kind = error.is_a(public_name(kind)) or error.is_a(kind.__name__)
    return of_kind and (match is None or match in error.text)


def _flat(error: Raised | None) -> list[Raised]:
    """The error and, of a group, its members."""
    if not isinstance(error, Raised):
        return []
    return [error, *(inner for member in error.members for inner in _flat(member))]


def _same_times(expected: list[float], got: list[float]) -> bool:
    exact = EXACT / 1e9
    return len(expected) == len(got) and all(
        abs(a - b) <= exact for a, b in zip(expected, got, strict=True)
    )


def _arranged_like(expected: list, got: list) -> list:
    """``got`` in the order of ``expected`` as far as they have the same elements."""
    rest, arranged = list(got), []
    for wanted in expected:
        for place, value in enumerate(rest):
            if same(wanted, value):
                arranged.append(rest.pop(place))
                break
    return arranged + rest


def _seconds(times: list[float]) -> render.Text:
    return _Text(", ".join(f"{round(time, 6):g}" for time in times) + " s")


def _bounds(exact: float | None, low: float | None, high: float | None) -> str:
    if exact is not None:
        return f"{exact:g} s"
    parts = [
        f"at least {low:g} s" if low is not None else "",
        f"at most {high:g} s" if high else "",
    ]
    return ", ".join(part for part in parts if part)
