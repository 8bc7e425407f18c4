"""Check the times of a run: how long the call took, when things happened, and in which order."""

from __future__ import annotations

from typing import Unpack

from grader import failure
from grader.failure import Text
from grader.run.failing import Advice, Failing

EXACT = 1_000  # nanoseconds by which a virtual duration may be off: time creeps in a proven spin


class Times(Failing):
    """The checks of this class concern when things happened, and in which order; all times are in seconds."""

    def takes(
        self,
        seconds: float | None = None,
        *,
        at_least: float | None = None,
        at_most: float | None = None,
        **advice: Unpack[Advice],
    ) -> None:
        """Check that the call took exactly ``seconds``, or a time within the bounds.

        Example:
            >>> run.takes(3)
            >>> run.takes(at_least=2, at_most=4)
        """
        if seconds is at_least is at_most is None:
            raise TypeError("takes() needs seconds, or at_least= and at_most=")
        self._ended(**advice)
        low = seconds if at_least is None else at_least
        high = seconds if at_most is None else at_most
        if (low is not None and self.elapsed < low - EXACT / 1e9) or (
            high is not None and self.elapsed > high + EXACT / 1e9
        ):
            wanted = _bounds(seconds, at_least, at_most)
            self._fail(f"takes {wanted}", Text(wanted), Text(f"{self.elapsed:g} s"), **advice)

    def ends_with(self, name: str, **advice: Unpack[Advice]) -> None:
        """Check that the call returned at the moment at which the last call of the fake ``name`` ended.

        Example:
            >>> run.ends_with("fetch")
        """
        self._ended(**advice)
        last = max((call.end or 0 for call in self._named(name)), default=0)
        if abs(self.elapsed * 1e9 - last) > EXACT:
            title = f"returns when the last {name} has ended"
            self._fail(title, _seconds([last / 1e9]), _seconds([self.elapsed]), **advice)

    def orders(self, first: str, second: str, **advice: Unpack[Advice]) -> None:
        """Check that every call of ``second`` started only after every call of ``first`` had ended.

        Example:
            >>> run.orders("fetch b", "fetch c")
        """
        self._ended(**advice)
        ends = [call.last for call in self._named(first)]
        ended = [each for each in ends if each is not None]
        starts = [call.first for call in self._named(second)]
        if not starts or not ended or len(ended) < len(ends) or min(starts) < max(ended):
            title = f"starts {second} only after {first} has ended"
            self._fail(title, Text("in this order"), Text(self._story(first, second)), **advice)

    def starts(self, label: str, at: float | list[float], **advice: Unpack[Advice]) -> None:
        """Check that the calls of ``label`` started at exactly these seconds.

        Example:
            >>> run.starts("fetch c", at=1)
            >>> run.starts("fetch", at=[0, 0, 1])
        """
        self._ended(**advice)
        got = [call.start / 1e9 for call in self._named(label)]
        expected = at if isinstance(at, list) else [at]
        if not _same_times(expected, got):
            self._fail(f"starts {label} then", _seconds(expected), _seconds(got), **advice)

    def yields_at(self, expected: list[float], **advice: Unpack[Advice]) -> None:
        """Check that the consumer got the items at these seconds.

        Example:
            >>> def ticks():
            ...     for tick in (1, 2):
            ...         time.sleep(0.5)
            ...         yield tick
            >>> simulate(ticks).yields_at([0.5, 1])
        """
        self._ended(**advice)
        if not _same_times(expected, self.yield_times):
            title = "hands over at other times"
            self._fail(title, _seconds(expected), _seconds(self.yield_times), **advice)

    def logs_at(self, expected: list[float], **advice: Unpack[Advice]) -> None:
        """Check that values were noted with ``log`` at these seconds.

        Example:
            >>> def driver():
            ...     log("begun")
            ...     time.sleep(2)
            ...     log("done")
            >>> simulate(driver).logs_at([0, 2])
        """
        self._ended(**advice)
        if not _same_times(expected, self.log_times):
            title = "goes on at other times; when the check noted it:"
            self._fail(title, _seconds(expected), _seconds(self.log_times), **advice)

    def _story(self, *names: str) -> str:
        calls = [call for name in names for call in self._named(name)]
        times = [failure.call_times(call.label, call.start, call.end) for call in calls[:4]]
        return ", ".join(times) or "no such call"


def _same_times(expected: list[float], got: list[float]) -> bool:
    exact = EXACT / 1e9
    return len(expected) == len(got) and all(
        abs(a - b) <= exact for a, b in zip(expected, got, strict=True)
    )


def _seconds(times: list[float]) -> failure.Text:
    return Text(", ".join(f"{round(time, 6):g}" for time in times) + " s")


def _bounds(exact: float | None, low: float | None, high: float | None) -> str:
    if exact is not None:
        return f"{exact:g} s"
    parts = [
        f"at least {low:g} s" if low is not None else "",
        f"at most {high:g} s" if high is not None else "",
    ]
    return ", ".join(part for part in parts if part)
