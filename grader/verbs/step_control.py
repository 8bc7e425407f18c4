"""The buttons of `grader.verbs.step.step`, for a notebook."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

from ipywidgets import HTML, Button, HBox, Layout, VBox  # type: ignore[import-untyped]

from grader.verbs.step import Candidate, Stepper

FITTING = Layout(width="max-content", max_width="100%")
WRAPPED = Layout(flex_flow="row wrap")
ENDINGS = {
    "returned": "returned",
    "raised": "raised",
    "deadlock": "deadlock: nothing can run any more",
}


class StepControl(VBox):
    """A button for each thread that may go on; below it the timeline up to here, and the token."""

    def __init__(self, stepper: Stepper) -> None:
        self.stepper = stepper
        self.picture, self.says, self.buttons = HTML(), HTML(), HBox(layout=WRAPPED)
        super().__init__([self.buttons, self.picture, self.says])
        self.refresh()

    def refresh(self) -> None:
        """Show where the stepper is."""
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
    """What came of the choices."""
    run = stepper.run
    what = {"returned": repr(run.result), "raised": repr(run.error)}.get(run.outcome, "")
    return f"{ENDINGS.get(run.outcome, run.outcome)} {what}".rstrip() + "."
