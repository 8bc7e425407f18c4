"""``step`` lets you schedule a call by hand: at each scheduling point you choose the thread or task that goes on.

    step(transfer, accounts)          # in a notebook: shows buttons, and the timeline below them

Every choice runs the simulation anew, with the choices so far and then the default; the timeline ends
at your next choice. The choices are a replay token for `simulate(..., schedule=token)`.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any, NamedTuple

from ipywidgets import HTML, Button, HBox, Layout, VBox  # type: ignore[import-untyped]
from msgspec.structs import replace

from grader.attempt.history import History, Offer
from grader.choices import Granularity
from grader.run import Run
from grader.run.places import quoted
from grader.run.trace_of import trace_of
from grader.timeline import Timeline
from grader.verbs.schedule import token
from grader.verbs.simulate import simulate

FITTING = Layout(width="max-content", max_width="100%")
WRAPPED = Layout(flex_flow="row wrap")
ENDINGS = {
    "returned": "returned",
    "raised": "raised",
    "deadlock": "deadlock: nothing can run any more",
}


class Candidate(NamedTuple):
    """A `Candidate` is a thread or task that may go on, with the line at which that thread or task would."""

    name: str
    line: str


class Stepper:
    """A `Stepper` is a simulation that waits for your choices; `step` adds the buttons.

    Example:
        >>> stepper = step(download, fetch, "ab").stepper
        >>> [candidate.name for candidate in stepper.candidates]
        ['ThreadPoolExecutor-0_0', 'main']
        >>> stepper.choose(1)
        >>> stepper.token
        '1'
    """

    def __init__(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        granularity: Granularity = "visible",
        **kwargs: Any,
    ) -> None:
        self.call, self.granularity = (function, args, kwargs), granularity
        self.choices: list[int] = []
        self.run = self._simulate()

    @property
    def candidates(self) -> list[Candidate]:
        """Return the threads and tasks that can go on, each with its line; empty when the run has ended.

        Example:
            >>> step(download, fetch, "ab").stepper.candidates[1].name
            'main'
        """
        if self.at_end:
            return []
        return [self._candidate(lane, self._offer.after) for lane in self._offer.lanes]

    @property
    def at_end(self) -> bool:
        """Return True if every choice has been made.

        Example:
            >>> step(download, fetch, "ab").stepper.at_end
            False
        """
        return len(self.choices) >= len(self.run.choices)

    @property
    def token(self) -> str:
        """Return the choices so far as a token, for ``simulate(..., schedule=token)``.

        Example:
            >>> stepper = step(download, fetch, "ab").stepper
            >>> stepper.choose(1)
            >>> stepper.token
            '1'
        """
        return token(self.choices)

    @property
    def trace(self) -> Timeline:
        """Return the timeline up to the next choice; at the end, the timeline of the whole run.

        Example:
            >>> stepper = step(download, fetch, "ab").stepper
            >>> stepper.finish()
            >>> stepper.trace.end
            3000000000
        """
        if self.at_end:
            return self.run.trace
        history = _until(self.run.history, self._offer.after)
        return Timeline.of(trace_of(history, self.run.evidence.drivers))

    def choose(self, candidate: int) -> None:
        """Let the candidate with this number go on.

        Example:
            >>> stepper = step(download, fetch, "ab").stepper
            >>> stepper.choose(0)
            >>> stepper.choices
            [0]
        """
        self.choices.append(candidate)
        self.run = self._simulate()

    def back(self) -> None:
        """Take the last choice back.

        Example:
            >>> stepper = step(download, fetch, "ab").stepper
            >>> stepper.choose(1)
            >>> stepper.back()
            >>> stepper.choices
            []
        """
        if self.choices:
            self.choices.pop()
            self.run = self._simulate()

    def finish(self) -> None:
        """Leave all other choices to the default.

        Example:
            >>> stepper = step(download, fetch, "ab").stepper
            >>> stepper.finish()
            >>> stepper.at_end
            True
        """
        self.choices = list(self.run.choices)

    @property
    def _offer(self) -> Offer:
        return self.run.history.offers[len(self.choices)]

    def _candidate(self, lane: int, place: int) -> Candidate:
        history = self.run.history
        following = (event for event in history.events[place:] if event.lane == lane)
        where = next((event.place for event in following if event.place), None)
        return Candidate(history.lanes[lane].name, quoted(where) or "")

    def _simulate(self) -> Run:
        function, args, kwargs = self.call
        how: Any = {"granularity": self.granularity, "schedule": self.choices}
        return simulate(function, *args, **how, **kwargs)


def _until(history: History, place: int) -> History:
    """Return the history as if the run had been stopped before its event number `place`."""
    events = history.events[:place]
    now = events[-1].at if events else 0
    lanes = [replace(lane, end=None) for lane in history.lanes if lane.start <= now]
    output = [each for each in history.output if each.at < now]
    return replace(history, events=events, elapsed=now, lanes=lanes, output=output, waits=[])


class StepControl(VBox):  # type: ignore[misc]  # ipywidgets ships no types
    """A `StepControl` shows a button for each thread that may go on, the timeline so far, and the token."""

    def __init__(self, stepper: Stepper) -> None:
        self.stepper = stepper
        self.picture, self.says, self.buttons = HTML(), HTML(), HBox(layout=WRAPPED)
        super().__init__([self.buttons, self.picture, self.says])
        self.refresh()

    def refresh(self) -> None:
        """Show the current state of the stepper."""
        self.buttons.children = [*self._choices(), *self._others()]
        self.picture.value = self.stepper.trace.draw().html()
        self.says.value = f"<p>{self._status()}</p>"

    def _choices(self) -> list[Button]:
        return [self._choice(number, each) for number, each in enumerate(self.stepper.candidates)]

    def _choice(self, number: int, candidate: Candidate) -> Button:
        text = f"{candidate.name} → {candidate.line}" if candidate.line else candidate.name
        look = "primary" if number == 0 else ""
        return self._button(text, lambda: self.stepper.choose(number), look, "let this one go on")

    def _others(self) -> list[Button]:
        back = self._button("Back", self.stepper.back, "", "take the last choice back")
        finish = self._button(
            "To the end", self.stepper.finish, "", "leave the rest to the default"
        )
        back.disabled, finish.disabled = not self.stepper.choices, self.stepper.at_end
        return [back, finish]

    def _button(self, text: str, act: Callable[[], None], look: str, tooltip: str) -> Button:
        button = Button(description=text, button_style=look, tooltip=tooltip, layout=FITTING)

        def clicked(_: Any) -> None:
            act()
            self.refresh()

        button.on_click(clicked)
        return button

    def _status(self) -> str:
        if not self.stepper.at_end:
            return f"Choices so far: <code>{self.stepper.choices}</code>. Who goes on?"
        return f"The end: {html.escape(ending(self.stepper))} <code>schedule={self.stepper.token!r}</code>"


def ending(stepper: Stepper) -> str:
    """Return the outcome of the run with the choices made, as a sentence."""
    run = stepper.run
    what = {"returned": repr(run.result), "raised": repr(run.error)}.get(run.outcome, "")
    return f"{ENDINGS.get(run.outcome, run.outcome)} {what}".rstrip() + "."


def step(
    function: Callable[..., Any], /, *args: Any, granularity: Granularity = "visible", **kwargs: Any
) -> Any:
    """Return the buttons with which you schedule ``function(*args, **kwargs)`` by hand, for a notebook.

    Each button names a thread that can go on, and the line at which that thread would.  Below the buttons
    the timeline grows.  ``stepper`` holds the state: its ``token`` is the schedule that you have chosen.

    Example:
        >>> control = step(download, fetch, "ab")
        >>> control.stepper.finish()  # leave all choices to the default
        >>> control.stepper.run.result
        ['A', 'B']
    """
    return StepControl(Stepper(function, *args, granularity=granularity, **kwargs))
