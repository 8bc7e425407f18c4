"""You are the scheduler: choose at each scheduling point who goes on, and see what comes of it.

    step(transfer, accounts)          # in a notebook: buttons, and the timeline growing beside them

The simulation is run anew for every choice, with the choices so far and then the default; what is shown
ends where the next choice is yours. The choices are a replay token for `simulate(..., schedule=token)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from grader.run import Run
from grader.run.places import quoted
from grader.run.trace_of import trace_of
from grader.timeline import Timeline
from grader.verbs.schedule import token
from grader.verbs.simulate import simulate


class Candidate(NamedTuple):
    """A thread or task that may go on, and the line at which it would."""

    name: str
    line: str


class Stepper:
    """A simulation that waits for your choices; no part of it is a widget."""

    def __init__(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        granularity: str = "visible",
        **kwargs: Any,
    ) -> None:
        self.call, self.granularity = (function, args, kwargs), granularity
        self.choices: list[int] = []
        self.run = self._simulate()

    @property
    def candidates(self) -> list[Candidate]:
        """Who may go on; nobody when the run has ended."""
        if self.at_end:
            return []
        place, lanes = self._offer
        return [self._candidate(lane, place) for lane in lanes]

    @property
    def at_end(self) -> bool:
        """Has every choice been made?"""
        return len(self.choices) >= len(self.run.choices)

    @property
    def token(self) -> str:
        """The choices so far, for `schedule=`."""
        return token(self.choices)

    @property
    def trace(self) -> Timeline:
        """What has happened before the next choice; at the end, everything."""
        if self.at_end:
            return self.run.trace
        return Timeline.of(trace_of(_until(self.run.message, self._offer[0])))

    def choose(self, candidate: int) -> None:
        """Let this one go on."""
        self.choices.append(candidate)
        self.run = self._simulate()

    def back(self) -> None:
        """Take the last choice back."""
        if self.choices:
            self.choices.pop()
            self.run = self._simulate()

    def finish(self) -> None:
        """Leave all other choices to the default."""
        self.choices = list(self.run.choices)

    @property
    def _offer(self) -> tuple[int, list[int]]:
        return self.run.message["offers"][len(self.choices)]

    def _candidate(self, lane: int, place: int) -> Candidate:
        message = self.run.message
        following = (event for event in message["events"][place:] if event[1] == lane and event[4])
        where = next((event[4] for event in following), None)
        return Candidate(message["lanes"][lane][1], quoted(where) or "")

    def _simulate(self) -> Run:
        function, args, kwargs = self.call
        how: Any = {"granularity": self.granularity, "schedule": self.choices}
        return simulate(function, *args, **how, **kwargs)


def _until(message: dict[str, Any], place: int) -> dict[str, Any]:
    """The message as if the run had been stopped before its event number `place`."""
    events = message["events"][:place]
    now = events[-1][0] if events else 0
    lanes = [[*row[:5], None] for row in message["lanes"] if row[4] <= now]
    output = [row for row in message["output"] if row[0] < now]
    return {
        **message,
        "events": events,
        "elapsed": now,
        "lanes": lanes,
        "output": output,
        "waits": [],
    }


def step(
    function: Callable[..., Any], /, *args: Any, granularity: str = "visible", **kwargs: Any
) -> Any:
    """The control for a notebook; its `stepper.token` is the schedule you have chosen."""
    from grader.verbs.step_control import StepControl

    return StepControl(Stepper(function, *args, granularity=granularity, **kwargs))
