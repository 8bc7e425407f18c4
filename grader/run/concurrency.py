"""Check what ran at the same time in a run, and what kept other code from running."""

from __future__ import annotations

from typing import Unpack

from grader.failure import Text
from grader.run.facts import FakeCall
from grader.run.failing import Advice, Failing
from grader.run.places import quoted


class Concurrency(Failing):
    """The checks of this class concern what ran at the same time, and what kept other code from running."""

    def peaks_at(self, count: int, name: str, **advice: Unpack[Advice]) -> None:
        """Check that the highest number of calls of the fake ``name`` that ran at once is exactly ``count``.

        Example:
            >>> run.peaks_at(2, "fetch")
        """
        self._ended(**advice)
        peak = self._peak(name)
        if peak != count:
            self._fail(f"runs {count} {name} at once, at most", count, peak, **advice)

    def peaks_within(self, count: int, name: str, **advice: Unpack[Advice]) -> None:
        """Check that never more than ``count`` calls of the fake ``name`` ran at once.

        Example:
            >>> run.peaks_within(4, "fetch")
        """
        self._ended(**advice)
        if self._peak(name) > count:
            self._fail(
                f"runs no more than {count} {name} at once", count, self._peak(name), **advice
            )

    def keeps_busy(self, count: int, name: str, **advice: Unpack[Advice]) -> None:
        """Check that ``count`` calls of the fake ``name`` ran at once as long as another call was still to start.

        The check also fails if more than ``count`` calls ran at once.

        Example:
            >>> run.keeps_busy(2, "fetch")
        """
        self.peaks_within(count, name, **advice)
        at, running = self._slackest(name)
        if running is not None and running < count:
            title = f"keeps {count} {name} going while there is work"
            self._fail(title, count, Text(f"{running} from {round(at / 1e9, 3):g} s on"), **advice)

    def computes_in_parallel(self, count: int, **advice: Unpack[Advice]) -> None:
        """Check that at least ``count`` worker processes computed at the same time.

        Only a run of ``record(..., apart=True)``, on the real clock, counts processes.

        Example:
            >>> run = record(calls("nap", every=0.01), 1, apart=True)
            >>> run.computes_in_parallel(2)
            Traceback (most recent call last):
            grader.failure.Failure: record(nap, 1)
            ✗ computes in 2 processes at the same time
              expected: 2
              got:      0 at a time, 0 processes in all
            ...
        """
        self._ended(**advice)
        parallel, there = self.history.parallel, self.history.processes
        if parallel < count:
            got = Text(f"{parallel} at a time, {there} processes in all")
            title = f"computes in {count} processes at the same time"
            self._fail(title, count, got, **advice)

    def stays_idle(self, **advice: Unpack[Advice]) -> None:
        """Check that the code waits without using the processor, so that no loop polls.

        Example:
            >>> run.stays_idle()
        """
        self._ended(**advice)
        self._fail_if_found("busy wait", "waits by asking again and again", **advice)

    def keeps_loop_free(self, seconds: float = 0.05, **advice: Unpack[Advice]) -> None:
        """Check that no step of a coroutine holds its event loop for longer than ``seconds``.

        Example:
            >>> async def polite():
            ...     await asyncio.sleep(1)
            >>> simulate(polite).keeps_loop_free()
        """
        self._ended(**advice)
        held = [event for event in self.history.events if event.kind == "held"]
        worst = max(held, key=lambda event: event.duration, default=None)
        if worst is not None and worst.duration > seconds * 1e9:
            got = Text(f"held for {round(worst.duration / 1e9, 3):g} s by {worst.label}")
            advice.setdefault("where", quoted(worst.place))
            self._fail(f"keeps the loop free ({seconds:g} s)", None, got, **advice)

    def _peak(self, name: str) -> int:
        """Return the highest number of calls of ``name`` that ran at once."""
        end = len(self.history.events)
        changes = [(call.first, 1) for call in self._named(name)]
        changes += [(end if call.last is None else call.last, -1) for call in self._named(name)]
        now = peak = 0
        for _, change in sorted(changes):
            now += change
            peak = max(peak, now)
        return peak

    def _slackest(self, name: str) -> tuple[int, int | None]:
        """Return the time (ns) before the last start at which the fewest calls of ``name`` ran, and their number.

        The number is None if no time lies before the last start.
        """
        calls = self._named(name)
        last = max((call.start for call in calls), default=0)
        ends = {call.end for call in calls if call.end is not None}
        moments = sorted({0, *ends, *(call.start for call in calls)})
        counts = [(sum(_runs(call, at) for call in calls), at) for at in moments if at < last]
        fewest, at = min(counts, default=(None, 0))
        return at, fewest


def _runs(call: FakeCall, at: int) -> bool:
    """Return True if the call is running at this time (ns)."""
    return call.start <= at and (call.end is None or call.end > at)
